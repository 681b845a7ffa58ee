import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createWorld, type World } from '../../src/sandbox/index.ts';
import { checkOf } from '../../src/sandbox/kyc/documents.ts';
import { serveSandbox } from '../../src/sandbox/serve.ts';
import { credentialsOf } from './sandbox-ask.ts';
import { visitPage } from './kyc-visitor.ts';
import { redirectOrder } from './sandbox-kyc-ask.ts';

let world: World;
let sandbox: Awaited<ReturnType<typeof serveSandbox>>;
before(async () => {
  world = createWorld();
  sandbox = await serveSandbox({ port: 0, world });
});
after(() => sandbox.close());
beforeEach(() => desk('reset'));

const desk = (what: string, body: object = {}) =>
  fetch(`${sandbox.url}/__sandbox/${what}`, { method: 'POST', body: JSON.stringify(body) });

async function start(more: object = {}): Promise<{ session_id: string; widget_url: string }> {
  const response = await fetch(`${sandbox.url}/api/v1/partner/kyc-sessions`, {
    method: 'POST',
    headers: credentialsOf('PA_SANDBOX'),
    body: JSON.stringify({ ...redirectOrder, webhook_url: undefined, ...more }),
  });
  return (await response.json()) as { session_id: string; widget_url: string };
}

const statusOf = (id: string) => world.kycSessions.get(id)!.status;
const visit = (address: string) => visitPage(address);

async function atPan(as: 'person' | 'company', more: object = {}) {
  const session = await start(more);
  const visitor = await visit(session.widget_url);
  await visitor.follow(`Continue as a ${as}`);
  return { visitor, id: session.session_id, link: session.widget_url };
}

const asha = { pan: 'SBXPR0000A', birth_date: '1990-01-15' };
const acme = { pan: 'SBXCA0000A', name: 'Acme Technologies Pvt. Ltd.' };

async function atDigilocker(more: object = {}) {
  const walk = await atPan('person', more);
  await walk.visitor.press('Continue', asha);
  return walk;
}

async function atGstin() {
  const walk = await atPan('company');
  await walk.visitor.press('Continue', acme);
  return walk;
}

describe('A person on the hosted pages', () => {
  it('reads what is needed, goes through PAN and DigiLocker, and returns with the documented parameters', async () => {
    const redirect_url = 'https://yourapp.com/kyc-complete?state=a%26b&status=mine#top';
    const { session_id, widget_url } = await start({ redirect_url });
    const visitor = await visit(widget_url);
    assert.equal(visitor.heading(), 'Verify your identity');
    assert.match(visitor.text, /Sandbox Telecom needs to know who is behind Malabar Spices/);
    assert.match(visitor.text, /fourth letter is P.*date of birth.*mobile that is linked to your Aadhaar/);
    assert.equal(statusOf(session_id), 'opened');
    await visitor.follow('Continue as a person');
    await visitor.press('Continue', { pan: 'sbxpr 0000a', birth_date: '1990-01-15' });
    assert.equal(statusOf(session_id), 'in_progress');
    assert.equal(visitor.heading(), 'Share your Aadhaar from DigiLocker');
    await visitor.press('Allow', { code: '123 456' });
    assert.equal(visitor.heading(), 'You are verified');
    assert.match(visitor.text, /Name ASHA RAO PAN SBXxx0000x Aadhaar •••• •••• 0000/);
    assert.equal(statusOf(session_id), 'kyc_completed');
    await visitor.follow('Return to yourapp.com');
    assert.equal(visitor.status, 303);
    const back = new URL(visitor.headers.get('location')!);
    assert.equal(back.origin + back.pathname + back.hash, 'https://yourapp.com/kyc-complete#top');
    assert.deepEqual(
      [...back.searchParams],
      [
        ['state', 'a&b'],
        ['status', 'kyc_completed'],
        ['session_id', session_id],
        ['auth_id', 'MA_MALABAR'],
      ],
    );
  });

  it('who comes back to a finished link reads that it is done, and changes nothing with an old form', async () => {
    const { visitor, id, link } = await atDigilocker();
    await visitor.press('Allow', { code: '123456' });
    const { completed_at } = world.kycSessions.get(id)!;
    const again = await visit(link);
    assert.equal(again.heading(), 'You are verified');
    const body = new URLSearchParams({ token: link.split('token=')[1]!, as: 'individual', pan: 'SBXPR0000M', birth_date: '1990-01-15' }); // prettier-ignore
    await fetch(`${sandbox.url}/kyc/pan`, { method: 'POST', body });
    assert.deepEqual([statusOf(id), world.kycSessions.get(id)!.completed_at], ['kyc_completed', completed_at]);
  });

  it('who sends a form twice, or one from a tab left behind, is shown where they are', async () => {
    const { visitor, id, link } = await atDigilocker();
    const token = link.split('token=')[1]!;
    const found = world.kycSessions.get(id)!.verified_data;
    for (const [step, fields] of [
      ['pan', { as: 'individual', ...asha }],
      ['pan', { as: 'individual', ...asha, pan: 'SBXPR0000N' }],
      ['gstin', { gstin: '29SBXCA0000A1ZN' }],
    ] as const) {
      const body = new URLSearchParams({ token, ...fields });
      const response = await fetch(`${sandbox.url}/kyc/${step}`, { method: 'POST', body });
      assert.equal(response.status, 200);
      assert.match(await response.text(), /Share your Aadhaar from DigiLocker/);
      assert.equal(statusOf(id), 'in_progress');
      assert.equal(world.kycSessions.get(id)!.verified_data, found);
    }
    await visitor.press('Allow', { code: '123456' });
    assert.equal(statusOf(id), 'kyc_completed');
  });

  it('without a partner’s page to return to may close this one', async () => {
    const { session_id } = await start({ flow_type: 'email', customer_email: 'a@example.com' });
    const visitor = await visit(world.mails[0]!.link);
    await visitor.follow('Continue as a person');
    await visitor.press('Continue', asha);
    await visitor.press('Allow', { code: '123456' });
    assert.match(visitor.text, /You can close this page now/);
    assert.equal((await visit(world.mails[0]!.link.replace('verify', 'return'))).status, 404);
    assert.equal(statusOf(session_id), 'kyc_completed');
  });

  it('who mistypes is told where, and loses nothing', async () => {
    const { visitor, id } = await atPan('person');
    for (const [fields, words] of [
      [{ ...asha, pan: 'SBXPR0000' }, 'Enter a PAN: five letters, four digits and a letter.'],
      [{ ...asha, pan: 'SBXPR0000Z' }, 'This is none of the test PANs.'],
      [{ ...asha, pan: 'SBXCA0000A' }, 'The fourth letter C stands for a company.'],
      [{ ...asha, pan: 'SBXFA0000A' }, 'A PAN of a firm or an LLP can’t be verified on this page. Ask Sandbox Telecom'],
      [{ ...asha, pan: 'SBXHA0000A' }, 'A PAN of a Hindu undivided family'],
      [{ ...asha, birth_date: '' }, 'Enter the date of birth.'],
    ] as const) {
      await visitor.press('Continue', fields);
      assert.equal(visitor.status, 422, words);
      assert.ok(visitor.text.includes(words), `${words} in: ${visitor.text}`);
      assert.match(visitor.html, /<title>Error: [\s\S]*role="alert"[\s\S]*aria-invalid="true"/);
      assert.equal(visitor.html.includes(`value="${fields.pan}"`), true, fields.pan);
    }
    assert.deepEqual([statusOf(id), world.kycSessions.get(id)!.verified_data], ['opened', null]);
    await visitor.press('Continue', asha);
    assert.equal(statusOf(id), 'in_progress');
  });

  it('who types a PAN that may be real does not get it back, and it is kept nowhere', async () => {
    const { visitor } = await atPan('person');
    await visitor.press('Continue', { ...asha, pan: 'ABCPE1234F' });
    assert.match(visitor.text, /could be somebody’s real PAN/);
    const state = await (await fetch(`${sandbox.url}/__sandbox`, { headers: { accept: 'application/json' } })).text();
    assert.ok(!(visitor.html + state + JSON.stringify([...world.kycSessions])).includes('ABCPE1234F'));
  });

  it('is told why a verification ended, what to do, and goes back with its status', async () => {
    for (const [fields, heading] of [
      [{ ...asha, pan: 'SBXPR0000N' }, 'This PAN is not on record'],
      [{ ...asha, pan: 'SBXPR0000X' }, 'This PAN is inactive'],
      [{ ...asha, pan: 'SBXPR0000M' }, 'The name on the PAN does not match'],
      [{ ...asha, birth_date: '1990-01-16' }, 'The date of birth does not match the PAN'],
    ] as const) {
      const { visitor, id } = await atPan('person');
      await visitor.press('Continue', fields);
      assert.deepEqual([visitor.heading(), statusOf(id)], [heading, 'kyc_failed']);
      assert.match(visitor.text, /ask Sandbox Telecom for a new link/);
      await visitor.follow('Return to yourapp.com');
      const back = new URL(visitor.headers.get('location')!).searchParams;
      assert.deepEqual([...back.keys(), back.get('status')], ['session_id', 'status', 'auth_id', 'kyc_failed']);
    }
    for (const [code, heading] of [
      ['555555', 'The names on PAN and Aadhaar differ'],
      ['666666', 'The dates of birth on PAN and Aadhaar differ'],
    ] as const) {
      const { visitor, id } = await atDigilocker();
      await visitor.press('Allow', { code });
      assert.deepEqual([visitor.heading(), statusOf(id)], [heading, 'kyc_failed']);
    }
  });

  it('can try again what the government’s side or their own choice held up', async () => {
    const { visitor, id } = await atPan('person');
    await visitor.press('Continue', { ...asha, pan: 'SBXPR0000S' });
    assert.equal(visitor.status, 503);
    assert.match(visitor.text, /The government service does not answer Nothing is wrong with what you entered/);
    await visitor.press('Continue', asha);
    for (const [button, code, words] of [
      ['Deny', '', 'You did not give your consent'],
      ['Allow', '111111', 'This code has expired'],
      ['Allow', '222222', 'No mobile is linked to this Aadhaar'],
      ['Allow', '333333', 'Aadhaar is not in DigiLocker yet'],
      ['Allow', '444444', 'The government service does not answer'],
      ['Allow', '12345', 'Enter the six digits of the code.'],
    ] as const) {
      await visitor.press(button, { code });
      assert.ok(visitor.text.includes(words), `${words} in: ${visitor.text}`);
      assert.equal(statusOf(id), 'in_progress');
    }
    await visitor.press('Allow', { code: '123456' });
    assert.equal(statusOf(id), 'kyc_completed');
  });

  it('has three tries for the code', async () => {
    const { visitor, id } = await atDigilocker();
    await visitor.press('Allow', { code: '000000' });
    await visitor.press('Allow', { code: '987654' });
    assert.match(visitor.text, /That is not the code/);
    assert.equal(statusOf(id), 'in_progress');
    await visitor.press('Allow', { code: '000000' });
    assert.deepEqual([visitor.heading(), statusOf(id)], ['The code was wrong three times', 'kyc_failed']);
  });

  it('may stop for now, and go on with the same link', async () => {
    const { visitor, id, link } = await atDigilocker();
    await visitor.follow('Stop for now');
    assert.match(visitor.text, /Your PAN stays verified\. You can go on with the same link until/);
    await visitor.follow('Continue verification');
    assert.equal(visitor.heading(), 'Share your Aadhaar from DigiLocker');
    await visitor.follow('Stop for now');
    await visitor.follow('Stop and return to yourapp.com');
    assert.match(visitor.headers.get('location')!, /status=in_progress/);
    assert.equal(statusOf(id), 'in_progress');
    assert.equal((await visit(link)).heading(), 'Share your Aadhaar from DigiLocker');
  });

  it('is stopped by a link that ran out, was replaced, or never was, each in its own words', async () => {
    const replaced = await atDigilocker();
    const { widget_url } = await start();
    await replaced.visitor.press('Allow', { code: '123456' });
    assert.deepEqual(
      [replaced.visitor.status, replaced.visitor.heading()],
      [410, 'This link was replaced or cancelled'],
    );
    assert.equal(statusOf(replaced.id), 'revoked');
    await desk('clock', { advance_seconds: 14 * 24 * 3600 });
    const expired = await visit(widget_url);
    assert.deepEqual([expired.status, expired.heading()], [410, 'This link has expired']);
    for (const link of [widget_url.slice(0, -1), widget_url.split('?')[0]!, `${sandbox.url}/kyc/elsewhere`]) {
      const unknown = await visit(link);
      assert.deepEqual([unknown.status, unknown.heading()], [404, 'This link is not valid']);
    }
  });
});

describe('A company on the hosted pages', () => {
  it('goes through PAN and GSTIN', async () => {
    const { visitor, id } = await atGstin();
    assert.equal(world.kycSessions.get(id)!.kyc_type, 'company');
    assert.equal(visitor.heading(), 'The company’s GSTIN');
    await visitor.press('Continue', { gstin: '29sbxca0000a1zn' });
    assert.deepEqual([visitor.heading(), statusOf(id)], ['You are verified', 'kyc_completed']);
    assert.match(visitor.text, /Name ACME TECHNOLOGIES PVT LTD GSTIN active/);
  });

  it('is told what is wrong with its name, its PAN or its GSTIN', async () => {
    for (const [fields, heading] of [
      [{ ...acme, name: 'Acme Technology Pvt Ltd' }, 'The company name does not match the PAN'],
      [{ ...acme, pan: 'SBXCA0000N' }, 'This PAN is not on record'],
      [{ ...acme, pan: 'SBXCA0000X' }, 'This PAN is inactive'],
    ] as const) {
      const { visitor, id } = await atPan('company');
      await visitor.press('Continue', fields);
      assert.deepEqual([visitor.heading(), statusOf(id)], [heading, 'kyc_failed']);
    }
    for (const [gstin, heading] of [
      ['29SBXCA0000A2ZM', 'This GSTIN is cancelled'],
      ['29SBXCA0000A3ZL', 'This GSTIN is suspended'],
      ['29SBXCB0000A1ZM', 'This GSTIN belongs to another PAN'],
      [`29SBXCC0000A1Z${checkOf('29SBXCC0000A1Z')}`, 'This GSTIN belongs to another PAN'],
    ] as const) {
      const { visitor, id } = await atGstin();
      await visitor.press('Continue', { gstin });
      assert.deepEqual([visitor.heading(), statusOf(id)], [heading, 'kyc_failed']);
    }
  });

  it('corrects a typing mistake, which the check character gives away', async () => {
    const { visitor, id } = await atGstin();
    for (const [gstin, words] of [
      ['29SBXCA0000A1ZM', 'don’t fit together'],
      ['92SBXCA0000A1ZN', 'don’t fit together'],
      ['29SBXCA0000A', 'fifteen letters and digits'],
      ['29AAJCN5983D1Z0', 'could be a real GSTIN'],
    ] as const) {
      await visitor.press('Continue', { gstin });
      assert.equal(visitor.status, 422);
      assert.ok(visitor.text.includes(words), `${words} in: ${visitor.text}`);
      assert.equal(visitor.html.includes(gstin), gstin.includes('0000'));
    }
    await visitor.press('Continue', { gstin: '29SBXCA0000A4ZK' });
    assert.match(visitor.text, /The government service does not answer/);
    assert.equal(statusOf(id), 'in_progress');
  });
});

describe('A hosted page', () => {
  it('is strict: no script, no style of its own, no referrer, no frame, no copy', async () => {
    const { widget_url } = await start();
    const page = await visit(widget_url);
    assert.equal(
      page.headers.get('content-security-policy'),
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    assert.deepEqual(
      ['referrer-policy', 'cache-control', 'x-content-type-options'].map((name) => page.headers.get(name)),
      ['no-referrer', 'no-store', 'nosniff'],
    );
    assert.doesNotMatch(page.html, /<script|<style|\sstyle=|\son\w+=|https?:\/\//);
    assert.match(page.text, /This is a sandbox\. Nothing is checked with anyone\. Never type a real PAN/);
    const policy = (await fetch(`${widget_url.replace('verify', 'return')}`, { redirect: 'manual' })).headers;
    assert.equal(policy.get('referrer-policy'), 'no-referrer');
  });

  it('shows what others wrote as text', async () => {
    world.accounts.get('MA_MALABAR')!.name = '<img src=x onerror=alert(1)>&"';
    const page = await visit((await start()).widget_url);
    assert.ok(
      page.html.includes('&#60;img src=x onerror=alert(1)&#62;&#38;&#34;') && !page.html.includes('<img src=x'),
    );
    await page.follow('Continue as a company');
    await page.press('Continue', { ...acme, pan: 'X', name: '"><b>' });
    assert.ok(!page.html.includes('<b>'));
  });

  it('takes its form from itself only', async () => {
    const { visitor, id } = await atPan('person');
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'http://localhost:5173' },
      { origin: 'null' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const { html } = visitor;
      const fields = Object.fromEntries([...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]+)"/g)].map(([, name, value]) => [name!, value!])); // prettier-ignore
      const response = await fetch(`${sandbox.url}/kyc/pan`, { method: 'POST', headers, body: new URLSearchParams({ ...fields, ...asha }), redirect: 'manual' }); // prettier-ignore
      assert.equal(response.status, 403, JSON.stringify(headers));
    }
    assert.equal(statusOf(id), 'opened');
    await visitor.press('Continue', asha, { origin: 'null', 'sec-fetch-site': 'same-origin' });
    assert.equal(statusOf(id), 'in_progress');
  });

  it('leaves no link in the log of requests', async () => {
    const { visitor } = await atDigilocker();
    await visitor.press('Allow', { code: '123456' });
    await visitor.follow('Return to');
    const state = await (await fetch(`${sandbox.url}/__sandbox`, { headers: { accept: 'application/json' } })).text();
    assert.match(state, /"path":"\/kyc\/verify"/);
    assert.match(state, /"path":"\/kyc\/return"/);
    assert.ok(!state.includes('kst_'));
  });
});
