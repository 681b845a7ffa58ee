import { createHash, randomBytes } from 'node:crypto';
import Database from 'libsql';

/** Who is signed in, kept in the demo's SQLite file so that a restart signs nobody out. */
export interface Sessions {
  /** Begins a session and answers its id, which only the cookie may carry. */
  begin: (customer: string) => string;
  /** The customer of a session that has not ended. */
  customerOf: (id: string | undefined) => string | undefined;
  end: (id: string | undefined) => void;
}

/** How long one stays signed in, in seconds. */
export const sessionSeconds = 12 * 60 * 60;

// Only the digest is on disk: whoever reads the file can't sign in with it.
const digest = (id: string) => createHash('sha256').update(id).digest('hex');

/** Sessions in an SQLite file. */
export function createSessions(file: string): Sessions {
  const db = new Database(file, { timeout: 5_000 });
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('CREATE TABLE IF NOT EXISTS demo_sessions (digest TEXT PRIMARY KEY, customer TEXT, expires INTEGER)');
  const insert = db.prepare('INSERT INTO demo_sessions VALUES (?, ?, ?)');
  const select = db.prepare('SELECT customer FROM demo_sessions WHERE digest = ? AND expires > ?');
  const remove = db.prepare('DELETE FROM demo_sessions WHERE digest = ? OR expires <= ?');
  return {
    begin: (customer) => {
      const id = randomBytes(32).toString('base64url');
      insert.run(digest(id), customer, Date.now() + sessionSeconds * 1000);
      return id;
    },
    customerOf: (id) => {
      const row = id ? (select.get(digest(id), Date.now()) as { customer: string } | undefined) : undefined;
      return row?.customer;
    },
    end: (id) => {
      remove.run(digest(id ?? ''), Date.now());
    },
  };
}
