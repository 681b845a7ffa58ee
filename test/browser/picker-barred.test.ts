import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, press, seen, text, until } from './sight.ts';

interface Row {
  e164: string;
}

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** A service whose stock has rows that say other things: those of `bars`, in the order they are met in. */
function barring(bars: object[]) {
  const sandbox = createSandbox({ numbers: 20 });
  const said = new Map<string, object>();
  const writes: string[] = [];
  const service: Handler = async (request) => {
    if (request.method !== 'GET') writes.push(request.url);
    const answer = await sandbox(request);
    if (!request.url.includes('/inventory/numbers')) return answer;
    const body = (await answer.json()) as { items: Row[] };
    for (const row of body.items) {
      const bar = bars[said.size];
      if (bar && !said.has(row.e164)) said.set(row.e164, bar);
      Object.assign(row, said.get(row.e164));
    }
    return Response.json(body);
  };
  return { service, bars, writes };
}

describe('a number that is listed without being for sale', () => {
  afterEach(clear);

  it('says why, and cannot be chosen', async () => {
    const { service } = barring([
      { is_blocked: true },
      { status: 'reserved' },
      { is_trial_number: true },
      { voice_enabled: false },
      { status: 'a word of next year' },
    ]);
    const portal = show('vobiz-number-picker', { service });
    await until(() => boxes().length > 0, 'no list');
    const rows = [...all(document.body)].filter((element) => element.matches('tbody tr'));
    ['Blocked', 'Reserved', 'Trial only', 'Not for calls'].forEach((words, at) => {
      expect(text(rows[at])).to.include(words);
    });
    expect(boxes().map(({ disabled }) => disabled)).to.deep.equal(boxes().map((_, at) => at < 4));
    await expect(portal).to.be.accessible();
  });

  it('is not among what is found', async () => {
    show('vobiz-number-picker', { service: barring([{ is_blocked: true }, { status: 'reserved' }]).service });
    await until(() => boxes().length > 0, 'no list');
    await press('Filters');
    await seen('State or city');
    const order = [...all(document.body)].filter((e): e is HTMLSelectElement => e.localName === 'select').at(-1)!;
    order.value = 'rent';
    order.dispatchEvent(new Event('change', { bubbles: true }));
    await seen('18 matches in 20 numbers');
  });

  it('is not bought when it was barred after it was chosen', async () => {
    const { service, bars, writes } = barring([]);
    show('vobiz-number-picker', { service });
    await until(() => boxes().length > 0, 'no list');
    boxes()[0]!.click();
    await until(() => boxes()[0]!.checked, 'it is not chosen');
    bars.push({ is_blocked: true });
    await press('Review and buy');
    await seen('Nothing was charged');
    expect(writes).to.deep.equal([]);
  });
});
