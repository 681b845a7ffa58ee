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

/**
 * A store in an SQLite file: it outlives a restart, also one in the middle of a write, and several processes may share it.
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
  const counting = new (libsql())(path, { timeout: 1_000 });
  for (const pragma of ['busy_timeout = 1000', 'synchronous = NORMAL']) counting.prepare(`PRAGMA ${pragma}`).get();
  counting.exec(
    'CREATE TABLE IF NOT EXISTS vobiz_portal_rates (key TEXT PRIMARY KEY, empty INTEGER NOT NULL) WITHOUT ROWID',
  );
  const fill = counting.prepare(
    `INSERT INTO vobiz_portal_rates (key, empty) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET empty = max(empty, ?) + ? WHERE max(empty, ?) + ? <= ?`,
  );
  const level = counting.prepare('SELECT empty FROM vobiz_portal_rates WHERE key = ?');
  const sweepRates = counting.prepare('DELETE FROM vobiz_portal_rates WHERE empty <= ?');
  let taken = 0;

  const after = (ttl_seconds: number) => now() + ttl_seconds * 1000;
  let added = 0;

  return {
    get: async (key) => (select.get(key, now()) as { value: string } | undefined)?.value,
    add: async (key, value, ttl_seconds) => {
      if (added++ % sweepEvery === 0) sweep.run(now());
      return insert.run(key, value, after(ttl_seconds), now()).changes === 1;
    },
    replace: async (key, expected, value, ttl_seconds) =>
      update.run(value, after(ttl_seconds), key, expected, now()).changes === 1,
    remove: async (key, expected) => {
      if (expected === undefined) erase.run(key);
      else eraseExpected.run(key, expected);
    },
    take: async (key, cost_ms, most_ms) => {
      const at = now();
      if (taken++ % sweepEvery === 0) sweepRates.run(at);
      if (fill.run(key, at + cost_ms, at, cost_ms, at, cost_ms, at + most_ms).changes === 1) return 0;
      const { empty } = level.get(key) as { empty: number };
      return Math.max(1, empty + cost_ms - most_ms - at);
    },
    close: () => {
      counting.close();
      database.close();
    },
  };
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
