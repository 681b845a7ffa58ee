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
  /** What a part of the host threw, a function of its options or its store. Not a word of it reaches the browser. */
  cause?: unknown;
}

/** Hears about each request. */
export type Log = (entry: LogEntry) => void;

/**
 * Tells the log, and where there is none the console of the host's own faults alone. Nobody waits until it has written, and
 * one that fails hurts nobody.
 */
export async function tell(log: Log | undefined, entry: Omit<LogEntry, 'at'> & { at: number }): Promise<void> {
  const { cause, problem, request_id } = entry;
  if (!log && cause !== undefined) console.error(`vobiz-portal: ${problem}, request ${request_id}`, cause);
  if (!log) return;
  try {
    const account = entry.account && (await sha256(entry.account)).slice(0, 12);
    const at = new Date(entry.at).toISOString();
    Promise.resolve(log({ ...entry, at, ...(account && { account }) })).catch(() => {});
  } catch {
    // Nobody is left to tell.
  }
}
