import type { Store } from './store.ts';

interface Statement {
  run(...values: unknown[]): { changes: number };
  get(...values: unknown[]): unknown;
}

interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

type Libsql = new (path: string, options?: { timeout?: number }) => Database;

const sweepEvery = 500;

// While another process has the file for itself, a record is worth waiting for, and a count less.
const patience = { record: 5_000, count: 1_000 };

/**
 * A store in an SQLite file: it outlives a restart, also one in the middle of a write, and several processes may share it.
 * While another one holds it (a backup, a long transaction), whoever needs it waits, for at most five seconds, and nobody else.
 *
 * It needs the package `libsql` beside this one.
 */
export function sqliteStore(
  path: string,
  { now = Date.now }: { now?: () => number } = {},
): Required<Store> & { close(): void } {
  const database = open(path);
  // FULL, because a claim that is lost with the power is a number bought twice.
  for (const pragma of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL'])
    database.prepare(`PRAGMA ${pragma}`).get();
  database.exec(
    `CREATE TABLE IF NOT EXISTS vobiz_portal (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
     CREATE INDEX IF NOT EXISTS vobiz_portal_expires ON vobiz_portal (expires);`,
  );
  const select = database.prepare('SELECT value FROM vobiz_portal WHERE key = ? AND expires > ?');
  const insert = database.prepare(
    `INSERT INTO vobiz_portal (key, value, expires) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE expires <= ?`,
  );
  const update = database.prepare(
    'UPDATE vobiz_portal SET value = ?, expires = ? WHERE key = ? AND value = ? AND expires > ?',
  );
  const erase = database.prepare('DELETE FROM vobiz_portal WHERE key = ?');
  const eraseExpected = database.prepare('DELETE FROM vobiz_portal WHERE key = ? AND value = ?');
  const sweep = database.prepare('DELETE FROM vobiz_portal WHERE expires <= ?');
  // A limit that is lost with the power is no loss: counting on a connection of its own does not wait for the disk.
  const counting = new (libsql())(path, { timeout: 5_000 });
  for (const pragma of ['busy_timeout = 5000', 'synchronous = NORMAL']) counting.prepare(`PRAGMA ${pragma}`).get();
  counting.exec(
    'CREATE TABLE IF NOT EXISTS vobiz_portal_rates (key TEXT PRIMARY KEY, empty INTEGER NOT NULL) WITHOUT ROWID',
  );
  const fill = counting.prepare(
    `INSERT INTO vobiz_portal_rates (key, empty) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET empty = max(empty, ?) + ? WHERE max(empty, ?) + ? <= ?`,
  );
  // Fuller than full it is only when the clock was set back; then nobody waits until the clock has caught up.
  const lower = counting.prepare('UPDATE vobiz_portal_rates SET empty = ? WHERE key = ? AND empty > ?');
  const level = counting.prepare('SELECT empty FROM vobiz_portal_rates WHERE key = ?');
  const sweepRates = counting.prepare('DELETE FROM vobiz_portal_rates WHERE empty <= ?');
  // From here on a file that is in use is an error at once: the driver would stand still, and all of this process with it.
  for (const connection of [database, counting]) connection.prepare('PRAGMA busy_timeout = 0').get();
  const after = (ttl_seconds: number) => now() + ttl_seconds * 1000;
  let taken = 0;
  let added = 0;

  return {
    get: (key) => whenFree(patience.record, () => (select.get(key, now()) as { value: string } | undefined)?.value),
    add: (key, value, ttl_seconds) =>
      whenFree(patience.record, () => {
        if (added % sweepEvery === 0) sweep.run(now());
        const { changes } = insert.run(key, value, after(ttl_seconds), now());
        added++;
        return changes === 1;
      }),
    replace: (key, expected, value, ttl_seconds) =>
      whenFree(patience.record, () => update.run(value, after(ttl_seconds), key, expected, now()).changes === 1),
    remove: (key, expected) =>
      whenFree(patience.record, () => {
        if (expected === undefined) erase.run(key);
        else eraseExpected.run(key, expected);
      }),
    take: (key, cost_ms, most_ms) =>
      whenFree(patience.count, () => {
        const at = now();
        if (taken % sweepEvery === 0) sweepRates.run(at);
        const { changes } = fill.run(key, at + cost_ms, at, cost_ms, at, cost_ms, at + most_ms);
        taken++;
        if (changes === 1) return 0;
        lower.run(at + most_ms, key, at + most_ms);
        const { empty } = level.get(key) as { empty: number };
        return Math.max(1, empty + cost_ms - most_ms - at);
      }),
    close: () => {
      counting.close();
      database.close();
    },
  };
}

/** Acts as soon as no other process has the file for itself; meanwhile this one goes on with everything else. */
async function whenFree<T>(milliseconds: number, act: () => T): Promise<T> {
  const began = performance.now();
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return act();
    } catch (error) {
      const isTaken = String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
      if (!isTaken || performance.now() - began > milliseconds) throw error;
    }
    // Not all at the same time: those who waited together would meet again.
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
}

/** Opens the file; where it cannot be, the error says whether its folder is missing, which SQLite does not tell. */
function open(path: string): Database {
  const Libsql = libsql();
  try {
    return new Libsql(path, { timeout: 5_000 });
  } catch (cause) {
    const { dirname, resolve } = process.getBuiltinModule('node:path');
    const folder = dirname(resolve(path));
    const isThere = process.getBuiltinModule('node:fs').existsSync(folder);
    const why = isThere ? 'it cannot be opened' : `the folder "${folder}" does not exist`;
    throw new Error(`sqliteStore("${path}"): ${why}`, { cause });
  }
}

/** Found at run time, so that hosts with another store, and builds for a browser, need not have it. */
function libsql(): Libsql {
  try {
    return process.getBuiltinModule('node:module').createRequire(import.meta.url)('libsql') as Libsql;
  } catch (cause) {
    throw new Error('sqliteStore needs the package "libsql": npm install libsql', { cause });
  }
}
