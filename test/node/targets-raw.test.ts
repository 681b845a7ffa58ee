import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toNodeListener } from '../../src/server/index.ts';
import { page } from './proxy-ask.ts';
import { rawConnection } from './raw-connection.ts';
import { bodies, broken, byTarget, methods, paths, runs, seed, setting } from './target-tries.ts';

describe(`somebody who sends any bytes for an address (seed ${seed})`, () => {
  it(`gets nowhere but to their own account, ${runs} times, and the server serves after each`, async (t) => {
    const { proxy, check, reached } = setting();
    const server = createServer(toNodeListener(proxy)).listen(0, '127.0.0.1');
    // Each connection is used for as long as the server keeps it.
    server.maxRequestsPerSocket = 0;
    await once(server, 'listening');
    t.after(() => (server.closeAllConnections(), server.close()));
    const { port } = server.address() as AddressInfo;
    const ours = `Host: signup.example\r\nX-Vobiz-Portal: 1\r\nCookie: session=MA_ASHA\r\nOrigin: ${page}\r\n`;
    const well = `GET /vobiz/session HTTP/1.1\r\n${ours}\r\n`;
    const tries = fc.sample(
      fc.tuple(fc.oneof({ weight: 49, arbitrary: paths }, { weight: 1, arbitrary: broken }), bodies),
      { seed, numRuns: runs },
    );
    const began = performance.now();
    const counted = { through: 0, writes: 0, bodies: 0, broken: 0 };
    let next = 0;

    function requestOf(target: string, body: string, index: number) {
      const own = byTarget.get(target);
      const method = own?.method ?? methods[index % methods.length]!;
      const text = own?.body && index % 4 ? JSON.stringify(own.body) : body;
      const carries = text !== '' && (/^P/.test(method) || index % 8 === 0);
      const chunked = `Transfer-Encoding: chunked\r\n\r\n${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
      const framed = index % 3 ? `Content-Length: ${text.length}\r\n\r\n${text}` : chunked;
      const rest = carries ? `Content-Type: application/json\r\n${framed}` : '\r\n';
      counted.bodies += carries ? 1 : 0;
      return {
        method,
        bytes: `${method} ${target} HTTP/1.1\r\n${ours}Idempotency-Key: key-${index}-abcdefgh\r\n${rest}`,
      };
    }

    async function work() {
      let kept = rawConnection(port);
      const renew = () => {
        kept.close();
        kept = rawConnection(port);
      };
      for (let index = next++; index < tries.length; index = next++) {
        const [target, body] = tries[index]!;
        const { method, bytes } = requestOf(target, body, index);
        const isBroken = /[\r\n]/.test(target);
        if (!kept.isOpen()) renew();
        // What a line break makes of it nobody knows, so it has a connection of its own, and all that comes is read.
        const alone = isBroken ? rawConnection(port) : kept;
        const answers = await alone.exchange(
          isBroken ? bytes.replace('Host:', 'Connection: close\r\nHost:') : bytes + well,
          [method, ...(isBroken ? [] : ['GET'])],
        );
        if (isBroken) alone.close();
        counted.broken += isBroken ? 1 : 0;
        const [answer, after] = answers;
        assert.doesNotMatch(
          answer?.text ?? '',
          /^HTTP\/1\.1 500|\n\s+at /,
          `${bytes} made it stumble: ${answer?.text.slice(0, 300)}`,
        );
        counted.through += reached.length;
        counted.writes += method !== 'GET' && reached.length > 0 ? 1 : 0;
        check(target);
        if (after) assert.equal(after.status, 200, `${bytes} left a connection that does not serve: ${after.text}`);
        else {
          renew();
          assert.equal((await kept.exchange(well, ['GET']))[0]?.status, 200, `after ${bytes} nobody was served`);
        }
      }
      kept.close();
    }
    await Promise.all(Array.from({ length: 12 }, work));
    const told = `${JSON.stringify(counted)} in ${Math.round((performance.now() - began) / 1000)} s`;
    t.diagnostic(told);
    // Or nothing would have been tried.
    assert.ok(
      Object.values(counted).every((count) => count > runs / 200),
      told,
    );
  });
});
