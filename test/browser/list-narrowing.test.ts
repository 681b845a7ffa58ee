import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, failing, slow } from '../../src/sandbox/index.ts';
import { releaseFirst, rowsNow } from './list-steps.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { button, find, focused, gone, press, seen, text, type, until } from './sight.ts';

const search = () => find<HTMLInputElement>('input[type=search]');
const listing = (request: Request) => request.method === 'GET' && /\/numbers$/.test(new URL(request.url).pathname);

/** A service that remembers what was asked of the list of numbers, and may treat single questions in its own way. */
function asked(
  service: Handler,
  treat: (query: URLSearchParams, answer: () => Promise<Response>) => Promise<Response> = (_, answer) => answer(),
) {
  // prettier-ignore
  const queries: string[] = [];
  const handler: Handler = (request) => {
    if (!listing(request)) return service(request);
    const { search, searchParams } = new URL(request.url);
    queries.push(search);
    return treat(searchParams, () => service(request));
  };
  return { handler, queries };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A customer with as many numbers as are wanted. */
const withFleet =
  (service: Handler, size: number): Handler =>
  async (request) => {
    if (!listing(request)) return service(request);
    const query = new URL(request.url).searchParams;
    const [page, per_page] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 25)];
    const items = Array.from({ length: size }, (_, index) => ({ e164: `+9180${String(70000000 + index)}`, status: index % 100 === 7 ? 'blocked' : 'active', region: 'Karnataka' })); // prettier-ignore
    return Response.json({ items: items.slice((page - 1) * per_page, page * per_page), page, per_page, total: size });
  };

describe('a list of numbers that is narrowed', () => {
  afterEach(clear);

  it('shows how many are in each state, and only those', async () => {
    const portal = show('vobiz-number-list');
    await press(/^Not linked 3$/);
    await until(() => rowsNow().length === 3, 'other rows are there');
    expect(rowsNow()).to.deep.equal(['+914471269005', '+919240012345', '+918047190077']);
    expect(button(/^Not linked/)!.getAttribute('aria-pressed')).to.equal('true');
    await press(/^Blocked 1$/);
    await until(() => rowsNow().join() === '+911171270418', 'other rows are there');
    await expect(portal).to.be.accessible();
    await press(/^Ringing 3$/);
    await until(() => rowsNow().length === 3, 'other rows are there');
    await press(/^All 9$/);
    await until(() => rowsNow().length === 9, 'not all rows are there');
  });

  it('counts no number as ringing whose trunk is switched off', async () => {
    const service = createSandbox();
    show('vobiz-number-list', {
      service: async (request) => {
        const response = await service(request);
        if (!request.url.includes('/trunks')) return response;
        return Response.json(JSON.parse((await response.text()).replaceAll('"active"', '"disabled"')));
      },
    });
    await seen('Switched off: calls are refused.');
    await seen('Ringing 2'); // at an application
  });

  it('says how many were looked at until all were, and shows those that are there', async () => {
    let go = () => {};
    const door = new Promise<void>((resolve) => (go = resolve));
    const { handler, queries } = asked(createSandbox(), async (query, answer) => {
      if (query.get('page') === '2') await door;
      return answer();
    });
    show('vobiz-number-list', { customer: 'MA_DECCAN', service: handler });
    await seen('Looked at 100 of 137 numbers.');
    expect(text()).to.match(/Blocked 2\+/);
    expect(rowsNow().length).to.equal(25);
    go();
    await seen('All 137');
    await gone('Looked at');
    await seen(/Blocked 3 /);
    expect(queries).to.deep.equal(['?page=1&per_page=100', '?page=2&per_page=100']);
  });

  it('keeps what it has when a further page cannot be had, and looks further on request', async () => {
    let broken = true;
    const { handler } = asked(createSandbox(), (query, answer) =>
      broken && query.get('page') === '2' ? Promise.resolve(Response.json({}, { status: 409 })) : answer(),
    );
    const portal = show('vobiz-number-list', { customer: 'MA_DECCAN', service: handler });
    await seen('Looked at 100 of 137 numbers. It has changed in the meantime');
    expect(rowsNow().length).to.equal(25);
    await expect(portal).to.be.accessible();
    broken = false;
    await press('Look further');
    await seen('All 137');
    await gone('Looked at');
  });

  it('stops after a thousand, says so, and looks further on request', async () => {
    show('vobiz-number-list', { service: withFleet(createSandbox(), 1284) });
    await seen('Looked at 1,000 of 1,284 numbers.');
    await seen('Blocked 10+');
    await press('Look further');
    await seen('All 1,284');
    await seen(/Blocked 13 /);
    expect(rowsNow().length).to.equal(25);
  });

  it('finds digits as people write them, among all numbers that there are', async () => {
    const { handler, queries } = asked(createSandbox());
    show('vobiz-number-list', { service: handler });
    await seen('All 9');
    type(search(), '080 4719');
    await seen('All 2');
    expect(rowsNow()).to.deep.equal(['+918047190033', '+918047190077']);
    expect(queries.at(-1)).to.equal('?search=804719&page=1&per_page=100');
    expect(find('mark').textContent).to.equal('80 4719');
  });

  it('finds a place, and a trunk by its name', async () => {
    const { handler, queries } = asked(createSandbox());
    show('vobiz-number-list', { service: handler });
    await seen('All 9');
    type(search(), 'Mumbai');
    await until(() => rowsNow().join() === '+912271263984', 'other rows are there');
    type(search(), 'office');
    await until(() => rowsNow().join() === '+918071387149,+918065354620', 'other rows are there');
    expect(queries.length).to.equal(1); // the service knows neither
  });

  it('shows what was asked for last, also when that is answered first', async () => {
    let late = 0;
    const { handler } = asked(createSandbox(), async (query, answer) => {
      if (query.get('search') === '4719') {
        await pause(600);
        late += 1;
      }
      return answer();
    });
    show('vobiz-number-list', { service: handler });
    await seen('All 9');
    type(search(), '4719');
    await pause(300);
    type(search(), '7154');
    await seen('All 1');
    await until(() => late > 0, 'the first answer never came');
    await pause(200);
    expect(rowsNow()).to.deep.equal(['+917971543210']);
  });

  it('shows what was asked for last, also when a long answer to what was asked before comes page by page', async () => {
    let late = 0;
    show('vobiz-number-list', {
      customer: 'MA_DECCAN',
      between: (proxy) => async (request) => {
        const answer = await proxy(request);
        if (request.url.includes('search=9&page=1')) {
          await pause(600); // it is on its way already, and nothing calls it back
          late += 1;
        }
        return answer;
      },
    });
    await seen('All 137');
    type(search(), '9');
    await pause(300);
    type(search(), '33');
    await gone('All 137');
    const found = rowsNow();
    await until(() => late > 0, 'the first answer never came');
    await pause(200);
    expect(rowsNow()).to.deep.equal(found);
  });

  it('says that nothing matches, and shows everything again', async () => {
    const portal = show('vobiz-number-list');
    await seen('All 9');
    type(search(), 'Atlantis');
    await seen('No number matches');
    await expect(portal).to.be.accessible();
    await press('Show all numbers');
    await until(() => rowsNow().length === 9, 'not all rows are there');
    expect(search().value).to.equal('');
  });

  it('moves the focus to a neighbour when the number that had it leaves the part that is shown', async () => {
    show('vobiz-number-list');
    await press(/^Not linked 3$/);
    await until(() => rowsNow().length === 3, 'other rows are there');
    await releaseFirst();
    await until(() => rowsNow().length === 2, 'it is still there');
    expect(focused()?.closest('tr')?.getAttribute('data-row')).to.equal('+919240012345');
  });

  it('steps back when the last number on the last page leaves the part that is shown', async () => {
    const fleet = withFleet(createSandbox(), 28); // one of them is blocked
    const released: string[] = [];
    show('vobiz-number-list', {
      service: async (request) => {
        if (request.method === 'DELETE') {
          released.push(decodeURIComponent(new URL(request.url).pathname.split('/').at(-1)!));
          return Response.json({ status: 'pending_release', release_fee: 700 });
        }
        const row = (e164: string) => `"e164":"${e164}","status":"`;
        const before = await (await fleet(request)).text();
        return new Response(
          released.reduce((text, one) => text.replace(`${row(one)}active`, `${row(one)}pending_release`), before),
        );
      },
    });
    await press(/^Not linked 27$/);
    await press('Next page');
    await until(() => rowsNow().length === 2, 'not the last page');
    await releaseFirst();
    await until(() => rowsNow().length === 1, 'it is still there');
    await releaseFirst();
    await until(() => rowsNow().length === 25, 'no page is shown');
    expect(text()).not.to.include('No number matches');
  });

  it('is read once more, and goes on, when it was taken off the page in the middle', async () => {
    const portal = show('vobiz-number-list', {
      customer: 'MA_DECCAN',
      service: slow(createSandbox(), 150, { path: '/numbers' }),
    });
    await seen('Looked at 100 of 137 numbers.');
    const list = portal.querySelector('vobiz-number-list')!;
    list.remove();
    portal.append(list);
    await seen('All 137');
    await gone('Looked at');
  });

  it('of somebody else is not what the one before had narrowed', async () => {
    let who = 'MA_ASHA';
    const portal = show('vobiz-number-list', { customer: () => who });
    await press(/^Blocked 1$/);
    type(search(), 'Delhi');
    who = 'MA_KAVERI';
    portal.refresh();
    await until(() => rowsNow().join() === '+918069061200,+918069061201', 'other rows are there');
    expect(search().value).to.equal('');
  });

  it('is no list at all when it cannot be read', async () => {
    show('vobiz-number-list', { service: failing(createSandbox(), 403, { path: '/numbers' }) });
    await seen('Not available for your account');
    expect(button(/^All/)).to.equal(undefined);
  });
});
