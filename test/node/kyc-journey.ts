import assert from 'node:assert/strict';
import { createPartner } from '../../src/server/index.ts';
import { createWorld, deliverDue, createSandbox, sandboxPartner } from '../../src/sandbox/index.ts';
import { isPending } from '../../src/sandbox/kyc/delivery.ts';
import type { KycNews, KycOptions } from '../../src/server/kyc/options.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { host, testClock } from './proxy-ask.ts';
import { visitPage } from './kyc-visitor.ts';

export const kyc_origin = 'http://localhost:4010';
export const redirect_url = 'http://localhost:5173/verified?from=portal';
export const webhook_url = 'http://localhost:5173/vobiz/kyc/webhook';

/** What a person or a company types into the sandbox's pages to be verified. */
export const asha = { pan: 'SBXPR0000A', birth_date: '1990-01-15' };
export const acme = { pan: 'SBXCA0000A', name: 'Acme Technologies Pvt. Ltd.' };

type Visitor = Awaited<ReturnType<typeof visitPage>>;

/**
 * A proxy in front of the sandbox, whose webhooks arrive at that proxy while `posts` is not switched off, and a customer who
 * walks through the hosted pages.
 */
export function journey({
  kyc = {},
  posts = true,
  sign_webhooks = false,
  skew = 0,
}: { kyc?: Partial<KycOptions>; posts?: boolean; sign_webhooks?: boolean; skew?: number } = {}) {
  const clock = testClock();
  const received: number[] = [];
  const network = { posts };
  const world = createWorld({
    // A service whose clock is ahead of this machine's, or behind it.
    now: () => new Date(clock.now() + skew),
    kyc_origin,
    sign_webhooks,
    fetch: async (url, init) => {
      if (!network.posts) throw new TypeError('fetch failed');
      const response = await all.proxy(new Request(url, init));
      received.push(response.status);
      return response;
    },
  });
  world.accounts.get('MA_ASHA')!.kyc_status = 'pending';
  world.accounts.get('MA_NILA')!.kyc_status = 'pending';
  const sandbox: Handler = createSandbox({ world });
  const told: [hook: string, news: KycNews][] = [];
  const telling = (hook: string) => (news: KycNews) => void told.push([hook, news]);
  const all = host({
    service: sandbox,
    clock,
    kyc: {
      redirect_url,
      webhook_url,
      allowed_origins: [kyc_origin],
      onVerified: telling('onVerified'),
      onFailed: telling('onFailed'),
      onRevoked: telling('onRevoked'),
      ...kyc,
    },
  });
  const visit = (address: string) => visitPage(address, (url, init) => sandbox(new Request(url, init)));
  const start = async (flow_type = 'redirect', said = {}) => all.ask('POST /kyc', { body: { flow_type }, ...said });
  /** What the portal would show now. */
  const state = async (as = 'MA_ASHA') => {
    const { status, body } = await all.ask('GET /kyc', { as });
    assert.equal(status, 200);
    return body;
  };

  return {
    ...all,
    clock,
    world,
    network,
    /** How the proxy answered each webhook. */
    received,
    told,
    visit,
    start,
    state,
    partner: createPartner({ ...sandboxPartner, fetch: sandbox }),
    newest: () => [...world.kycSessions.values()].at(-1)!,
    /** Waits until every event that is due has been tried. */
    posted: () => deliverDue(world),
    pending: () => world.deliveries.filter(isPending),
    /** Starts in the portal and opens the page, as the browser does. */
    open: async (): Promise<Visitor> => visit((await start()).body.widget_url as string),
  };
}

/** Goes through the whole of it as a person, from the first page. */
export async function verifyPerson(visitor: Visitor): Promise<void> {
  await visitor.follow('Continue as a person');
  await visitor.press('Continue', asha);
  await visitor.press('Allow', { code: '123456' });
  assert.equal(visitor.heading(), 'You are verified');
}
