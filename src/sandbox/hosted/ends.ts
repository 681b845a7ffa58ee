import { failures } from '../kyc/failure.ts';
import { markup, type Markup } from '../markup.ts';
import type { Page } from './frame.ts';
import { hostOf, inWords, pathOf, type Visit } from './visit.ts';

/** Everything is verified. */
export function donePage(visit: Visit): Page {
  const { session } = visit;
  const { pan_registered_name: name, pan_number: pan, masked_aadhaar: aadhaar } = session.verified_data!;
  const row = (label: string, value: string) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  return {
    title: 'You are verified',
    step: 2,
    main: markup`${mark('good')}<h1>You are verified</h1>
<dl>
${name && row('Name', name)}
${pan && row('PAN', `${pan.slice(0, 3)}xx${pan.slice(5, 9)}x`)}
${aadhaar && row('Aadhaar', `•••• •••• ${aadhaar}`)}
${session.kyc_type === 'company' && row('GSTIN', 'active')}
${row('Verified on', inWords(session.completed_at!))}
</dl>
${wayBack(visit, 'Return to')}`,
  };
}

/** A document was not right, and the session is over. */
export function failedPage(visit: Visit): Page {
  const { title, advice } = failures[visit.session.failure!];
  return {
    title,
    main: markup`${mark('bad')}<h1>${title}</h1>
<p>${advice}</p>
<p>This verification has ended. To start again, ask ${visit.world.partner.name} for a new link.</p>
${wayBack(visit, 'Return to')}`,
  };
}

/** A link that was replaced or taken back. */
export const revokedPage = (visit: Visit): Page => ({
  title: 'This link was replaced or cancelled',
  status: 410,
  main: markup`${mark('wait')}<h1>This link was replaced or cancelled</h1>
<p>If you got a newer link, use that one. Otherwise ask ${visit.world.partner.name} for it.</p>
${wayBack(visit, 'Return to')}`,
});

/** A link that ran out. */
export const expiredPage = (visit: Visit): Page => ({
  title: 'This link has expired',
  status: 410,
  main: markup`${mark('wait')}<h1>This link has expired</h1>
<p>It worked until ${inWords(visit.session.expires_at)}. Ask ${visit.world.partner.name} for a new one.</p>
${wayBack(visit, 'Return to')}`,
});

/** A token that no session has. */
export const unknownPage = (): Page => ({
  title: 'This link is not valid',
  status: 404,
  main: markup`${mark('wait')}<h1>This link is not valid</h1>
<p>Check that you opened the whole link, to its last character. Or ask whoever sent it for a new one.</p>`,
});

/** A form that did not come from these pages. */
export const refusedPage = (): Page => ({
  title: 'This form can’t be used from there',
  status: 403,
  main: markup`${mark('wait')}<h1>This form can’t be used from there</h1>
<p>Open the link that you were given, and go on from its own pages.</p>`,
});

/** Stopping for now loses nothing. */
export const leavePage = (visit: Visit): Page => ({
  title: 'Stop for now?',
  main: markup`<h1>Stop for now?</h1>
<p>${visit.session.status === 'in_progress' ? 'Your PAN stays verified.' : 'Nothing is lost.'} You can go on with the same link until ${inWords(visit.session.expires_at)}.</p>
<div class="actions"><a class="button" href="${pathOf('verify', visit.session)}">Continue verification</a></div>
${wayBack(visit, 'Stop and return to', 'quiet')}`,
});

function wayBack({ session }: Visit, words: string, look = ''): Markup {
  const host = hostOf(session);
  if (!host) return markup`<p>You can close this page now.</p>`;
  return markup`<div class="actions"><a class="button ${look}" href="${pathOf('return', session)}">${words} ${host}</a></div>`;
}

const shapes = {
  good: markup`<path d="M14 24.5 21 31.5 34 17.5"/>`,
  bad: markup`<path d="M24 14v13M24 33.5v.5"/>`,
  wait: markup`<path d="M24 14v10l7 5"/>`,
};

const mark = (kind: keyof typeof shapes) =>
  markup`<svg class="mark ${kind}" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true"><circle cx="24" cy="24" r="23"/>${shapes[kind]}</svg>`;
