import { deskFrame, form, hidden, table } from './desk-parts.ts';
import type { DeskState } from './desk-state.ts';
import { markup, type Markup } from './markup.ts';

/** What the control page says about identity checks: sessions, mails, events. */
export const kycSections = ({ kyc_sessions, mails, webhooks, sign_webhooks }: DeskState): Markup => markup`<h2>KYC</h2>
${table(
  'Sessions, newest first',
  ['Session', 'Account', 'Flow', 'Status', 'Type', 'Begun', 'Expires'],
  kyc_sessions
    .toReversed()
    .map((one) => [
      one.id,
      one.account_auth_id,
      one.flow_type,
      one.expired ? `${one.status}, expired` : one.status,
      one.kyc_type ?? '',
      one.created_at,
      one.expires_at,
    ]),
)}
${table(
  'Mails, newest first',
  ['At', 'To', 'Subject'],
  mails
    .toReversed()
    .map(({ id, at, to, subject }) => [at, to, markup`<a href="/__sandbox/mails/${id}">${subject}</a>`]),
)}
${table(
  'Events, newest first',
  ['Event', 'Session', 'To', 'State', 'Attempts', 'Next', 'Again'],
  webhooks
    .toReversed()
    .map((one) => [
      one.event,
      one.session_id,
      one.url,
      one.note ? `${one.state}: ${one.note}` : one.state,
      one.attempts.map(({ at, status, error }) => markup`${at} ${status ?? error}<br>`),
      one.next_at ?? '',
      one.state !== 'not-sent' && form('deliver', 'Deliver now', hidden('id', one.id)),
    ]),
)}
${webhooks.some(({ state }) => state === 'waiting') && form('deliver', 'Deliver all that waits')}
<p>Events are ${sign_webhooks ? 'signed' : 'not signed'}.</p>
${form('webhooks', sign_webhooks ? 'Leave them unsigned' : 'Sign them', hidden('sign', String(!sign_webhooks)))}`;

/** A mail as its reader would see it. */
export const mailPage = ({ at, from, to, subject, text, link }: DeskState['mails'][number]): Markup =>
  deskFrame(
    subject,
    markup`<p><a href="/__sandbox">Back to the desk</a></p>
<article class="letter">
<h1>${subject}</h1>
<p>From ${from} to ${to}, ${at}</p>
<p>${text}</p>
<a href="${link}" rel="noreferrer">Verify your identity</a>
</article>
<p>This mail went nowhere but here.</p>`,
  );
