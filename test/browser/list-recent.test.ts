import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, failing } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { button, find, press, seen, text, type, until } from './sight.ts';

const office = '+91 80 7138 7149';
const digits = '918071387149';

/** A service that tells these calls of a number, whatever it is asked; what it is not told it says itself. */
const telling =
  ({ health, inbound, outbound }: { health?: object; inbound?: object; outbound?: object }): Handler =>
  (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const calls = searchParams.get('call_direction') === 'inbound' ? inbound : outbound;
    const said = pathname.endsWith('/health') ? health : /\/cdrs?$/.test(pathname) ? calls : undefined;
    return said ? Promise.resolve(Response.json(said)) : sandbox(request);
  };
const sandbox = createSandbox();

const healthOf = (total_calls: number, period_days = 30) => ({ summary: { period_days, total_calls } });
const callsOf = (total: number, ...data: object[]) => ({ data, pagination: { page: 1, per_page: 1, total } });
const to = (destination_number: string, start_time: string) => ({ uuid: 'call-0001', destination_number, start_time });
const from = (caller_id_number: string, start_time: string) => ({ uuid: 'call-0002', caller_id_number, start_time });

/** Asks whether to release the office's number. */
async function ask(scene: Scene) {
  const portal = show('vobiz-number-list', scene);
  await press(`Release ${office}`);
  await seen('Calls to this number stop at once');
  return portal;
}

const none = 'It had no calls in the last 30 days.';
const unread = 'Its calls in the last 30 days could not be read.';

describe('the question whether to release a number', () => {
  afterEach(clear);

  it('says how many calls it had lately and when the last one was, from the call records', async () => {
    const asked: string[] = [];
    const service = createSandbox({ calls: 3_000 });
    const portal = await ask({
      can: ['listNumbers', 'releaseNumber', 'listCalls'],
      service: (request) => {
        if (/\/cdrs?\?/.test(request.url)) asked.push(new URL(request.url).search);
        return service(request);
      },
    });
    await seen(/It had [\d,]+ calls in the last 30 days\. Its last call was on \d+ \w+ \d{4}, \d+:\d\d [ap]m IST\./);
    expect(asked.length).to.equal(2);
    const queries = asked.map((search) => Object.fromEntries(new URLSearchParams(search)));
    for (const { start_date = '', end_date = '', per_page } of queries) {
      expect(Date.parse(start_date)).to.be.below(Date.now() - 30 * 86_400_000);
      expect(Date.parse(end_date)).to.be.above(Date.now());
      expect(per_page).to.equal('1');
    }
    expect(queries.map(({ to_number, from_number }) => [to_number, from_number])).to.have.deep.members([
      [digits, undefined],
      [undefined, digits],
    ]);
    await expect(portal).to.be.accessible();
  });

  const last = '2026-03-25T10:00:00Z';
  const told: [what: string, said: Parameters<typeof telling>[0], says: string, not: string][] = [
    ['one call', { health: healthOf(1), inbound: callsOf(1, to(`sip:+${digits}@x`, last)), outbound: callsOf(0) }, 'It had 1 call in the last 30 days. Its last call was on 25 Mar 2026, 3:30 pm IST.', none],
    ['the later of two', { health: healthOf(24), inbound: callsOf(20, to(digits, last)), outbound: callsOf(4, from(`+${digits}`, '2026-03-26T10:00:00Z')) }, 'Its last call was on 26 Mar 2026, 3:30 pm IST.', none],
    ['none at all', { health: healthOf(0), inbound: callsOf(0), outbound: callsOf(0) }, none, 'Its last call'],
    ['one that is not counted yet', { health: healthOf(0), inbound: callsOf(1, to(digits, last)), outbound: callsOf(0) }, 'Its last call was on 25 Mar', none],
    ['only a count, when anybody’s calls come', { health: healthOf(5), inbound: callsOf(900, to('+911171270418', last)), outbound: callsOf(0) }, 'It had 5 calls in the last 30 days.', 'Its last call'],
    ['nothing, when anybody’s calls come and nobody counts', { health: {}, inbound: callsOf(900, to('+911171270418', last)), outbound: callsOf(0) }, unread, none],
    ['nothing, when a week is counted and no call can be read', { health: healthOf(0, 7), inbound: callsOf(3, { uuid: '' }), outbound: callsOf(0) }, unread, none],
  ]; // prettier-ignore
  for (const [what, said, says, not] of told)
    it(`tells ${what}`, async () => {
      await ask({ service: telling(said) });
      await seen(says);
      expect(text()).not.to.include(not);
    });

  it('speaks Hindi', async () => {
    show('vobiz-number-list', { service: telling({ health: healthOf(1200), inbound: callsOf(0), outbound: callsOf(0) }), lang: 'hi' }); // prettier-ignore
    await press(`छोड़ें ${office}`);
    await seen('पिछले 30 दिनों में इस पर 1,200 कॉल हुईं।');
  });

  it('keeps nobody from releasing while the calls are still read', async () => {
    const service = createSandbox();
    const never: Handler = (request) => (/health|cdr/.test(request.url) ? new Promise(() => {}) : service(request));
    await ask({ service: never });
    await seen('Looking at its calls in the last 30 days…');
    type(find('#phrase'), '7149');
    await until(() => button('Release number')?.disabled === false, 'yes stays closed');
    await press('Release number');
    await seen(`${office} is being released`);
  });

  it('keeps nobody from releasing when the calls cannot be read', async () => {
    const service = failing(failing(createSandbox(), 400, { path: '/health' }), 400, { path: '/cdr' });
    const portal = await ask({ service });
    await seen(unread);
    await expect(portal).to.be.accessible();
    type(find('#phrase'), '7149');
    await until(() => button('Release number')?.disabled === false, 'yes stays closed');
    await press('Release number');
    await seen(`${office} is being released`);
  });

  it('looks at no calls where this customer may not', async () => {
    let asked = 0;
    await ask({
      can: ['listNumbers', 'releaseNumber'],
      between: (proxy) => (request) => {
        if (/health|cdr/.test(request.url)) asked += 1;
        return proxy(request);
      },
    });
    expect(asked).to.equal(0);
    expect(text()).not.to.include('30 days');
  });
});
