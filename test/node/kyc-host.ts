import { memoryStore, type ProxyOptions, type Store } from '../../src/server/index.ts';
import type { KycNews, KycOptions } from '../../src/server/kyc/options.ts';
import { heard, host, testClock, type TestClock } from './proxy-ask.ts';
import { kycService, partner, webhookBody, type Session } from './kyc-service.ts';

export const redirect_url = 'https://signup.example/verified';
export const webhook_url = 'https://signup.example/vobiz/kyc/webhook';

/** A host whose customers are verified, in front of a service that does so. */
export function kycHost(
  options: Partial<ProxyOptions> & {
    clock?: TestClock;
    vobiz?: ReturnType<typeof kycService>;
    kyc?: Partial<KycOptions>;
    store?: Store;
  } = {},
) {
  const { clock = testClock(), kyc, vobiz: given, ...more } = options;
  const vobiz = given ?? kycService({ now: () => clock.now() });
  const store = options.store ?? memoryStore({ now: () => clock.now() });
  const told: [string, KycNews][] = [];
  const hooks = {
    onVerified: (news: KycNews) => void told.push(['onVerified', news]),
    onFailed: (news: KycNews) => void told.push(['onFailed', news]),
    onRevoked: (news: KycNews) => void told.push(['onRevoked', news]),
  };
  const all = host({
    partner,
    service: (request) => vobiz.handler(request),
    ...more,
    clock,
    store,
    kyc: { redirect_url, webhook_url, ...hooks, ...kyc },
  });
  /** Posts a webhook, as the service or somebody else would. */
  const hook = async (body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const usual = { 'Content-Type': 'application/json', ...headers };
    return heard(await all.proxy(new Request(webhook_url, { method: 'POST', headers: usual, body: text as string })));
  };
  const deliver = (session: Session, event: string) => hook(webhookBody(session, event));
  const start = (flow_type = 'redirect', said = {}) => all.ask('POST /kyc', { body: { flow_type }, ...said });
  /** The requests that went to the service, as `'GET /kyc-sessions'`. */
  const asked = () =>
    all.sent.map(({ method, url }) => `${method} ${new URL(url).pathname.replace('/api/v1/partner', '')}`);
  return { ...all, clock, vobiz, store, told, hook, deliver, start, asked, hooks };
}
