import { expect, waitUntil } from '@open-wc/testing';
import type { VobizNumberReleasedEvent, VobizNumberRestoredEvent } from '../../src/index.ts';
import {
  createClock,
  createSandbox,
  dropAfter,
  failing,
  failingAt,
  malformedRow,
  slow,
} from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { counted, releaseFirst, rowOf } from './list-steps.ts';
import { show } from './portal.ts';
import { all, button, find, focused, gone, press, seen, type } from './sight.ts';

const owned = { path: 'MA_ASHA/numbers', method: 'GET' };
const release = { method: 'DELETE' };

describe('<vobiz-number-list>', () => {
  afterEach(clear);

  it('shows a customer every number, where it rings, its state, its rent and its next bill', async () => {
    const portal = show('vobiz-number-list');
    await seen('Where it rings');
    for (const words of [
      'Office PBX',
      'Application',
      'Not linked',
      'Active',
      'Being released',
      'Blocked',
      'Being set up',
      'Aadhaar check needed',
      'Sub-account',
    ])
      await seen(words);
    await expect(portal).to.be.accessible();
  });

  it('tells a customer without numbers how to get one', async () => {
    const portal = show('vobiz-number-list', { customer: 'MA_NILA' });
    await seen('You have no numbers yet');
    await expect(portal).to.be.accessible();
  });

  it('turns the pages of a long list', async () => {
    show('vobiz-number-list', { customer: 'MA_DECCAN' });
    await seen('Page 1 of 6');
    await press('Next page');
    await seen('Page 2 of 6');
    await press('Previous page');
    await seen('Page 1 of 6');
  });

  it('asks for the last four digits before it releases, and releases once', async () => {
    const { handler, writes } = counted(createSandbox());
    const portal = show('vobiz-number-list', { service: handler });
    let released: VobizNumberReleasedEvent | undefined;
    portal.addEventListener('vobiz-number-released', (event) => (released = event));
    await press(/^Release \+91/);
    await seen('Calls to this number stop at once');
    expect(button('Release number')!.disabled).to.equal(true);
    type(find('#phrase'), '0000000');
    await seen('These digits do not match.');
    expect(button('Release number')!.disabled).to.equal(true);
    await expect(portal).to.be.accessible();
    await press('Keep it');
    await gone('Calls to this number stop at once');
    expect(writes).to.deep.equal([]);

    const name = await releaseFirst();
    await seen(`${name} is being released`);
    await seen('Release fee: ₹700.00.');
    await seen(/\d+:\d\d:\d\d left to keep it/);
    expect(writes).to.deep.equal(['DELETE']);
    expect(released?.release.release_fee).to.equal('700');
    expect(rowOf(name).contains(focused()?.closest('tr') ?? null)).to.equal(true);
    await expect(portal).to.be.accessible();
  });

  it('gives a number back that was released a moment ago, with its fee', async () => {
    const portal = show('vobiz-number-list');
    let restored: VobizNumberRestoredEvent | undefined;
    portal.addEventListener('vobiz-number-restored', (event) => (restored = event));
    const name = await releaseFirst();
    await press(`Keep this number ${name}`);
    await seen(`${name} is yours again`);
    await seen('₹700.00 was refunded.');
    expect(restored?.restored.refund_amount).to.equal('700');
    await waitUntil(() => button(`Release ${name}`));
  });

  it('says that the number is safe when only its refund failed', async () => {
    show('vobiz-number-list', { customer: 'MA_TAPTI' });
    await press(/^Keep this number \+91/);
    await seen('is safe. Its refund is pending.');
  });

  it('says when it is too late to take a number back', async () => {
    const clock = createClock();
    show('vobiz-number-list', { service: createSandbox({ now: () => clock.now() }) });
    await seen('Being released');
    clock.advance(25 * 3600);
    await press(/^Keep this number \+91/);
    await seen('The time to take it back is over');
    await seen('Being released 0'); // the list was read again
  });

  it('finds out that a release happened though its answer was lost', async () => {
    const { handler, writes } = counted(dropAfter(createSandbox(), release));
    show('vobiz-number-list', { service: handler });
    const name = await releaseFirst();
    await seen(new RegExp(`${name.replaceAll('+', '\\+')} (is being|was) released`));
    expect(writes).to.deep.equal(['DELETE']);
  });

  it('tells that nothing was released when the service failed, and lets try again with success', async () => {
    show('vobiz-number-list', { service: failing(createSandbox(), 500, { ...release, times: 1 }) });
    const name = await releaseFirst();
    await seen(`${name} was not released`);
    await releaseFirst();
    await seen(`${name} is being released`);
  });

  it('tells that a number is already on its way out when another tab was first', async () => {
    const service = createSandbox();
    show('vobiz-number-list', { service });
    await waitUntil(() => button(/^Release \+91/), 'no list', { timeout: 8_000 });
    const first = document.querySelector('vobiz-portal')!;
    const second = show('vobiz-number-list', { service });
    await waitUntil(() => [...all(second)].some((element) => element.localName === 'tr'), 'no second list', {
      timeout: 8_000,
    });
    const name = await releaseFirst();
    await seen(`${name} is being released`);
    second.remove();
    first.remove();
  });

  it('offers to try again after a failure, and does', async () => {
    const portal = show('vobiz-number-list', { service: failingAt('MA_ASHA/numbers', createSandbox(), 409, 1) });
    await seen('Try again');
    await expect(portal).to.be.accessible();
    await press('Try again');
    await seen('Where it rings');
  });

  it('offers nothing when trying again cannot help', async () => {
    show('vobiz-number-list', { customer: () => undefined });
    await seen('Your session has ended');
    expect(button('Try again')).to.equal(undefined);
  });

  it('shows the other rows when one cannot be read', async () => {
    show('vobiz-number-list', { service: malformedRow(createSandbox(), owned) });
    await seen('One entry could not be read and is not shown.');
    await seen('Where it rings');
  });

  it('goes on when it is taken off the page and put back while it reads', async () => {
    const portal = show('vobiz-number-list', { service: slow(createSandbox(), 200, owned) });
    await waitUntil(() => [...all(portal)].some((element) => element.textContent === 'Loading…'));
    const list = portal.querySelector('vobiz-number-list')!;
    list.remove();
    portal.append(list);
    await seen('Where it rings');
  });

  it('shows no way to release to a customer who may not', async () => {
    show('vobiz-number-list', { can: ['listNumbers'] });
    await seen('Where it rings');
    await waitUntil(() => !button(/^Release \+91/) && !button(/^Keep this number \+91/));
  });

  it('speaks Hindi', async () => {
    const portal = show('vobiz-number-list', { lang: 'hi', theme: 'dark' });
    await seen('कहाँ बजेगा');
    await expect(portal).to.be.accessible();
  });
});
