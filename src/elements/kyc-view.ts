import { html, nothing } from 'lit';
import type { Kyc } from '../contract/kyc.ts';
import { isLive, type Flow, type Verification } from '../controllers/verification.ts';
import { formatDate, formatDateTime, formatRemaining, zoneName } from '../format/date.ts';
import type { Strings } from '../strings/en.ts';
import { kycPrepare } from './kyc-prepare.ts';
import { reasonOf, type Stage } from './kyc-stage.ts';
import { kycTimeline } from './kyc-timeline.ts';
import type { Portal } from './portal.ts';

/** What the face of a verification is drawn from. */
export interface KycView {
  portal: Portal;
  kyc: Kyc;
  stage: Stage;
  /** How the host wants new verifications to begin. */
  flow: Flow;
  verification?: Verification;
  /** Whether the browser is on its way to the verification page. */
  leaving: boolean;
  /** Seconds until a mail can be sent again. */
  pause: number;
  /** How long a result has been waited for. */
  wait: '' | 'long' | 'over';
  news: unknown;
  /** The way on by phone, where there is one. */
  phone: unknown;
  onStart: (flow: Flow) => unknown;
  onResend: () => unknown;
  onRestart: () => unknown;
  onCheck: () => unknown;
}

interface Main {
  label: string;
  act: () => unknown;
  off: boolean;
}

// Before somebody leaves for the page they may want to look for their papers.
const before: Stage[] = ['none', 'link_ready', 'email_sent', 'failed', 'expired', 'revoked'];
const byMail = ({ kyc, stage }: KycView) => stage === 'email_sent' || (stage === 'begun' && kyc.flow_type === 'email');

/** Headline, lead and what it is like, of a stage. */
export function headline({ kyc, stage, portal }: Pick<KycView, 'kyc' | 'stage' | 'portal'>) {
  const { titles, reasons } = portal.strings.kyc;
  const reason = stage === 'failed' ? reasons[reasonOf(kyc)] : undefined;
  return { title: reason?.title ?? titles[stage], reason };
}

function lead(view: KycView): string {
  const { kyc, stage, portal, wait, flow } = view;
  const { next, to, verifiedOn } = portal.strings.kyc;
  const { reason } = headline(view);
  if (stage === 'none') return flow === 'email' ? next.noneEmail : next.none;
  if (stage === 'email_sent') return [kyc.email_hint && to(kyc.email_hint), next.email_sent].filter(Boolean).join(' ');
  if (stage === 'failed') return reason?.next ?? next.failed;
  if (stage === 'unknown') return next.unknown(kyc.status ?? portal.strings.unknownValue);
  if (stage === 'confirming')
    return wait === 'over' ? next.confirmingOver : wait === 'long' ? next.confirmingLong : next.confirming;
  if (stage === 'completed') {
    const on = kyc.completed_at && verifiedOn(formatDate(kyc.completed_at, portal.timeZone, portal.lang));
    return [on, next.completed].filter(Boolean).join(' ');
  }
  if (stage !== 'begun') return next[stage];
  const left = { company: next.gstin, individual: next.aadhaar }[kyc.kyc_type ?? ''] ?? next.either;
  const now = kyc.completed_steps?.includes('pan') ? left : next.opened;
  return byMail(view) ? `${now} ${next.resume}` : now;
}

/** The one main button of a stage; none where the customer may not, or where there is nothing to do. */
function main(view: KycView): Main | undefined {
  const { portal, stage, flow, verification, leaving, pause, onStart, onResend, onCheck } = view;
  const { strings, may } = portal;
  const words = strings.kyc;
  const busy = leaving || (verification?.busy ?? false);
  const under = (label: string) =>
    leaving ? words.leaving : verification?.starting.busy ? words.starting : verification?.revoking.busy ? words.restarting : label; // prettier-ignore
  const start = (label: string, how: Flow) =>
    may('startKyc') ? { label: under(label), act: () => onStart(how), off: busy } : undefined;

  if (stage === 'completed') return undefined;
  if (stage === 'confirming') return { label: words.check, act: onCheck, off: false };
  if (stage === 'unknown') return { label: words.refresh, act: onCheck, off: false };
  if (byMail(view)) {
    if (!may('resendKyc')) return undefined;
    const resend = pause > 0 ? words.resendIn(formatRemaining(pause)) : words.resend;
    const label = verification?.resending.busy ? words.resending : under(resend);
    return { label, act: onResend, off: busy || pause > 0 };
  }
  if (stage === 'link_ready' || stage === 'begun') return start(words.continue, 'redirect');
  if (stage === 'none') return start(flow === 'email' ? words.startEmail : words.start, flow);
  if (stage === 'failed') return start(words.again, flow);
  return start(flow === 'email' ? words.newLinkEmail : words.newLink, flow);
}

/** The quiet button beside it: starting over, or going on though a result is awaited. */
function other(view: KycView): Main | undefined {
  const { portal, stage, kyc, verification, leaving, onRestart, onStart } = view;
  const { strings, may } = portal;
  const off = leaving || (verification?.busy ?? false);
  if (!isLive(kyc) || !may('startKyc')) return undefined;
  if (stage === 'confirming')
    return kyc.flow_type === 'email' ? undefined : { label: strings.kyc.continue, act: () => onStart('redirect'), off };
  const isFresh = stage === 'link_ready' && kyc.can_continue;
  return may('revokeKyc') && !isFresh ? { label: strings.kyc.restart, act: onRestart, off } : undefined;
}

const button = (one: Main | undefined, look: string) =>
  one
    ? html`<button class=${look} aria-disabled=${one.off} @click=${() => one.off || one.act()}>
        <span aria-live="off">${one.label}</span>
      </button>`
    : nothing;

const secure = ({ portal, flow }: KycView, { kyc }: Strings) => {
  const [origin] = portal.session?.kyc_origins ?? [];
  const host = origin && URL.canParse(origin) ? new URL(origin).host : undefined;
  return flow === 'redirect' && host ? html`<p class="muted small">${kyc.secure(host)}</p>` : nothing;
};

/** The face of a verification: where it is, what to do next, and the whole way. */
export function kycView(view: KycView) {
  const { portal, kyc, stage } = view;
  const { strings, timeZone, lang } = portal;
  const words = strings.kyc;
  const until = isLive(kyc) && stage !== 'confirming' ? kyc.expires_at : undefined;
  return html`
    <div class="frame" part="frame">
      <div class="here">
        <span class="mark ${stage}" aria-hidden="true"></span>
        <h2 tabindex="-1" data-focus-home>${headline(view).title}</h2>
        <p class="lead">${lead(view)}</p>
        ${view.news}
        <div class="actions">
          ${stage === 'completed' ? html`<slot name="completed"></slot>` : nothing} ${button(main(view), 'primary')}
          ${button(other(view), 'plain')}
        </div>
        ${until ? html`<p class="muted small">${words.until(`${formatDateTime(until, timeZone, lang)} ${zoneName(timeZone, until)}`)}</p>` : nothing}
        ${byMail(view) ? html`<p class="muted small">${words.wrongEmail}</p>` : nothing}
        ${before.includes(stage) && !byMail(view) ? secure(view, strings) : nothing}
      </div>
      ${kycTimeline(kyc, stage, portal)} ${view.phone} ${before.includes(stage) ? kycPrepare(strings) : nothing}
    </div>
  `;
}
