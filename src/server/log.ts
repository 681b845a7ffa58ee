import type { CallName } from '../contract/routes.ts';
import { sha256 } from './sha256.ts';

/** What may be known about a request afterwards; a path, a query, a header or a body may not. */
export interface LogEntry {
  /** When it was answered, an ISO moment. */
  at: string;
  method: string;
  call?: CallName;
  status: number;
  ms: number;
  request_id: string;
  /** Which account, as a short hash. */
  account?: string;
  /** The code of the problem it was answered with. */
  problem?: string;
}

/** Hears about each request. */
export type Log = (entry: LogEntry) => void;

/** Tells the log; a log that fails hurts nobody. */
export async function tell(log: Log | undefined, entry: LogEntry): Promise<void> {
  if (!log) return;
  try {
    const account = entry.account && (await sha256(entry.account)).slice(0, 12);
    await (log({ ...entry, ...(account && { account }) }) as unknown);
  } catch {
    // Nobody is left to tell.
  }
}
