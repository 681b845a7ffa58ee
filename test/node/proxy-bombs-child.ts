import { createProxy } from '../../src/server/index.ts';

/** A process that asks a service for so many bombs through the proxy, and says what each did to its memory. */

const [, , upstream, count] = process.argv;

let bomb = 0;
const proxy = createProxy({
  partner: { auth_id: 'PA_BOMB', auth_token: 'token' },
  // Another customer each time, so that nobody has to wait; the service knows the bomb by them.
  customer: () => ({ auth_id: `MA_BOMB${bomb}`, auth_token: 'token' }),
  mount: '/vobiz',
  upstream,
});

const ask = async (path: string) => {
  const response = await proxy(new Request(`http://localhost/vobiz${path}`, { headers: { 'X-Vobiz-Portal': '1' } }));
  return { status: response.status, length: (await response.text()).length };
};

await ask('/session');
globalThis.gc?.();
const before = process.memoryUsage().rss;
const found: object[] = [];
for (bomb = 0; bomb < Number(count); bomb++) {
  globalThis.gc?.();
  let most = 0;
  const look = () => (most = Math.max(most, process.memoryUsage().rss));
  const watch = setInterval(look, 1);
  const answer = await ask('/numbers');
  look();
  clearInterval(watch);
  found.push({ ...answer, mb: Math.round((most - before) / 1024 / 1024) });
}
console.log(JSON.stringify(found));
process.exit();
