import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import type { VobizNumberAssignedEvent } from '../../src/index.ts';
import { createSandbox, dropAfter, failing, slow } from '../../src/sandbox/index.ts';
import { chooseTrunk, counted, releaseFirst, rowOf } from './list-steps.ts';
import { clear, credentialsOf } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, button, find, focused, gone, press, seen, text, type, until } from './sight.ts';

const office = '+91 80 7138 7149'; // rings at Office PBX
const free = '+91 44 7126 9005'; // rings nowhere
const unlinking = { path: '/assign', method: 'DELETE' };
const linking = { path: '/assign', method: 'POST' };

/** Shows the list, and remembers what it writes and tells. */
function watched(scene: Scene = {}) {
  const { handler, writes, answered } = counted(scene.service ?? createSandbox());
  const told: (string | undefined)[] = [];
  const portal = show('vobiz-number-list', { ...scene, service: handler });
  portal.addEventListener('vobiz-number-assigned', ({ trunk_group_id }: VobizNumberAssignedEvent) =>
    told.push(trunk_group_id),
  );
  return { portal, writes, answered, told };
}

/** What another tab does to a number behind the list's back. */
const elsewhere = (service: Handler, method: 'POST' | 'DELETE', e164: string, trunk_group_id?: string) => {
  const { auth_id, auth_token } = credentialsOf('MA_ASHA');
  const url = `https://api.vobiz.ai/api/v1/Account/MA_ASHA/numbers/${encodeURIComponent(e164)}/assign`;
  const headers = { 'X-Auth-ID': auth_id, 'X-Auth-Token': auth_token, 'Content-Type': 'application/json' };
  return service(
    new Request(url, { method, headers, ...(trunk_group_id && { body: JSON.stringify({ trunk_group_id }) }) }),
  );
};

/** The customer's trunks as the service lists them, changed. */
const withTrunks =
  (service: Handler, change: (trunks: Record<string, unknown>[]) => unknown[]): Handler =>
  async (request) => {
    const response = await service(request);
    if (request.method !== 'GET' || !new URL(request.url).pathname.endsWith('/trunks')) return response;
    const body = (await response.json()) as { objects: Record<string, unknown>[] };
    return Response.json({ ...body, objects: change(body.objects) });
  };

describe('where a number rings', () => {
  afterEach(clear);

  it('is a trunk by its name, and a customer links a number that rings nowhere', async () => {
    const { portal, writes, told } = watched();
    await seen('Office PBX');
    const opener = await press(`Choose where it rings: ${free}`);
    await seen(`Where should ${free} ring?`);
    await expect(portal).to.be.accessible();
    expect(text(find('dialog[open]'))).to.include('Old warehouse Switched off');
    expect(text(find('dialog[open]'))).not.to.include('Voice agents'); // only calls out
    expect(button('Link')!.disabled).to.equal(true);
    await chooseTrunk('Office PBX', 'Link');
    await seen(`${free} is linked to Office PBX`);
    expect(writes).to.deep.equal(['POST']);
    expect(told.length).to.equal(1);
    await until(() => text(rowOf(free)).includes('Office PBX Change'), 'the row is as it was');
    expect(focused()).to.equal(opener);
    await expect(portal).to.be.accessible();
  });

  it('is chosen already where there is only one trunk', async () => {
    const { writes } = watched({ customer: 'MA_DECCAN' });
    await press(/^Choose where it rings/);
    await until(() => button('Link')?.disabled === false, 'nothing is chosen');
    expect(find<HTMLInputElement>('input[type=radio]').checked).to.equal(true);
    await press('Link');
    await seen('is linked to Depot switchboard');
    expect(writes).to.deep.equal(['POST']);
  });

  it('moves from one trunk to another with one write each', async () => {
    const { writes, told } = watched();
    await press(`Change: ${office}`);
    await seen('It rings here now.');
    expect(button('Move')!.disabled).to.equal(true);
    await chooseTrunk('Old warehouse', 'Move');
    await seen(`${office} is linked to Old warehouse`);
    await until(() => text().split('Switched off: calls are refused.').length === 3, 'not told, or not in the row');
    expect(text()).not.to.include('New calls go there at once.');
    expect(writes).to.deep.equal(['DELETE', 'POST']);
    expect(told.length).to.equal(1);
  });

  it('is nowhere once it is unlinked', async () => {
    const { writes, told } = watched();
    await press(`Change: ${office}`);
    await chooseTrunk('Nowhere', 'Unlink');
    await seen(`${office} rings nowhere now`);
    await until(() => button(`Choose where it rings: ${office}`), 'the row is as it was');
    expect(writes).to.deep.equal(['DELETE']);
    expect(told).to.deep.equal([undefined]);
  });

  it('is told to be nowhere when the second half of a move fails, and the move can be finished', async () => {
    const service = failing(createSandbox(), 409, { ...linking, times: 1 });
    const { portal, writes, told } = watched({ service });
    await press(`Change: ${office}`);
    await chooseTrunk('Old warehouse', 'Move');
    await seen(`${office} rings nowhere now`);
    await seen('It was unlinked, but is not linked to Old warehouse yet.');
    await seen('It has changed in the meantime');
    await seen('Not linked 4'); // the list knows
    await expect(portal).to.be.accessible();
    await press('Link to Old warehouse');
    await seen(`${office} is linked to Old warehouse`);
    await gone('rings nowhere now');
    expect(writes).to.deep.equal(['DELETE', 'POST', 'POST']);
    expect(told.length).to.equal(2);
    expect(told[0]).to.equal(undefined);
  });

  it('stays as it was when the first half fails, and nothing more is sent', async () => {
    const { writes, told } = watched({ service: failing(createSandbox(), 403, unlinking) });
    await press(`Change: ${office}`);
    await chooseTrunk('Old warehouse', 'Move');
    await seen('Not available for your account');
    await until(() => text(rowOf(office)).includes('Office PBX Change'), 'the row changed');
    expect(writes).to.deep.equal(['DELETE']);
    expect(told).to.deep.equal([]);
  });

  for (const [half, when] of Object.entries({ first: unlinking, second: linking }))
    it(`is found out when the answer to the ${half} half of a move is lost`, async () => {
      const { writes, told } = watched({ service: dropAfter(createSandbox(), { ...when, times: 1 }) });
      await press(`Change: ${office}`);
      await chooseTrunk('Old warehouse', 'Move');
      await seen(`${office} is linked to Old warehouse`);
      expect(writes).to.deep.equal(['DELETE', 'POST']);
      expect(told.length).to.equal(1);
    });

  it('is told, and finished after signing in again, when the session ends in the middle of a move', async () => {
    let who: string | undefined = 'MA_ASHA';
    const sandbox = createSandbox();
    const { writes } = watched({
      customer: () => who,
      service: async (request) => {
        const answer = await sandbox(request);
        if (request.method === 'DELETE') who = undefined;
        return answer;
      },
    });
    await press(`Change: ${office}`);
    await chooseTrunk('Old warehouse', 'Move');
    await seen('It was unlinked, but is not linked to Old warehouse yet.');
    await seen('Your session has ended');
    who = 'MA_ASHA';
    await press('Link to Old warehouse');
    await seen(`${office} is linked to Old warehouse`);
    await gone('Your session has ended');
    expect(writes).to.deep.equal(['DELETE', 'POST']);
  });

  it('is what another tab made it, when that was faster', async () => {
    const service = createSandbox();
    const { writes, told } = watched({
      service: withTrunks(service, (trunks) => trunks),
    });
    await press(`Choose where it rings: ${free}`);
    await seen('ring?');
    const list = document.querySelector('vobiz-number-list')!;
    const [old] = (await list.portal!.client.listTrunks()).items.filter(({ name }) => name === 'Old warehouse');
    await elsewhere(service, 'POST', free.replaceAll(' ', ''), old!.trunk_id);
    await chooseTrunk('Office PBX', 'Link');
    await seen(`${free} was linked elsewhere in the meantime`);
    await until(() => text(rowOf(free)).includes('Old warehouse'), 'the row is as it was');
    expect(writes).to.deep.equal(['POST']);
    expect(told).to.deep.equal([old!.trunk_id]);
  });

  it('is moved all the same when another tab has unlinked it already', async () => {
    const service = createSandbox();
    const { writes } = watched({ service });
    await press(`Change: ${office}`);
    await seen('ring?');
    await elsewhere(service, 'DELETE', office.replaceAll(' ', ''));
    await chooseTrunk('Old warehouse', 'Move');
    await seen(`${office} is linked to Old warehouse`);
    expect(writes).to.deep.equal(['DELETE', 'POST']);
  });

  it('is moved to the end while the list is off the page, and told when it is back', async () => {
    const { portal, writes, answered, told } = watched({ service: slow(createSandbox(), 100, { path: '/assign' }) });
    await press(`Change: ${office}`);
    await chooseTrunk('Old warehouse', 'Move');
    const list = portal.querySelector('vobiz-number-list')!;
    list.remove();
    await until(() => answered.length === 2, 'it was not finished');
    await list.portal!.client.listTrunks(); // an answer later than that one
    portal.append(list);
    await seen(`${office} is linked to Old warehouse`);
    await until(() => text(rowOf(office)).includes('Old warehouse'), 'the row is as it was');
    expect(writes).to.deep.equal(['DELETE', 'POST']);
    expect(told.length).to.equal(1);
  });

  it('is put back where it was after a release was taken back', async () => {
    const { writes } = watched();
    await press(/^Release \+91/);
    await seen('its link to Office PBX is removed');
    await press('Keep it');
    const name = await releaseFirst();
    await press(`Keep this number ${name}`);
    await press('Put it back on Office PBX');
    await seen(`${name} is linked to Office PBX`);
    await gone(`${name} is yours again`);
    expect(writes).to.deep.equal(['DELETE', 'POST', 'POST']);
  });

  it('is “SIP trunk” where its name cannot be had, and only the list of trunks is missed', async () => {
    watched({ service: failing(createSandbox(), 403, { path: '/trunks' }) });
    await seen('SIP trunk');
    await press(`Change: ${office}`);
    await seen('It rings here now.');
    expect(find<HTMLInputElement>('input[type=radio]').checked).to.equal(true);
    await press('Cancel');
    await press(`Choose where it rings: ${free}`);
    await seen('Not available for your account');
    expect(text()).not.to.include('You have no SIP trunk');
  });

  it('can be chosen once the trunks can be had after all', async () => {
    watched({ service: failing(createSandbox(), 409, { path: '/trunks', times: 2 }) });
    await press(`Choose where it rings: ${free}`);
    await seen('It has changed in the meantime');
    await press(`Choose where it rings: ${free}`);
    await chooseTrunk('Office PBX', 'Link');
    await seen(`${free} is linked to Office PBX`);
    expect(text()).not.to.include('It has changed in the meantime');
  });

  it('cannot be changed by who may not', async () => {
    watched({ can: ['listNumbers', 'listTrunks'] });
    await seen('Office PBX');
    expect(button(/^Change/)).to.equal(undefined);
    expect(button(/^Choose where it rings/)).to.equal(undefined);
  });

  it('is no question for a number that only calls out, or that an application answers', async () => {
    const service = createSandbox();
    watched({
      service: async (request) => {
        const response = await service(request);
        const changed = (await response.clone().text()).replaceAll('+914471269005', '+911401234567');
        return request.method === 'GET' ? new Response(changed, response) : response;
      },
    });
    await seen('Outgoing calls only');
    expect(text(rowOf('140 123 4567'))).not.to.include('Choose');
    expect(text(rowOf('+91 22 7126 3984')))
      .to.include('Application')
      .and.not.to.include('Change');
  });

  it('is searched among many trunks', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `Branch ${index + 1}`);
    watched({
      service: withTrunks(createSandbox(), ([trunk]) => many.map((name) => ({ ...trunk, trunk_id: name.replace(' ', '-'), name, trunk_direction: 'inbound' }))), // prettier-ignore
    });
    await press(`Choose where it rings: ${free}`);
    await seen('Branch 12');
    type(find('dialog input[type=search]'), 'branch 11');
    await gone('Branch 12');
    expect([...all(document.body)].filter((element) => element.matches('dialog[open] [type=radio]')).length).to.equal(
      1,
    );
    type(find('dialog input[type=search]'), 'moon');
    await seen('No trunk matches');
  });

  it('says so when there is no trunk at all', async () => {
    const { portal } = watched({ service: withTrunks(createSandbox(), () => []) });
    await press(`Choose where it rings: ${free}`);
    await seen('You have no SIP trunk for incoming calls yet.');
    expect(button('Link')!.disabled).to.equal(true);
    await expect(portal).to.be.accessible();
    await press('Cancel');
  });

  it('is not asked of somebody else who signs in meanwhile', async () => {
    let who = 'MA_ASHA';
    const { portal, writes } = watched({ customer: () => who });
    await press(`Change: ${office}`);
    await seen('ring?');
    who = 'MA_NILA';
    portal.refresh();
    await seen('You have no numbers yet');
    await gone('ring?');
    expect(writes).to.deep.equal([]);
  });
});
