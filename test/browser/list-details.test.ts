import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, failing } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { button, focused, gone, press, seen, text, until } from './sight.ts';

const office = '+91 80 7138 7149';
const isHealth = (request: Request) => request.url.endsWith('/health');

/** A service that tells of these calls. */
const telling =
  (service: Handler, told: object): Handler =>
  (request) =>
    isHealth(request) ? Promise.resolve(Response.json(told)) : service(request);

const calls = (total_calls: number, answered_calls: number) => ({
  is_spam: false,
  summary: { period_days: 30, total_calls, answered_calls, avg_duration: 42 },
});

describe('the details of a number', () => {
  afterEach(clear);

  it('are shown on demand, with how it is written and how its calls fared, and go away again', async () => {
    const asked: string[] = [];
    const sandbox = createSandbox();
    const portal = show('vobiz-number-list', {
      service: (request) => {
        if (isHealth(request)) asked.push(new URL(request.url).pathname);
        return sandbox(request);
      },
    });
    await seen('Office PBX');
    expect(asked).to.deep.equal([]);
    const opener = await press(`Details of ${office}`);
    await seen('Calls in the last 30 days');
    await seen('Healthy');
    expect(asked).to.deep.equal(['/api/v1/account/MA_ASHA/numbers/%2B918071387149/health']);
    for (const form of [office, '080 7138 7149']) expect(button(`Copy ${form}`)).not.to.equal(undefined);
    expect(opener.getAttribute('aria-expanded')).to.equal('true');
    await expect(portal).to.be.accessible();
    await press('Details of +91 22 7126 3984'); // one at a time
    await gone('Copy 080 7138 7149');
    await press('Details of +91 22 7126 3984');
    await gone('Calls in the last 30 days');
    expect(focused()?.getAttribute('aria-label')).to.equal('Details of +91 22 7126 3984');
  });

  it('copy the number as it is dialled', async () => {
    let copied = '';
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (words: string) => void (copied = words) }, configurable: true }); // prettier-ignore
    try {
      show('vobiz-number-list');
      await press(`Details of ${office}`);
      await press('Copy 080 7138 7149');
      await seen('Copied');
      expect(copied).to.equal('080 7138 7149');
      await press(`Copy ${office}`);
      await until(() => copied === '+918071387149', 'the button in the row copies E.164');
    } finally {
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    }
  });

  const verdicts: [told: object, says: string, not: string][] = [
    [calls(1200, 300), 'Healthy', 'Too few'],
    [calls(1200, 299), 'Keep an eye on it', 'Healthy'],
    [calls(1200, 179), 'Needs attention', 'Keep an eye'],
    [calls(99, 1), 'Too few calls to judge: it takes about 100.', 'Needs attention'],
    [calls(0, 0), 'No calls yet.', 'Too few'],
    [{ ...calls(1200, 900), is_spam: true }, 'People marked this number as spam', 'Too few'],
    [{ summary: null, is_spam: 'maybe' }, 'No calls yet.', 'spam'],
  ];
  for (const [told, says, not] of verdicts)
    it(`say “${says}” of ${JSON.stringify(told)}`, async () => {
      show('vobiz-number-list', { service: telling(createSandbox(), told) });
      await press(`Details of ${office}`);
      await seen(says);
      expect(text()).not.to.include(not);
    });

  it('say what went wrong when the calls cannot be had, and keep the rest', async () => {
    const portal = show('vobiz-number-list', { service: failing(createSandbox(), 409, { path: '/health', times: 1 }) });
    await press(`Details of ${office}`);
    await seen('It has changed in the meantime');
    expect(button('Copy 080 7138 7149')).not.to.equal(undefined);
    await expect(portal).to.be.accessible();
    await press('Try again');
    await seen('Healthy');
  });

  it('ask nothing that this customer may not', async () => {
    let asked = 0;
    show('vobiz-number-list', {
      can: ['listNumbers', 'getSession'],
      between: (proxy) => (request) => {
        if (isHealth(request)) asked += 1;
        return proxy(request);
      },
    });
    await seen('SIP trunk');
    await until(() => !button(/^Release/), 'it is not known yet what they may');
    await press(`Details of ${office}`);
    await until(() => button('Copy 080 7138 7149'), 'nothing is shown');
    expect(text()).not.to.include('Calls in the last');
    expect(text()).not.to.include('Not available');
    expect(asked).to.equal(0);
  });
});
