import type { Store } from './store.ts';

/** A connected client: of ioredis, which has `call`, or of node-redis, which has `sendCommand`. */
export type RedisClient =
  { call(command: string, ...words: string[]): Promise<unknown> } | { sendCommand(words: string[]): Promise<unknown> };

const add = `return redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') and 1 or 0`;
const replace = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1`;
const remove = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 1`;
// How long the key will live is how full the vessel is, so the server's clock alone counts.
const take = `local full = math.max(redis.call('PTTL', KEYS[1]), 0) + ARGV[1]
if full > ARGV[2] + 0 then return full - ARGV[2] end
redis.call('SET', KEYS[1], '', 'PX', full) return 0`;

/**
 * A store in Redis, for several machines. It takes a connected client of node-redis (not its cluster) or of ioredis.
 *
 * A command that is not answered within `deadline_ms` rejects, whatever the client does about it: a stalled Redis makes the
 * proxy refuse writes before anything is sent, and count reads in its own memory. Keep records as SQLite would:
 * `appendfsync always`, `maxmemory-policy noeviction`, and no failover to a replica that may be behind.
 */
export function redisStore(
  client: RedisClient,
  { deadline_ms = 2_000, prefix = 'vobiz-portal:' }: { deadline_ms?: number; prefix?: string } = {},
): Required<Store> {
  const send = sender(client);
  const ask = (...words: string[]) => within(deadline_ms, () => (async () => send(words))().catch(plainly(words[0]!)));
  const run = (script: string, key: string, ...values: string[]) => ask('EVAL', script, '1', key, ...values);
  const record = (key: string) => `${prefix}record:${key}`;
  const ms = (seconds: number) => String(Math.max(1, Math.ceil(seconds * 1000)));
  return {
    get: async (key) => textOf(await ask('GET', record(key))),
    add: async (key, value, ttl_seconds) => (await run(add, record(key), value, ms(ttl_seconds))) === 1,
    replace: async (key, expected, value, ttl_seconds) =>
      (await run(replace, record(key), expected, value, ms(ttl_seconds))) === 1,
    remove: async (key, expected) => {
      if (expected === undefined) await ask('DEL', record(key));
      else await run(remove, record(key), expected);
    },
    take: async (key, cost_ms, most_ms) =>
      Number(await run(take, `${prefix}rate:${key}`, String(Math.ceil(cost_ms)), String(Math.ceil(most_ms)))),
  };
}

function sender(client: RedisClient): (words: string[]) => Promise<unknown> {
  const { call, sendCommand } = client as { call?: unknown; sendCommand?: unknown };
  if (typeof call === 'function')
    return ([command = '', ...words]) => (client as Extract<RedisClient, { call: unknown }>).call(command, ...words);
  if (typeof sendCommand === 'function')
    return (words) => (client as Extract<RedisClient, { sendCommand: unknown }>).sendCommand(words);
  throw new TypeError('redisStore needs a connected client of node-redis or ioredis');
}

const textOf = (reply: unknown) => (typeof reply === 'string' ? reply : undefined);

/** An error of a client may carry the whole command, and with it accounts, keys and what was typed; it ends up in logs. */
const plainly = (command: string) => (error: unknown) => {
  const { message, code } = error as { message?: unknown; code?: unknown };
  const word = (typeof message === 'string' && /^[A-Z]{2,20}(?= |$)/.exec(message)?.[0]) || code;
  const shown = typeof word === 'string' && /^\w{2,40}$/.test(word) ? word : 'no code';
  throw new Error(`Redis failed at ${command}: ${shown}`);
};

function within<T>(milliseconds: number, act: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`Redis did not answer within ${milliseconds} ms`));
    const timer = setTimeout(late, milliseconds);
    act()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}
