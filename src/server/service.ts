import { served, type ServedRoute } from '../contract/accepts.ts';
import type { Page } from '../contract/page.ts';
import type { Proof } from '../contract/proof.ts';
import type { Outcome } from './answer.ts';
import { createBreaker } from './breaker.ts';
import type { Clock } from './clock.ts';
import { rememberPaths } from './either-path.ts';
import { readQuery } from './input.ts';
import type { Call } from './match.ts';
import type { Credentials } from './credentials.ts';
import { Refusal } from './problem.ts';
import { exchange } from './send.ts';
import { accountList } from './signup.ts';
import { shareReads } from './shared-reads.ts';
import { openStream, type Opened } from './stream.ts';
import { upstreamRequest, type Input, type Upstream } from './upstream.ts';

/** Vobiz, as the proxy asks it. Nothing here rejects, and nothing that failed is tried again. */
export interface Service {
  /** Sends a write; nobody can call it off. */
  write(call: Call, customer: Credentials, input: Input): Promise<Outcome>;
  /** Reads, together with whoever asks the same at the same time. */
  read(call: Call, customer: Credentials, input: Input, caller: AbortSignal): Promise<Outcome>;
  /** Reads a list for itself alone, to its end, and not earlier than now: what became of a write. */
  look(read: Proof['read'], customer: Credentials, query: Record<string, string>): Promise<Outcome>;
  /** Asks with the partner's own credentials, for itself alone and now; counted as a request of an account. */
  ask(call: Pick<Call, 'route' | 'params'>, account: string, input: Input, caller?: AbortSignal): Promise<Outcome>;
  /** Opens a stream. */
  open(call: Call, customer: Credentials, input: Input, caller: AbortSignal): Promise<Opened | Outcome>;
}

const mostPages = 20;

/**
 * Reads a list page by page into one; it is of one page when every row of it is there, and of more when it is too long, or
 * changed while it was read.
 */
async function readToEnd(ask: (page: number) => Promise<Outcome>): Promise<Outcome> {
  const items: unknown[] = [];
  let unread = 0;
  for (let number = 1; ; number++) {
    const outcome = await ask(number);
    if (outcome.is !== 'done') return outcome;
    const { page, pages, total, ...read } = outcome.body as Page<unknown>;
    items.push(...read.items);
    unread += read.unread ?? 0;
    const isWhole = pages === 1 || (page === number && page === pages && items.length + unread === total);
    if (isWhole || number >= Math.min(pages, mostPages) || page !== number)
      return { is: 'done', body: { items, unread, page: 1, pages: isWhole ? 1 : Math.max(pages, 2), total } };
  }
}

/** Makes what asks the service: one circuit breaker, one memory of paths, one set of reads under way. */
export function createService(settings: Upstream, clock: Clock): Service {
  const admit = createBreaker(clock);
  const eitherPath = rememberPaths();
  const shared = shareReads();

  async function guarded<T extends Opened | Outcome>(
    account: string,
    { method }: ServedRoute,
    send: () => Promise<T>,
  ): Promise<T | Outcome> {
    let hear: ReturnType<typeof admit>;
    try {
      hear = admit(account, method !== 'GET');
    } catch (error) {
      return { is: 'refused', refusal: error as Refusal };
    }
    const outcome = await send();
    hear(outcome.is === 'open' ? { is: 'done' } : outcome);
    return outcome;
  }

  const send = (call: Call, customer: Credentials, input: Input, stop?: AbortController) =>
    eitherPath(customer.auth_id, call, (call) =>
      guarded(customer.auth_id, call.route, () =>
        exchange(upstreamRequest(call, customer, input, settings), call.route, { send: settings.send, clock, stop }),
      ),
    );

  return {
    async write(call, customer, input) {
      try {
        return await send(call, customer, input);
      } finally {
        shared.forget(customer.auth_id);
      }
    },
    read(call, customer, input, caller) {
      const { auth_id, auth_token } = customer;
      // The token too: whoever has a wrong one must not hear what another one was told.
      const key = JSON.stringify([auth_id, auth_token, call.name, call.params, input.query]);
      return shared.join(auth_id, key, caller, (stop) => send(call, customer, input, stop));
    },
    look(read, customer, said) {
      const route = read === 'accounts' ? accountList : served[read];
      const name = read === 'accounts' ? 'createAccount' : read;
      return readToEnd((page) => {
        const query = readQuery(new URLSearchParams({ ...said, ...(page > 1 && { page: `${page}` }) }), route.query);
        return send({ name, route, params: {} }, customer, { query });
      });
    },
    ask: (call, account, input, caller) =>
      guarded(account, call.route, () =>
        exchange(upstreamRequest(call, settings.partner, input, settings), call.route, {
          send: settings.send,
          clock,
          caller,
        }),
      ),
    open: (call, customer, input, caller) =>
      eitherPath(customer.auth_id, call, (call) =>
        guarded<Opened | Outcome>(customer.auth_id, call.route, () =>
          openStream(upstreamRequest(call, customer, input, settings), call.route, {
            send: settings.send,
            clock,
            caller,
          }),
        ),
      ),
  };
}
