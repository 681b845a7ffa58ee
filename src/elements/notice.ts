import { html, nothing } from 'lit';
import type { Strings } from '../strings/en.ts';
import './vobiz-notice.ts';
import type { VobizNotice } from './vobiz-notice.ts';

/** What a notice says beside its heading. */
interface More {
  next: unknown;
  /** Buttons, each with `slot="actions"`. */
  actions?: unknown;
  /** Takes the notice away; without it the notice stays until what it tells of has changed. */
  dismiss?: () => unknown;
}

/** News in place: its tone, what happened, and what comes next. */
export const notice = (
  tone: VobizNotice['tone'],
  heading: string,
  { next, actions, dismiss }: More,
  strings: Strings,
) =>
  html`<vobiz-notice
    tone=${tone}
    heading=${heading}
    dismiss-label=${dismiss ? strings.dismiss : ''}
    @dismiss=${dismiss ?? nothing}
    >${next}${actions}</vobiz-notice
  >`;
