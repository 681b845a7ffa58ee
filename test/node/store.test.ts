import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { memoryStore, sqliteStore, type Store } from '../../src/server/index.ts';

let folder: string;
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'vobiz-store-'))));
after(() => rm(folder, { recursive: true }));

let files = 0;
const newFile = () => join(folder, `${++files}.db`);

const kinds: Record<string, (now: () => number) => Store> = {
  'the memory': (now) => memoryStore({ now }),
  'an SQLite file': (now) => sqliteStore(newFile(), { now }),
};

for (const [name, open] of Object.entries(kinds))
  describe(`a record in ${name}`, () => {
    let now = 1_000_000;
    const fresh = () => open(() => now);

    it('is there for whoever asks, once it was added', async () => {
      const store = fresh();
      assert.equal(await store.get('a'), undefined);
      assert.equal(await store.add('a', 'one', 60), true);
      assert.equal(await store.get('a'), 'one');
      assert.equal(await store.get('b'), undefined);
    });

    it('is added by the first only', async () => {
      const store = fresh();
      const all = await Promise.all(Array.from({ length: 20 }, (_, index) => store.add('a', `${index}`, 60)));
      assert.deepEqual(all.filter(Boolean), [true]);
      assert.equal(await store.get('a'), '0');
    });

    it('is gone when its time is over, and can be added again', async () => {
      const store = fresh();
      await store.add('a', 'one', 60);
      now += 59_999;
      assert.equal(await store.add('a', 'two', 60), false);
      now += 1;
      assert.equal(await store.get('a'), undefined);
      assert.equal(await store.replace('a', 'one', 'two', 60), false);
      assert.equal(await store.add('a', 'three', 60), true);
      assert.equal(await store.get('a'), 'three');
    });

    it('is replaced only by whoever knows what it was, and lives anew', async () => {
      const store = fresh();
      assert.equal(await store.replace('a', 'one', 'two', 60), false);
      await store.add('a', 'one', 60);
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, index) => store.replace('a', 'one', `${index}`, 120)),
      );
      assert.deepEqual(all.filter(Boolean), [true]);
      now += 119_000;
      assert.equal(await store.get('a'), '0');
    });

    it('is removed only by whoever knows what it was, or does not care', async () => {
      const store = fresh();
      await store.add('a', 'one', 60);
      await store.remove('a', 'two');
      assert.equal(await store.get('a'), 'one');
      await store.remove('a', 'one');
      assert.equal(await store.get('a'), undefined);
      await store.add('a', 'two', 60);
      await store.remove('a');
      await store.remove('a');
      assert.equal(await store.get('a'), undefined);
    });

    it('keeps any text as it is', async () => {
      const store = fresh();
      const text = `["MA_ASHA","'; DROP TABLE vobiz_portal; --","\u0001\u2028😀"]`;
      await store.add(text, text, 60);
      assert.equal(await store.get(text), text);
      assert.equal(await store.replace(text, text, 'two', 60), true);
    });
  });

it('a full memory rather fails than forgets a number that was bought', async () => {
  let now = 0;
  const store = memoryStore({ now: () => now });
  for (let index = 0; index < 100_000; index++) await store.add(`${index}`, '', 60);
  await assert.rejects(store.add('one more', '', 60), /full/);
  now = 60_000;
  assert.equal(await store.add('one more', '', 60), true);
});

// What another process does with the file; it says each key that it has added, once the store has said so.
const child = (path: string, code: string) => {
  const source = `import { sqliteStore } from ${JSON.stringify(new URL('../../src/server/index.ts', import.meta.url).href)};
    const store = sqliteStore(${JSON.stringify(path)}); ${code}`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};

describe('two processes on one file', () => {
  it('never both add the same record', async () => {
    const path = newFile();
    sqliteStore(path).close();
    const race = `let won = 0;
      for (let index = 0; index < 300; index++) if (await store.add('key ' + index, String(process.pid), 60)) won++;
      console.log(won);`;
    const won = await Promise.all(
      [child(path, race), child(path, race)].map(async (process) => {
        let text = '';
        process.stdout.on('data', (chunk) => (text += chunk));
        assert.deepEqual(await once(process, 'close'), [0, null]);
        return Number(text);
      }),
    );
    assert.equal(won[0]! + won[1]!, 300);
  });

  it('lose nothing that was promised when one is killed in the middle of a write', async () => {
    const path = newFile();
    const process = child(
      path,
      `import { writeSync } from 'node:fs';
       for (let index = 0; ; index++) { await store.add('key ' + index, 'x'.repeat(2000), 600); writeSync(1, index + '\\n'); }`,
    );
    let text = '';
    for await (const chunk of process.stdout) {
      text += chunk;
      if (text.split('\n').length > 50 && !process.killed) process.kill('SIGKILL');
    }
    const promised = text.split('\n').slice(0, -1);
    const store = sqliteStore(path);
    for (const index of promised) assert.equal(await store.get(`key ${index}`), 'x'.repeat(2000), index);
    assert.equal(await store.add('key 0', 'again', 60), false);
    assert.equal(await store.add('another', 'one', 60), true);
    store.close();
  });
});
