import { expect } from '@open-wc/testing';
import * as faults from '../../src/sandbox/faults.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { counted, releaseFirst, rowOf } from './list-steps.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, press, seen, text, until } from './sight.ts';

const releasing = { path: 'MA_ASHA/numbers/', method: 'DELETE' };

/** As many answers later as surely come after any write that may be on its way. */
async function aWhile() {
  const { portal } = document.querySelector('vobiz-number-list')!;
  for (let turn = 0; turn < 20; turn += 1) await portal!.client.listTrunks();
}

describe('a customer who releases a number', () => {
  afterEach(clear);

  it('hears that it is on its way out already when they did so in another tab', async () => {
    const { handler, writes } = counted(createSandbox());
    // Another tab hears nothing of what is done here.
    const here = show('vobiz-number-list', { service: handler });
    await seen('Office PBX');
    const there = show('vobiz-number-list', { service: handler });
    await seen('Office PBX', there);
    here.remove();
    const number = await releaseFirst();
    await seen(`${number} is being released`, there);
    there.remove();
    document.body.append(here);
    const stale = [...all(here)].find((element) => element.getAttribute('aria-label') === `Release ${number}`);
    expect(stale, 'the first tab knows already').not.to.equal(undefined);
    expect(await releaseFirst()).to.equal(number);
    await seen(`${number} is already being released`);
    await seen('Being released 2');
    expect(writes).to.deep.equal(['DELETE', 'DELETE']);
    await expect(here).to.be.accessible();
  });

  it('is not let release it by itself after signing in again, when their session has ended', async () => {
    let who: string | undefined = 'MA_ASHA';
    let ended = 0;
    const { handler, writes } = counted(createSandbox());
    const portal = show('vobiz-number-list', { customer: () => who, service: handler });
    portal.addEventListener('vobiz-session-ended', () => (ended += 1));
    await seen('Office PBX');
    who = undefined;
    const number = await releaseFirst();
    await seen('Your session has ended');
    expect(writes).to.deep.equal([]);
    who = 'MA_ASHA';
    window.dispatchEvent(new Event('online'));
    await aWhile();
    expect(writes).to.deep.equal([]);
    expect(ended).to.equal(1);
    await until(() => button(`Release ${number}`), 'it cannot be released any more');
    await releaseFirst();
    await seen(`${number} is being released`);
    expect(writes).to.deep.equal(['DELETE']);
  });

  it('hears that it happened when it happens only after the answer was lost, and it is asked for once', async () => {
    const { handler, writes } = counted(createSandbox());
    show('vobiz-number-list', { service: faults.late(handler, 1_500, releasing) });
    const number = await releaseFirst();
    await seen(`We could not confirm what happened to ${number}`);
    expect(button(/^Releasing…/)!.getAttribute('aria-disabled')).to.equal('true');
    await seen(`${number} was released`);
    await seen('Being released 2');
    expect(writes).to.deep.equal(['DELETE']);
    expect(text()).not.to.include('was not released');
  }).timeout(20_000);

  it('waits as long as the service says, sees how long, and releases it then', async () => {
    const { handler, writes } = counted(faults.tooMany(createSandbox(), 3, { ...releasing, times: 1 }));
    const portal = show('vobiz-number-list', { service: handler });
    const number = await releaseFirst();
    await seen(/You can try again in 0:0\d/, rowOf(number));
    const release = button(`Release ${number}`)!;
    expect(release.getAttribute('aria-disabled')).to.equal('true');
    await press('Dismiss'); // which shortens nothing
    await seen(/You can try again in 0:0\d/, rowOf(number));
    await press(`Release ${number}`);
    expect(text()).not.to.include('to confirm');
    await expect(portal).to.be.accessible();
    await until(() => button(`Release ${number}`)!.getAttribute('aria-disabled') === 'false', 'it is never over');
    expect(text(rowOf(number))).not.to.include('You can try again');
    expect(writes).to.deep.equal(['DELETE']);
    await releaseFirst();
    await seen(`${number} is being released`);
    expect(writes).to.deep.equal(['DELETE', 'DELETE']);
  });

  it('waits half a minute when the service does not say how long, and the other numbers are free', async () => {
    show('vobiz-number-list', { service: faults.tooMany(createSandbox(), undefined, releasing) });
    const number = await releaseFirst();
    await seen(/You can try again in 0:(30|2\d)/, rowOf(number));
    const others = [...all(document.body)].filter((element) => /^Release \+91/.test(element.getAttribute('aria-label') ?? '')); // prettier-ignore
    expect(others.filter((element) => element.getAttribute('aria-disabled') === 'true').length).to.equal(1);
  });
});
