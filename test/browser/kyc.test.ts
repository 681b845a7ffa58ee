import { expect } from '@open-wc/testing';
import { browser } from '../../src/controllers/leave.ts';
import type { VobizKycChangedEvent, VobizKycCompletedEvent, VobizKycRedirectEvent } from '../../src/index.ts';
import { acceptPan, begin, complete, open, revoke } from '../../src/sandbox/kyc/progress.ts';
import {
  calmDown,
  comeBack,
  departures,
  everything,
  hurry,
  kycWorld,
  leadingTo,
  newcomer,
  saying,
} from './kyc-scene.ts';
import { clear } from './portal-parts.ts';
import { all, button, find, focused, gone, press, seen, text, until } from './sight.ts';

const leave = browser.leave;
const page = location.href;
const tidy = () => {
  clear();
  browser.leave = leave;
  calmDown();
  history.replaceState(null, '', page);
};
const mains = () => [...all(document.body)].filter((one) => one.matches('.actions button.primary'));
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const headlines = () => find<HTMLElement>('h2').textContent.trim();

describe('<vobiz-kyc-redirect>', () => {
  afterEach(tidy);

  const faces: [name: string, kyc: object, headline: string, main: string | undefined][] = [
    ['nothing yet', { status: 'none' }, 'Verify your identity', 'Start verification'],
    ['a link', { status: 'link_ready', flow_type: 'redirect' }, 'Ready when you are', 'Continue on the secure page'],
    ['a mail', { status: 'email_sent', flow_type: 'email' }, 'We emailed you a link', 'Send the mail again'],
    ['an opened link', { status: 'opened' }, 'You have started', 'Continue on the secure page'],
    ['a checked PAN', { status: 'in_progress', completed_steps: ['pan'] }, 'You have started', 'Continue on the secure page'],
    ['a result that is not confirmed', { status: 'kyc_completed' }, 'Confirming your verification…', 'Check now'],
    ['a verified account', { verified: true, status: 'kyc_completed' }, 'You are verified', undefined],
    ['a failure', { status: 'failed' }, 'We could not verify you', 'Try again'],
    ['a failure with a reason', { status: 'failed', reason: 'name-mismatch' }, 'The names on PAN and Aadhaar differ', 'Try again'],
    ['a link that ran out', { status: 'expired' }, 'Your link has expired', 'Get a new link'],
    ['a link that was replaced', { status: 'revoked' }, 'This link was replaced or cancelled', 'Get a new link'],
    ['a word nobody knows', { status: 'under_review' }, 'Not verified yet', 'Refresh'],
  ]; // prettier-ignore
  for (const [name, kyc, headline, main] of faces)
    it(`has one headline and one main button for a customer with ${name}`, async () => {
      kycWorld({ between: saying(kyc) });
      await seen(headline);
      expect(headlines()).to.equal(headline);
      expect(mains().map((one) => one.textContent.trim())).to.deep.equal(main ? [main] : []);
      expect([...all(document.body)].filter((one) => one.matches('ol > li')).length).to.equal(5);
    });

  it('shows the word that nobody knows, and what is not verified as not verified', async () => {
    kycWorld({ between: saying({ status: 'under_review' }) });
    await seen('“under_review”');
    expect(text()).not.to.include('You are verified');
  });

  it('says what is done in words, not by colour alone', async () => {
    kycWorld({ between: saying({ status: 'in_progress', kyc_type: 'company', completed_steps: ['pan'] }) });
    await seen('The GSTIN is left');
    const steps = [...all(document.body)].filter((one) => one.matches('ol > li'));
    expect(steps.map((one) => one.textContent.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'Link created, done',
      'Opened, done',
      'PAN checked, done',
      'GSTIN checked, next',
      'Verified, not yet',
    ]);
    expect(steps.map((one) => one.getAttribute('aria-current'))).to.deep.equal([
      'false',
      'false',
      'false',
      'step',
      'false',
    ]);
  });

  it('takes a customer to the page, once, and shows its address nowhere', async () => {
    const left = departures();
    const { portal, writes } = kycWorld();
    const events: VobizKycRedirectEvent[] = [];
    portal.addEventListener('vobiz-kyc-redirect', (event) => events.push(event));
    const start = await press('Start verification');
    start.click();
    await seen('Opening the secure page…');
    start.click();
    expect(writes()).to.deep.equal(['POST /kyc']);
    expect(left).to.have.length(1);
    expect(left[0]).to.match(/^https:\/\/kyc\.vobiz\.ai\/kyc\/verify\?token=kst_[\da-f]{64}$/);
    expect(everything()).not.to.include('kst_');
    expect(JSON.stringify(events)).not.to.include('kst_');
    const [event] = events;
    for (const key in event) expect(`${event[key as keyof Event] as string}`).not.to.include('kst_');
  });

  it('lets the host say something first, and goes when it says so', async () => {
    const left = departures();
    const { portal } = kycWorld();
    let event: VobizKycRedirectEvent | undefined;
    portal.addEventListener('vobiz-kyc-redirect', (heard) => {
      heard.preventDefault();
      event = heard;
    });
    await press('Start verification');
    await seen('Ready when you are');
    expect(left).to.deep.equal([]);
    event!.continue();
    expect(left).to.have.length(1);
  });

  const hostile = [
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)', ' https://kyc.vobiz.ai/kyc', 'data:text/html,x',
    'blob:https://kyc.vobiz.ai/9c1f', 'https://kyc.vobiz.ai.evil.example/kyc', 'https://kyc.vobiz.ai@evil.example/kyc',
    'https://user@kyc.vobiz.ai/kyc', 'https://user:pw@kyc.vobiz.ai/kyc', 'http://kyc.vobiz.ai/kyc', '//kyc.vobiz.ai/kyc',
    '/kyc', 'kyc', 'https:kyc.vobiz.ai/kyc', 'https:/kyc.vobiz.ai/kyc', 'https:\\\\kyc.vobiz.ai\\kyc', 'HTTPS://KYC.VOBIZ.AI/kyc',
    'https://kyc.vobiz.ai:444/kyc', 'https://kyc.vobiz.ai\t/kyc', 'https://kyc.vobiz.ai/kyc\n', 'https://kyc.vobiz.ai/\u0430',
    'https://xn--kyc-vobiz.ai/kyc', 'ftp://kyc.vobiz.ai/kyc', 'file:///etc/passwd', 'about:blank', 'https://', '', null, 7,
    ['https://kyc.vobiz.ai/kyc'], { href: 'https://kyc.vobiz.ai/kyc' }, 'http://evil.example:80/kyc', 'vbscript:x', 'intent://x',
  ]; // prettier-ignore
  it(`goes to none of ${hostile.length} addresses that are not the page's`, async () => {
    const left = departures();
    for (const address of hostile) {
      kycWorld({ between: leadingTo(address) });
      await press('Start verification');
      const isRefused = () => text().includes('The verification page is not where it should be');
      await until(() => isRefused() || left.length > 0, `${JSON.stringify(address)} came to nothing`);
      expect(left, JSON.stringify(address)).to.deep.equal([]);
      clear();
    }
  });

  it('finds out that it was begun though the answer was lost, and makes no second link', async () => {
    const left = departures();
    const { writes, world } = kycWorld({
      between: (proxy) => async (request) => {
        const answer = await proxy(request);
        return request.method === 'POST' && world.kycSessions.size === 1 && writes().length === 1
          ? Promise.reject(new TypeError('lost'))
          : answer;
      },
    });
    await press('Start verification');
    await press('Continue on the secure page');
    await until(() => left.length === 1, 'nobody left');
    expect(world.kycSessions.size).to.equal(1);
  });

  it('offers nothing that the customer may not do', async () => {
    kycWorld({ can: ['getSession', 'getKyc'], between: saying({ status: 'none' }) });
    await seen('Verify your identity');
    await until(() => mains().length === 0, 'a main button stays');
  });

  it('goes on with a link of somebody who has begun, and warns who would lose what is done', async () => {
    const left = departures();
    const { world, writes } = kycWorld();
    await seen('Verify your identity');
    const session = begin(world, { ...order, account_auth_id: newcomer }, 'https://kyc.vobiz.ai');
    open(world, session);
    acceptPan(world, session, 'individual', 'SBXPR0000A');
    window.dispatchEvent(new Event('online'));
    await press('Start over');
    await seen('Steps that are already done are lost');
    await press('Keep going');
    await gone('Start over?');
    expect(writes()).to.deep.equal([]);
    await press('Continue on the secure page'); // begun elsewhere, so its link is not known here
    await seen('Start over?');
    find<HTMLButtonElement>('button[value=yes]').click();
    await until(() => left.length === 1, 'nobody left');
    expect(writes()).to.deep.equal(['POST /kyc', 'DELETE /kyc', 'POST /kyc']);
    expect(session.status).to.equal('revoked');
  });
});

const order = {
  flow_type: 'redirect' as const,
  customer_email: null,
  redirect_url: 'https://signup.example/back',
  webhook_url: null,
  expires_in_days: 7,
  reminder_schedule: [],
  metadata: null,
};

describe('a customer who comes back from the verification page', () => {
  afterEach(tidy);
  const back = `?lang=hi&session_id=abcdefgh-1&q=a+b%20c&status=kyc_completed&auth_id=${newcomer}#part`;

  it('is not verified by what the address says, and the address is clean at once', async () => {
    comeBack(back);
    const { asked } = kycWorld();
    expect(location.search).to.equal('?lang=hi&q=a+b%20c');
    expect(location.hash).to.equal('#part');
    expect(history.state).to.deep.equal({ mine: 7 });
    await seen('Verify your identity');
    expect(text()).not.to.include('You are verified');
    expect(asked).to.deep.equal(['GET /kyc']);
  });

  it('is told that it is confirmed as soon as the service says so, and the page hears of it once', async () => {
    hurry();
    comeBack(back);
    let said: object = { status: 'in_progress' };
    const { portal } = kycWorld({ between: saying(() => said) });
    const heard: string[] = [];
    portal.addEventListener('vobiz-kyc-changed', ({ kyc }: VobizKycChangedEvent) => heard.push(kyc.status!));
    portal.addEventListener('vobiz-kyc-completed', ({ kyc }: VobizKycCompletedEvent) => {
      heard.push(`completed ${kyc.verified}`);
    });
    await seen('Confirming your verification…');
    said = { verified: true, status: 'kyc_completed' };
    await seen('You are verified');
    expect(heard).to.deep.equal(['in_progress', 'kyc_completed', 'completed true']);
  });

  it('never hears that it failed because it is slow, may leave after a minute, and is never stuck', async () => {
    hurry();
    comeBack(back);
    let said: object = { status: 'in_progress' };
    const { asked, element } = kycWorld({ between: saying(() => said) });
    const shown = new Set<string>();
    const watch = new MutationObserver(() => shown.add(headlines()));
    await seen('Confirming your verification…');
    watch.observe(element.shadowRoot!, { childList: true, subtree: true, characterData: true });
    await seen('You may leave this page');
    await seen('There is no result yet. Nothing has failed');
    watch.disconnect();
    expect(shown.size).to.equal(1);
    expect([...shown]).to.deep.equal(['Confirming your verification…']);
    expect(asked.length).to.be.within(25, 40); // ten quick looks, then one in ten to fifteen seconds, for five minutes
    said = { verified: true };
    await press('Check now');
    await seen('You are verified');
  });

  it('waits through failures of the service without a word of failure', async () => {
    hurry();
    comeBack(back);
    let isBroken = true;
    const { asked } = kycWorld({
      between: (proxy) => (request) => {
        if (!request.url.endsWith('/vobiz/kyc')) return proxy(request);
        return Promise.resolve(isBroken ? new Response('', { status: 404 }) : Response.json({ verified: true }));
      },
    });
    await seen('Confirming your verification…');
    await until(() => asked.length >= 4, 'it is not asked again');
    isBroken = false;
    expect(text()).not.to.include('no longer there');
    await seen('You are verified');
  });

  it('who had stopped in between waits for nothing', async () => {
    comeBack('?session_id=abcdefgh-1&status=in_progress');
    kycWorld({ between: saying({ status: 'in_progress', kyc_type: 'individual', completed_steps: ['pan'] }) });
    await seen('Your PAN is checked. Aadhaar is left.');
    expect(text()).not.to.include('Confirming');
  });

  it('is not asked about while the page is out of sight, and at once when it is back', async () => {
    hurry();
    comeBack(back);
    const { asked } = kycWorld({ between: saying({ status: 'in_progress' }) });
    await until(() => asked.length >= 2, 'no look');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    const before = asked.length;
    await new Promise((done) => setTimeout(done, 200)); // time in which sixty looks would have been
    expect(asked.length).to.be.at.most(before + 1); // one may have been under way
    calmDown();
    await new Promise((done) => setTimeout(done, 1_000)); // a wake within a second counts as the same
    const rested = asked.length;
    Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
    expect(asked.length).to.be.at.most(rested + 1);
    await until(() => asked.length === rested + 1, 'no look');
  });

  it('is told to sign in, once, and goes on afterwards with what they waited for', async () => {
    comeBack(back);
    let isIn = false;
    let ended = 0;
    const { portal, world } = kycWorld({ customer: () => (isIn ? newcomer : undefined) });
    portal.addEventListener('vobiz-session-ended', () => (ended += 1));
    await seen('Your session has ended');
    const session = begin(world, { ...order, account_auth_id: newcomer }, 'https://kyc.vobiz.ai');
    open(world, session);
    isIn = true;
    window.dispatchEvent(new Event('online'));
    await seen('Confirming your verification…');
    acceptPan(world, session, 'individual', 'SBXPR0000A');
    complete(world, session);
    await seen('You are verified');
    expect(ended).to.equal(1);
  });

  it('has the focus on the headline when what they pressed is gone', async () => {
    comeBack(back);
    let said: object = { status: 'in_progress' };
    kycWorld({ between: saying(() => said) });
    const check = await press('Check now');
    await until(() => focused() === check, 'no focus');
    said = { verified: true };
    check.click();
    await seen('You are verified');
    expect(focused()).to.equal(find('h2'));
    expect([...all(document.body)].find((one) => one.matches('.hidden[role=status]'))!.textContent).to.equal(
      'You are verified',
    );
  });
});

describe('a customer who is verified by mail', () => {
  afterEach(tidy);
  const mail = { status: 'email_sent', flow_type: 'email', email_hint: 'm***@example.com', expires_at: soon(7) };

  it('is told where the mail went, until when it works, and whom to ask about the address', async () => {
    const { writes } = kycWorld({ attributes: { flow: 'email' } });
    await press('Email me the link');
    await seen('It went to m***@example.com');
    await seen('The link works until');
    await seen('ask support to correct it');
    await seen(/Send the mail again in (30:00|29:5\d)/);
    expect(writes()).to.deep.equal(['POST /kyc']);
  });

  it('counts down by the clock of the server, on a device whose own is a day wrong', async () => {
    const [resend_at, now] = [soon(1 + 10 / 1440), soon(1)];
    kycWorld({ between: saying({ ...mail, resend_at, now }) });
    await seen(/Send the mail again in (10:00|9:5\d)/);
    const off = mains()[0] as HTMLButtonElement;
    expect(off.getAttribute('aria-disabled')).to.equal('true');
    await seen(/Send the mail again in 9:5[0-8]/);
  });

  it('sends it again when it is time, and says so', async () => {
    let ahead = 0;
    const { world, portal, writes } = kycWorld({
      attributes: { flow: 'email' },
      now: () => new Date(Date.now() + ahead),
      between: (proxy) => async (request) => {
        const answer = await proxy(request);
        if (request.method !== 'GET' || !request.url.endsWith('/kyc') || ahead === 0) return answer;
        return Response.json({ ...((await answer.json()) as object), resend_at: undefined });
      },
    });
    await press('Email me the link');
    await seen('Send the mail again in');
    ahead = 31 * 60_000;
    window.dispatchEvent(new Event('online'));
    await press('Send the mail again');
    await seen('The mail is on its way again');
    expect(world.mails.length).to.equal(2);
    expect(writes()).to.deep.equal(['POST /kyc', 'POST /kyc/resend']);
    await expect(portal).to.be.accessible();
  });

  it('is told that there is a newer link when the mail they want again is of an older one', async () => {
    kycWorld({
      between: (proxy) => {
        const read = saying(mail)(proxy);
        return (request) =>
          request.url.endsWith('/resend') ? Promise.resolve(new Response('{}', { status: 409 })) : read(request);
      },
    });
    await press('Send the mail again');
    await seen('There is a newer link');
  });
});

describe('the link of a verification', () => {
  afterEach(tidy);

  it('is not to be had where the host did not say so', async () => {
    kycWorld({ between: saying({ status: 'link_ready', flow_type: 'redirect' }) });
    await seen('Ready when you are');
    expect(button('Show QR code')).to.equal(undefined);
    expect([...all(document.body)].some((one) => one.matches('.qr, .phone-way vobiz-copy'))).to.equal(false);
  });

  it('is a QR code and a button to copy it where the host said so, and no text', async () => {
    const left = departures();
    const { newest } = kycWorld({ attributes: { 'show-link': '' } });
    await press('Show QR code');
    await until(() => [...all(document.body)].some((one) => one.matches('svg.qr')), 'no code');
    expect(find('svg.qr').getAttribute('aria-label')).to.equal('QR code with your personal link');
    const copy = find<HTMLElementTagNameMap['vobiz-copy']>('.phone-way vobiz-copy');
    expect(copy.value).to.equal(newest().link);
    expect(everything()).not.to.include('kst_');
    expect(left).to.deep.equal([]);
  });

  it('is gone from the page with whoever it was for', async () => {
    let who = newcomer;
    const { portal } = kycWorld({ attributes: { 'show-link': '' }, customer: () => who });
    await press('Show QR code');
    await until(() => [...all(document.body)].some((one) => one.matches('svg.qr')), 'no code');
    who = 'MA_ASHA';
    portal.refresh();
    await seen('You are verified');
    expect([...all(document.body)].some((one) => one.matches('svg.qr'))).to.equal(false);
  });
});

describe('somebody who signs in where somebody else was being verified', () => {
  afterEach(tidy);

  it('goes nowhere, is asked nothing, and hears nothing of it', async () => {
    const left = departures();
    let who = newcomer;
    let go = () => {};
    const door = new Promise<void>((resolve) => (go = resolve));
    const { portal } = kycWorld({
      customer: () => who,
      between: (proxy) => async (request) => {
        const answer = await proxy(request);
        if (request.method === 'POST') await door;
        return answer;
      },
    });
    let heard = 0;
    for (const type of ['redirect', 'changed', 'completed'])
      portal.addEventListener(`vobiz-kyc-${type}`, () => (heard += 1));
    await press('Start verification');
    await seen('Getting your link…');
    who = 'MA_ASHA';
    portal.refresh();
    await seen('You are verified');
    go();
    portal.lang = 'hi'; // by the time the other words are there, the answer is too
    await seen('आपका सत्यापन हो गया है');
    expect(left).to.deep.equal([]);
    expect(heard).to.equal(0);
  });

  it('is not asked whether to start over what is not theirs', async () => {
    let who = newcomer;
    const { world, portal, writes } = kycWorld({ customer: () => who });
    await seen('Verify your identity');
    const session = begin(world, { ...order, account_auth_id: newcomer }, 'https://kyc.vobiz.ai');
    open(world, session);
    window.dispatchEvent(new Event('online'));
    await press('Start over');
    await seen('Start over?');
    who = 'MA_ASHA';
    portal.refresh();
    await gone('Start over?');
    await seen('You are verified');
    expect(writes()).to.deep.equal([]);
    revoke(world, session);
  });
});

describe('a customer who opens the verification outside a portal', () => {
  afterEach(tidy);

  it('is told by the page what is missing', async () => {
    document.body.append(document.createElement('vobiz-kyc-redirect'));
    await seen('<vobiz-kyc-redirect> works inside a portal');
  });

  it('tells the developer of a flow that there is none of', async () => {
    const { element } = kycWorld();
    element.setAttribute('flow', 'fax');
    await seen('<vobiz-kyc-redirect flow="fax"> cannot be used: flow is redirect or email.');
    await seen('Start verification');
  });
});
