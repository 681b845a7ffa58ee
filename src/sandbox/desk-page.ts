import { deskFrame, field, form, hidden, table } from './desk-parts.ts';
import { kycSections } from './desk-kyc.ts';
import type { DeskState } from './desk-state.ts';
import { faultNames } from './fault-orders.ts';
import { markup, type Markup } from './markup.ts';

/** The control page: plain HTML with forms, no script. */
export const deskPage = (state: DeskState): Markup =>
  deskFrame(
    'Vobiz sandbox',
    markup`<h1>Vobiz sandbox</h1>
<p>A make-believe Vobiz for trying things out. Nothing here is real, the credentials included.</p>
<h2>Credentials</h2>
<p>Partner: <code>${state.partner.auth_id}</code> with <code>${state.partner.auth_token}</code></p>
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
<p>It is <time datetime="${state.clock}">${state.clock}</time> here.</p>
${form('clock', 'Move the clock', field('advance_seconds', 'Seconds to go forward', 'number'))}
${form('clock', 'Set the clock', field('now', 'Date and time, such as 2026-03-25T10:00:00Z'))}
${form('clock', 'Back to the real time', hidden('reset'))}
${kycSections(state)}
<h2>Faults</h2>
${table(
  'Faults in force',
  ['Fault', 'Method', 'Path contains', 'Times', 'Status', 'Milliseconds', 'Retry after'],
  state.faults.map((one) => [one.fault, one.method, one.path, one.times, one.status, one.ms, one.retry_after]),
)}
${form(
  'faults',
  'Add the fault',
  markup`<label>Fault <select name="fault">${faultNames.map((name) => markup`<option>${name}</option>`)}</select></label>`,
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
)}`,
  );
