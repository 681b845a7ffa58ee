import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import { VobizError } from '../client/error.ts';
import { readKycAddress } from '../contract/kyc-address.ts';
import type { Kyc } from '../contract/kyc.ts';
import { Action } from './action.ts';

/** How a customer gets to the verification page: by a click here, or by a link in a mail. */
export type Flow = 'redirect' | 'email';

/** A verification that was begun or gone on with. */
interface Started {
  /** The address of its page, checked; absent in the e-mail flow, and when the answer was lost. A secret. */
  link?: string;
}

const live = ['link_ready', 'email_sent', 'opened', 'in_progress'];

/** Whether a verification is under way. */
export const isLive = ({ status, verified }: Kyc) => !verified && live.includes(status ?? '');

/** What a customer does about their verification: each written once, followed to its end, and told as it is. */
export class Verification {
  readonly starting: Action<[flow: Flow], Started>;
  /** With the moment at which it could be sent, by which a mail that was sent after all is known. */
  readonly resending: Action<[resend_at: string | undefined], Kyc>;
  readonly revoking: Action<[], true>;
  private readonly client: Client;
  private ended = false;

  /** With a client of its own: whoever signs in later has nothing to do with it. */
  constructor(host: ReactiveControllerHost, client: Client) {
    this.client = client;
    this.starting = new Action(
      host,
      (intent, flow) => this.start(flow, intent),
      async (signal, flow) => {
        const kyc = await client.getKyc(signal);
        return kyc.verified || (isLive(kyc) && kyc.flow_type === flow) ? {} : undefined;
      },
    );
    this.resending = new Action<[resend_at: string | undefined], Kyc>(
      host,
      (intent) => client.resendKyc(intent),
      async (signal, before) => {
        const kyc = await client.getKyc(signal);
        return before && kyc.resend_at && kyc.resend_at > before ? kyc : undefined;
      },
    );
    this.revoking = new Action<[], true>(
      host,
      async (intent) => {
        await client.revokeKyc({}, intent);
        return true;
      },
      async (signal) => (isLive(await client.getKyc(signal)) ? undefined : true),
    );
  }

  private get actions() {
    return [this.starting, this.revoking, this.resending];
  }

  /** Whether something else has to wait. */
  get busy() {
    return this.actions.some(({ busy }) => busy);
  }

  /** The write that something has to be said about. */
  get troubled() {
    return this.actions.find(({ status }) => ['looking', 'failed', 'open', 'unknown'].includes(status));
  }

  /** Ends it without a word, because whoever wanted it is gone: what comes of it is told to nobody. */
  end() {
    this.ended = true;
    for (const action of this.actions) action.end();
  }

  /** Forgets what came of it, once that was read. */
  forget() {
    for (const action of this.actions) action.dismiss();
  }

  /** Begins or goes on; answers the link, if there is one. `mayEnd` is asked where that would end one begun elsewhere. */
  async begin(flow: Flow, mayEnd: () => Promise<boolean>): Promise<string | undefined> {
    if (this.busy) return undefined;
    this.forget();
    const started = await this.starting.run(flow);
    const code = this.starting.error?.code;
    if (code === 'already-verified' || code === 'kyc-live') this.forget();
    if (this.ended) return undefined;
    return code === 'kyc-live' ? this.beginAnew(flow, mayEnd) : started?.link;
  }

  /** Ends the one that is under way, if `mayEnd` says yes, and begins another; answers its link, if there is one. */
  async beginAnew(flow: Flow, mayEnd: () => Promise<boolean>): Promise<string | undefined> {
    if (this.busy || !(await mayEnd()) || this.ended) return undefined;
    this.forget();
    const isOver = (await this.revoking.run()) ?? this.revoking.error?.code === 'kyc-none';
    if (!isOver || this.ended) return undefined;
    this.forget();
    const started = await this.starting.run(flow);
    return this.ended ? undefined : started?.link;
  }

  /** Sends the mail again; `replaced` when another verification has taken its place. */
  async resend(resend_at: string | undefined): Promise<'resent' | 'replaced' | undefined> {
    if (this.busy) return undefined;
    this.forget();
    if (await this.resending.run(resend_at)) return 'resent';
    const kind = this.resending.error?.kind;
    const isReplaced = kind === 'conflict' || kind === 'missing';
    // Too early by the service's own clock: what is read next says until when.
    if (isReplaced || kind === 'wait') this.forget();
    return isReplaced ? 'replaced' : undefined;
  }

  private async start(flow_type: Flow, intent: { key: string }): Promise<Started> {
    // Asked for before the write, so that no link is lost because of it.
    const origins = flow_type === 'redirect' ? await this.origins() : [];
    const { widget_url } = await this.client.startKyc({ flow_type }, intent);
    if (flow_type === 'email') return {};
    const link = readKycAddress(widget_url, origins);
    if (!link) throw new VobizError({ status: 200, kind: 'server', code: 'kyc-address-not-allowed' });
    return { link };
  }

  private async origins(): Promise<readonly string[]> {
    const { kyc_origins } = await this.client.getSession();
    return kyc_origins ?? ['https://kyc.vobiz.ai'];
  }
}
