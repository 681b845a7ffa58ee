import { faultNames, type FaultOrder } from './fault-orders.ts';

/** What the control page knows; `requests` are the last 500, without any header. */
export interface DeskState {
  partner: { auth_id: string; auth_token: string };
  accounts: {
    auth_id: string;
    auth_token: string;
    name: string;
    kyc_status: string;
    available_balance: number;
    numbers: number;
  }[];
  clock: string;
  faults: FaultOrder[];
  requests: { at: string; method: string; path: string; status: number | 'dropped' }[];
  mails: object[];
  webhooks: object[];
}

/** The control page: plain HTML with forms, no script. */
export const deskPage = (state: DeskState): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vobiz sandbox</title>
<link rel="stylesheet" href="/__sandbox/desk.css">
</head>
<body>
<main>
<h1>Vobiz sandbox</h1>
<p>A make-believe Vobiz for trying things out. Nothing here is real, the credentials included.</p>
<h2>Credentials</h2>
<p>Partner: <code>${escaped(state.partner.auth_id)}</code> with <code>${escaped(state.partner.auth_token)}</code></p>
${table(
  'Customers',
  ['Account', 'Token', 'Name', 'KYC', 'Balance', 'Numbers'],
  state.accounts.map((one) => [
    one.auth_id,
    one.auth_token,
    one.name,
    one.kyc_status,
    `₹${one.available_balance.toFixed(2)}`,
    one.numbers,
  ]),
)}
<h2>Clock</h2>
<p>It is <time datetime="${escaped(state.clock)}">${escaped(state.clock)}</time> here.</p>
${form('clock', 'Move the clock', field('advance_seconds', 'Seconds to go forward', 'number'))}
${form('clock', 'Set the clock', field('now', 'Date and time, such as 2026-03-25T10:00:00Z'))}
${form('clock', 'Back to the real time', hidden('reset'))}
<h2>Faults</h2>
${table(
  'Faults in force',
  ['Fault', 'Method', 'Path contains', 'Times', 'Status', 'Milliseconds', 'Retry after'],
  state.faults.map((one) => [one.fault, one.method, one.path, one.times, one.status, one.ms, one.retry_after]),
)}
${form(
  'faults',
  'Add the fault',
  `<label>Fault <select name="fault">${faultNames.map((name) => `<option>${name}</option>`).join('')}</select></label>`,
  field('method', 'Method'),
  field('path', 'Path contains'),
  field('times', 'Times', 'number'),
  field('status', 'Status', 'number'),
  field('ms', 'Milliseconds', 'number'),
  field('retry_after', 'Retry after, in seconds', 'number'),
)}
${form('faults', 'Remove all faults', hidden('clear'))}
<h2>World</h2>
${form('sell', 'Sell it to a stranger', field('e164', 'Number, such as +918065354620'))}
${form('reset', 'Start over')}
<h2>Requests</h2>
${table(
  'The last requests, newest first',
  ['At', 'Method', 'Path', 'Status'],
  [...state.requests].reverse().map((one) => [one.at, one.method, one.path, one.status]),
)}
</main>
</body>
</html>
`;

/** How the control page looks. */
export const deskStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 70em; margin: 0 auto; padding: 1em; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: 0.75em; align-items: end; margin: 0.75em 0; }
label { display: grid; }
input, select, button { font: inherit; min-height: 2em; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: bold; }
th, td { text-align: start; padding: 0.25em 0.5em; border-block-end: 1px solid GrayText; }
`;

type Cell = string | number | undefined;

function table(caption: string, columns: string[], rows: Cell[][]): string {
  if (rows.length === 0) return `<p>${caption}: none.</p>`;
  const head = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(String(cell ?? ''))}</td>`).join('')}</tr>`);
  return `<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

const form = (path: string, button: string, ...fields: string[]) =>
  `<form method="post" action="/__sandbox/${path}">${fields.join('')}<button>${button}</button></form>`;

const field = (name: string, label: string, type = 'text') =>
  `<label>${label} <input name="${name}" type="${type}" autocomplete="off"></label>`;

const hidden = (name: string) => `<input type="hidden" name="${name}" value="true">`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
