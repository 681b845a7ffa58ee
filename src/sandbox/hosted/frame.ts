import type { Trial } from '../kyc/trials.ts';
import { markup, type Markup, type Part } from '../markup.ts';
import { inWords, pathOf, type Entry, type Visit } from './visit.ts';

/** A page of the verification, without what is around it. */
export interface Page {
  title: string;
  status?: number;
  main: Markup;
  /** Which step this is, for the line above; pages outside the steps have none. */
  step?: number;
  /** The made-up inputs of this step. */
  trials?: { heading: string; list: readonly Pick<Trial, 'input' | 'says'>[] }[];
}

/** A page with what is around it; without a visit there is no session to speak of. */
export const framed = ({ title, main, step, trials }: Page, visit?: Visit): Markup => markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Vobiz sandbox</title>
<link rel="icon" href="/kyc/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/kyc/style.css">
</head>
<body>
<header>
<p class="brand"><img src="/kyc/icon.svg" alt="" width="28" height="28"> Vobiz <span>identity verification</span></p>
<p class="pill">Sandbox</p>
<p class="warning"><strong>This is a sandbox.</strong> Nothing is checked with anyone. Never type a real PAN, Aadhaar, GSTIN or date of birth here.</p>
</header>
<div class="columns">
<main>
${step !== undefined && visit && steps(step, visit)}
<div class="card">
${main}
</div>
${visit && step !== undefined && step < 2 && footer(visit)}
</main>
${trials && inputs(trials)}
</div>
</body>
</html>
`;

function steps(current: number, { session }: Visit): Markup {
  const second = session.kyc_type === null ? 'Aadhaar or GSTIN' : session.kyc_type === 'company' ? 'GSTIN' : 'Aadhaar';
  const list = ['PAN', second, 'Verified'].map((name, index) => {
    const done = index < current || current === 2;
    const here = index === current && !done;
    return markup`<li class="${done ? 'done' : here ? 'here' : 'ahead'}"${here && markup` aria-current="step"`}><span class="dot">${done ? tick : index + 1}</span> ${name}${done && markup`<span class="unseen"> (done)</span>`}</li>`;
  });
  return markup`<ol class="steps" aria-label="Steps">${list}</ol>`;
}

const footer = ({ session }: Visit): Markup =>
  markup`<p class="foot">This link works until ${inWords(session.expires_at)}. <a href="${pathOf('leave', session)}">Stop for now</a></p>`;

function inputs(trials: NonNullable<Page['trials']>): Markup {
  const tables = trials.map(({ heading, list }) => {
    const rows = list.map(
      ({ input, says }) => markup`<tr><th scope="row"><code>${input}</code></th><td>${says}</td></tr>`,
    );
    return markup`<table><caption>${heading}</caption><thead class="unseen"><tr><th scope="col">Type</th><th scope="col">What happens</th></tr></thead><tbody>${rows}</tbody></table>`;
  });
  return markup`<aside aria-labelledby="trials"><h2 id="trials">Test inputs</h2><p>Only these work here. They belong to nobody.</p>${tables}</aside>`;
}

/** A form that goes to one of the session's addresses. */
export const form = (action: string, { session }: Visit, ...parts: Part[]): Markup =>
  markup`<form method="post" action="/kyc/${action}" novalidate autocomplete="off"><input type="hidden" name="token" value="${session.token}">${parts}</form>`;

/** A field with its label, its hint, and what is wrong with it. */
export function field(
  name: string,
  label: string,
  hint: string,
  attributes: Markup,
  { values, faults }: Entry,
): Markup {
  const fault = faults?.[name];
  return markup`<div class="field${fault ? ' wrong' : ''}">
<label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${hint}</p>
${fault && markup`<p class="fault" id="${name}-fault"><span class="unseen">Error: </span>${fault}</p>`}
<input id="${name}" name="${name}" value="${values?.[name] ?? ''}" required ${attributes} aria-describedby="${name}-hint${fault ? ` ${name}-fault` : ''}"${fault && markup` aria-invalid="true"`}>
</div>`;
}

/** What went wrong, said first: the whole, and a way to each field that is meant. */
export function alerts({ faults, notice }: Entry): Markup | undefined {
  if (notice) return markup`<div class="alert" role="alert"><h2>${notice.title}</h2><p>${notice.advice}</p></div>`;
  const entries = Object.entries(faults ?? {});
  if (entries.length === 0) return undefined;
  const list = entries.map(([name, fault]) => markup`<li><a href="#${name}">${fault}</a></li>`);
  return markup`<div class="alert" role="alert"><h2>Please check what you entered</h2><ul>${list}</ul></div>`;
}

/** The title of a page on which something is wrong begins with that. */
export const titleOf = (title: string, { faults, notice }: Entry): string =>
  faults || notice ? `Error: ${title}` : title;

const tick = markup`<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M3 8.5 6.5 12 13 4.5" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
