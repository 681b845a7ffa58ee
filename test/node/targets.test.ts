import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { page } from './proxy-ask.ts';
import { methods, paths, runs, seed, setting } from './target-tries.ts';

const serves = (status: number, reached: string[]) => {
  assert.equal(status, 200);
  // A write that the request before began may end only now.
  assert.ok(reached.includes('https://service.example/api/v1/Account/MA_ASHA/numbers'));
};

describe(`somebody who tries every address there is (seed ${seed})`, () => {
  it(`gets nowhere but to their own account, ${runs} times`, async () => {
    const { proxy, check, reached } = setting();
    const headers = { 'X-Vobiz-Portal': '1', Cookie: 'session=MA_ASHA', Origin: page };
    let made = 0;
    let through = 0;
    for (const [index, target] of fc.sample(paths, { seed, numRuns: runs }).entries()) {
      const method = methods[index % methods.length]!;
      // Another host or a name in it is the host's affair, whose requests these are.
      if (!URL.canParse(page + target) || new URL(page + target).origin !== page || new URL(page + target).username)
        continue;
      made += 1;
      const key = { 'Idempotency-Key': `key-${index}-abcdefgh` };
      const response = await proxy(new Request(page + target, { method, headers: { ...headers, ...key } }));
      assert.ok(response.status >= 200 && response.status < 600);
      assert.notEqual(response.status, 500, `${method} ${target} made it stumble`);
      through += reached.length;
      check(target);
      if (index % 100 === 0) {
        const well = await proxy(new Request(`${page}/vobiz/numbers`, { headers }));
        serves(well.status, reached);
        check(target);
      }
    }
    // Or nothing would have been tried.
    assert.ok(made > runs * 0.8 && through > runs / 100, `${made} made, ${through} through`);
  });
});
