import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import * as faults from '../../src/sandbox/faults.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { chooseTrunk, counted, releaseFirst, rowsNow } from './list-steps.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { button, gone, press, seen, text, until } from './sight.ts';

const reading = { path: 'MA_ASHA/numbers', method: 'GET' };
const releasing = { path: 'MA_ASHA/numbers/', method: 'DELETE' };

/** What goes wrong between the service and the proxy, and what a person sees of it. */
type Fault = (service: Handler) => Handler;

/** An answer of the proxy, or of what stands before it, to some requests. */
const answering =
  (concerns: (request: Request) => boolean, answer: () => Response) =>
  (proxy: Handler): Handler =>
  async (request) =>
    concerns(request) ? answer() : proxy(request);
const isList = (request: Request) => request.method === 'GET' && request.url.includes('/numbers');
const isRelease = (request: Request) => request.method === 'DELETE';
const offline = () => {
  throw new TypeError('Failed to fetch');
};

describe('a list of numbers that cannot be read', () => {
  afterEach(clear);

  const cases: [name: string, fault: Fault, says: string, retry: boolean][] = [
    ['is refused', (service) => faults.failing(service, 400, reading), 'The service did not accept this', false],
    ['is forbidden', (service) => faults.failing(service, 403, reading), 'Not available for your account', false],
    ['is not found', (service) => faults.failing(service, 404, reading), 'It is no longer there', false],
    ['is changing', (service) => faults.failing(service, 409, reading), 'It has changed in the meantime', true],
    ['is asked for too often', (service) => faults.tooMany(service, 90, reading), 'You can try again in 1:', true],
    ['comes with somebody’s wrong credentials', (service) => faults.failing(service, 401, reading), 'The service is not responding', true], // prettier-ignore
    ['is a page of HTML', (service) => faults.html(service, reading), 'The service is not responding', true],
    ['breaks off', (service) => faults.malformed(service, reading), 'The service is not responding', true],
    ['is huge', (service) => faults.huge(service, 3, reading), 'The service is not responding', true],
    ['is sent elsewhere', (service) => faults.redirecting(service, undefined, reading), 'The service is not responding', true], // prettier-ignore
  ];
  for (const [name, fault, says, retry] of cases)
    it(`says so when it ${name}`, async () => {
      const portal = show('vobiz-number-list', { service: fault(createSandbox()) });
      await seen(says);
      await until(() => Boolean(button('Try again')) === retry, `trying again is ${retry ? 'not ' : ''}offered`);
      expect(rowsNow()).to.deep.equal([]);
      await expect(portal).to.be.accessible();
    }).timeout(20_000);

  it('is asked for again by itself after a short wait that the service asks for', async () => {
    show('vobiz-number-list', { service: faults.tooMany(createSandbox(), 1, { ...reading, times: 1 }) });
    await seen('Office PBX');
    expect(text()).not.to.include('Too many requests');
  });

  it('is asked for again by itself when the service does not say how long to wait', async () => {
    let times = 0;
    const tooMany = () => new Response('', { status: 429 });
    show('vobiz-number-list', { between: answering((request) => isList(request) && times++ === 0, tooMany) });
    await seen('Office PBX');
    expect(times).to.equal(2);
  });

  it('is asked for again when the customer is online again', async () => {
    let cut = true;
    show('vobiz-number-list', { between: answering((request) => cut && isList(request), offline) });
    await seen('We could not reach the service');
    cut = false;
    window.dispatchEvent(new Event('online'));
    await seen('Office PBX');
    expect(text()).not.to.include('We could not reach');
  }).timeout(20_000);

  it('keeps its rows when the session ends, and goes on after signing in again', async () => {
    let who: string | undefined = 'MA_ASHA';
    let ended = 0;
    const portal = show('vobiz-number-list', { customer: () => who });
    portal.addEventListener('vobiz-session-ended', () => (ended += 1));
    await seen('Office PBX');
    who = undefined;
    window.dispatchEvent(new Event('online'));
    await seen('Your session has ended');
    await seen('Could not refresh. You see what we knew on');
    expect(rowsNow().length).to.equal(9);
    expect(ended).to.equal(1);
    who = 'MA_ASHA';
    window.dispatchEvent(new Event('online'));
    await until(() => !text().includes('Your session has ended'), 'it is still said');
  });
});

describe('a release that goes wrong', () => {
  afterEach(clear);

  const refused: [name: string, fault: Fault, says: RegExp][] = [
    ['is refused', (service) => faults.failing(service, 400, releasing), /did not accept this/],
    ['is forbidden', (service) => faults.failing(service, 403, releasing), /Not available for your account/],
    ['meets a number that somebody else changed', (service) => faults.failing(service, 409, releasing), /It has changed in the meantime/], // prettier-ignore
    ['comes too soon', (service) => faults.tooMany(service, 90, releasing), /You can try again in 1:/],
    ['comes too soon, nobody knows for how long', (service) => faults.tooMany(service, undefined, releasing), /Too many requests/], // prettier-ignore
  ];
  for (const [name, fault, says] of refused)
    it(`is not done, and says why, when it ${name}`, async () => {
      const { handler, writes } = counted(fault(createSandbox()));
      const portal = show('vobiz-number-list', { service: handler });
      const number = await releaseFirst();
      await seen(says);
      await until(() => button(`Release ${number}`), 'the number is no longer as it was');
      expect(writes).to.deep.equal(['DELETE']);
      await expect(portal).to.be.accessible();
    });

  /** A service where numbers that had calls lately stay: the sandbox, but for one write. */
  const cooling = (path: RegExp, said: object) => {
    const sandbox = createSandbox();
    const refuses = ({ method, url }: Request) => method === 'DELETE' && path.test(url);
    const body = { error: 'did_cool_off_in_effect', ...said };
    return counted(async (request) => (refuses(request) ? Response.json(body, { status: 409 }) : sandbox(request)));
  };
  const whole = { cool_off_until: '2026-06-09T10:00:00Z', cool_off_remaining_seconds: 1_209_600 };

  it('says until when a number that had calls lately must stay, in the zone of the portal', async () => {
    const { handler, writes } = cooling(/numbers\/[^/]+$/, whole);
    const portal = show('vobiz-number-list', { service: handler });
    const number = await releaseFirst();
    await seen(`${number} cannot be released yet`);
    await seen('It had calls in the last 15 days. You can try again from 9 Jun 2026, 3:30 pm IST.');
    expect(writes).to.deep.equal(['DELETE']);
    await expect(portal).to.be.accessible();
    portal.setAttribute('time-zone', 'America/New_York');
    await seen('from 9 Jun 2026, 6:00 am GMT-4.');
    portal.setAttribute('lang', 'hi');
    await seen(`${number} अभी छोड़ा नहीं जा सकता`);
    await seen('9 जून 2026, 6:00 am GMT-4 से फिर कोशिश की जा सकती है।');
    portal.setAttribute('lang', 'en');
    await seen('cannot be released yet');
    await press('Dismiss');
    await gone('cannot be released yet');
  });

  it('says until when, too, where the service says only how long, and what it knows where it says neither', async () => {
    const { handler } = cooling(/numbers\/[^/]+$/, { cool_off_remaining_seconds: 86_400 });
    const portal = show('vobiz-number-list', { service: handler });
    await releaseFirst();
    await seen(/You can try again from \d+ \w+ \d{4}, \d+:\d\d [ap]m IST\./);
    portal.remove();
    show('vobiz-number-list', { service: cooling(/numbers\/[^/]+$/, {}).handler });
    await releaseFirst();
    await seen('It can be released or moved 15 days after its last call. Nothing has changed.');
  });

  it('says until when of a number that cannot be moved', async () => {
    const { handler, writes } = cooling(/assign$/, whole);
    show('vobiz-number-list', { service: handler });
    await seen('Office PBX');
    await press(/^Change: \+91 80 7138/);
    await chooseTrunk('Nowhere', 'Unlink');
    await seen('+91 80 7138 7149 cannot be moved yet');
    await seen('You can try again from 9 Jun 2026, 3:30 pm IST.');
    expect(writes).to.deep.equal(['DELETE']);
  });

  const lost: [name: string, fault: Fault, says: (number: string) => string][] = [
    ['is a page of HTML', (service) => faults.html(service, releasing), (number) => `${number} was not released`],
    ['breaks off', (service) => faults.malformed(service, releasing), (number) => `${number} was released`],
    ['is huge', (service) => faults.huge(service, 3, releasing), (number) => `${number} was not released`],
    ['never comes', (service) => faults.dropAfter(service, releasing), (number) => `${number} was released`],
    ['is an error', (service) => faults.failing(service, 500, releasing), (number) => `${number} was not released`],
    ['is that nobody is known', (service) => faults.failing(service, 401, releasing), () => 'The service is not responding'], // prettier-ignore
  ];
  for (const [name, fault, says] of lost)
    it(`is looked up, and told as it is, when its answer ${name}`, async () => {
      const { handler, writes } = counted(fault(createSandbox()));
      show('vobiz-number-list', { service: handler });
      const number = await releaseFirst();
      await seen(says(number));
      // What is said is what the list shows.
      await seen(`Being released ${says(number).includes('was released') ? 2 : 1}`);
      expect(writes).to.deep.equal(['DELETE']);
    });

  it('sends nothing while the customer is offline', async () => {
    const { handler, writes } = counted(createSandbox());
    show('vobiz-number-list', { service: handler });
    await seen('Office PBX');
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      const number = await releaseFirst();
      await seen('You are offline');
      expect(button(`Release ${number}`)).not.to.equal(undefined);
      await press(/^Change: /);
      await chooseTrunk('Nowhere', 'Unlink');
      await seen('You are offline'); // of this number's other write too
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    expect(writes).to.deep.equal([]);
  });

  it('says that the session has ended, and that nothing was done', async () => {
    let who: string | undefined = 'MA_ASHA';
    const { handler, writes } = counted(createSandbox());
    show('vobiz-number-list', { customer: () => who, service: handler });
    await seen('Office PBX');
    await press(/^Change: /);
    await seen('It rings here now.');
    who = undefined;
    await chooseTrunk('Nowhere', 'Unlink');
    await seen('Your session has ended');
    expect(writes).to.deep.equal([]);
  });

  it('is told to be over when the number was gone already', async () => {
    const sandbox = createSandbox();
    let gone = false;
    show('vobiz-number-list', {
      service: async (request) => {
        if (request.method === 'DELETE') {
          gone = true;
          return Response.json({ error: 'not_found', message: 'number not found' }, { status: 404 });
        }
        const response = await sandbox(request);
        if (!gone || !isList(request)) return response;
        const body = (await response.json()) as { items: { e164: string }[]; total: number };
        const items = body.items.filter(({ e164 }) => e164 !== '+918071387149');
        return Response.json({ ...body, items, total: items.length });
      },
    });
    const number = await releaseFirst();
    await seen(`${number} is not on your account any more`);
    await seen('All 8');
  });

  it('is done once, and told when the list is back, when that is taken off the page meanwhile', async () => {
    const { handler, writes, answered } = counted(faults.slow(createSandbox(), 300, releasing));
    const portal = show('vobiz-number-list', { service: handler });
    let heard = 0;
    portal.addEventListener('vobiz-number-released', () => (heard += 1));
    const number = await releaseFirst();
    await seen('Releasing…');
    const list = portal.querySelector('vobiz-number-list')!;
    list.remove();
    await until(() => answered.length === 1, 'it was never released');
    await list.portal!.client.listTrunks(); // an answer later than that one
    portal.append(list);
    await seen(`${number} is being released`);
    await seen('Being released 2');
    expect(heard).to.equal(1);
    expect(writes).to.deep.equal(['DELETE']);
  });
});

// A proxy of somebody else's that fails in its own words.
describe('an answer that is not our proxy’s', () => {
  afterEach(clear);

  it('leaves open what became of a release, and the list is looked at', async () => {
    const page = () => new Response('<h1>502 Bad Gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }); // prettier-ignore
    show('vobiz-number-list', { between: answering(isRelease, page) });
    const number = await releaseFirst();
    await seen(`We could not confirm what happened to ${number}`);
    await seen(/We will know in \d+:\d\d at the latest\./);
  });
});
