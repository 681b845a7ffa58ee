import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { serveSandbox } from '../../src/sandbox/serve.ts';
import { createSandbox, infinite, type SandboxOptions } from '../../src/sandbox/index.ts';
import { credentialsOf, question } from './sandbox-ask.ts';

const headers = credentialsOf('MA_ASHA');
const numbers = '/api/v1/Account/MA_ASHA/numbers';

let served: Awaited<ReturnType<typeof serveSandbox>>;
before(async () => {
  served = await serveSandbox({ port: 0 });
});
after(() => served.close());

/** Sends a request line as it is, and reads whatever comes until the connection closes. */
function raw(line: string, host = new URL(served.url).host, body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    const lines = [line, `Host: ${host}`, 'Connection: close', `Content-Length: ${body.length}`];
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    );
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  });
}

const statusOf = (answer: string) => Number(answer.split(' ')[1]);
const order = (what: string, body: unknown) =>
  fetch(`${served.url}/__sandbox/${what}`, { method: 'POST', body: JSON.stringify(body) });

describe('A developer who talks to the sandbox over HTTP', () => {
  it('reads what the sandbox says in memory', async () => {
    const response = await fetch(`${served.url}/api/v1/Account/MA_ASHA/inventory/numbers?per_page=5`, { headers });
    const inMemory = await createSandbox()(
      question('GET /api/v1/Account/MA_ASHA/inventory/numbers?per_page=5', { as: 'MA_ASHA' }),
    );
    assert.deepEqual(await response.json(), await inMemory.json());
    assert.match(response.headers.get('content-type')!, /^application\/json/);
  });

  it('meets letter case and plus sign as they were sent', async () => {
    const there = `${numbers}/%2B914471269005`;
    assert.equal(statusOf(await raw(`DELETE ${numbers}/+914471269005/assign HTTP/1.1`)), 404);
    assert.equal(statusOf(await raw(`DELETE ${there.toLowerCase()} HTTP/1.1`)), 404);
    assert.equal(statusOf(await raw(`DELETE ${numbers}/+914471269005 HTTP/1.1`)), 200);
    const undo = `${there.replace('/Account/', '/account/')}/cancel-release`;
    const restored = await fetch(served.url + undo, { method: 'POST', headers });
    assert.equal(restored.status, 200);
    const search = await fetch(`${served.url}${numbers}?search=+9144`, { headers });
    assert.equal(((await search.json()) as { total: number }).total, 0);
  });

  it('is refused targets that are no plain paths', async () => {
    for (const target of [
      'http://127.0.0.1/api/v1/auth/me',
      '*',
      '/api/v1/../v1/auth/me',
      '/api/v1/a\\b',
      '/api/v1/auth/me#x',
    ]) {
      assert.equal(statusOf(await raw(`GET ${target} HTTP/1.1`)), 400, target);
    }
  });

  it('is refused under a foreign name', async () => {
    assert.equal(statusOf(await raw('GET /__sandbox HTTP/1.1', 'rebound.example')), 403);
    assert.equal(statusOf(await raw('GET /__sandbox HTTP/1.1', 'user@x/')), 400);
  });

  it('hears that a body is too long', async () => {
    const body = 'x'.repeat(2 ** 20 + 1);
    const answer = await raw(`POST ${numbers}/purchase-from-inventory HTTP/1.1`, undefined, body);
    assert.equal(statusOf(answer), 413);
    assert.match(answer, /must not be longer than 1048576 bytes/);
  });

  it('buys a number, and the desk knows', async () => {
    const stock = await fetch(`${served.url}/api/v1/Account/MA_NILA/inventory/numbers`, {
      headers: credentialsOf('MA_NILA'),
    });
    const { e164 } = ((await stock.json()) as { items: { e164: string }[] }).items[0]!;
    const bought = await fetch(`${served.url}/api/v1/Account/MA_NILA/numbers/purchase-from-inventory`, {
      method: 'POST',
      headers: credentialsOf('MA_NILA'),
      body: JSON.stringify({ e164 }),
    });
    assert.equal(bought.status, 200);
    const desk = (await (
      await fetch(`${served.url}/__sandbox`, { headers: { accept: 'application/json' } })
    ).json()) as {
      accounts: { auth_id: string; numbers: number }[];
    };
    assert.equal(desk.accounts.find(({ auth_id }) => auth_id === 'MA_NILA')!.numbers, 1);
  });

  it('sees the connection go when an answer is dropped, and nothing before', async () => {
    await order('faults', { fault: 'drop-after', method: 'DELETE', times: 1 });
    const line = `DELETE ${numbers}/%2B912271263984 HTTP/1.1`;
    assert.equal(await raw(line), '');
    assert.equal(statusOf(await raw(line)), 404, 'it had been released');
    await order('faults', { fault: 'drop-before', times: 1 });
    await assert.rejects(fetch(served.url + numbers, { headers }), /fetch failed/);
    await order('faults', { clear: true });
  });

  it('hangs up, and the sandbox stops what it was doing for her', { timeout: 20_000 }, async () => {
    const seen: AbortSignal[] = [];
    const fault: SandboxOptions['fault'] = (handler) => (request) => {
      seen.push(request.signal);
      return infinite(handler)(request);
    };
    const endless = await serveSandbox({ port: 0, fault });
    const response = await fetch(endless.url + numbers, { headers });
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    if (!seen[0]!.aborted) await new Promise((resolve) => seen[0]!.addEventListener('abort', resolve));
    await endless.close();
  });
});

describe('Whoever serves the sandbox', () => {
  it('can do so on this machine only, and on a port that is free', async () => {
    await assert.rejects(
      serveSandbox({ host: '0.0.0.0' }),
      /listens only on 127\.0\.0\.1, localhost, ::1, not on 0\.0\.0\.0/,
    );
    await assert.rejects(serveSandbox({ port: 70_000 }), /port must be a whole number from 0 to 65535, not 70000/);
    const port = Number(new URL(served.url).port);
    await assert.rejects(serveSandbox({ port }), new RegExp(`Port ${port} is already in use`));
    await assert.rejects(serveSandbox({ port: 0, seed: -1 }), /option seed must be a whole number/);
  });

  it('cannot do so in production', async () => {
    const known = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      await assert.rejects(serveSandbox({ port: 0 }), /NODE_ENV=production/);
    } finally {
      if (known === undefined) delete process.env.NODE_ENV;
      else process.env.NODE_ENV = known;
    }
  });
});
