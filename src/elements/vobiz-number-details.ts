import { initialState } from '@lit/task';
import { LitElement, css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { NumberHealth, PhoneNumber } from '../contract/number.ts';
import { Read } from '../controllers/read.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPhone, nationalPhone } from '../format/phone.ts';
import { enoughCalls, judge } from '../telephony/number-health.ts';
import { base, controls } from './controls.ts';
import { faces } from './faces.ts';
import type { Portal } from './portal.ts';
import { rows } from './rows.ts';
import './vobiz-copy.ts';

const tones = { good: 'success', watch: 'warning', bad: 'danger' } as const;

/** More about one number: how it is written, and how its calls have fared. Private to the portal. */
export class VobizNumberDetails extends LitElement {
  @property({ attribute: false }) portal!: Portal;
  @property({ attribute: false }) number!: PhoneNumber;

  private readonly health = new Read(this, {
    args: () =>
      [this.portal.client, this.number.e164, this.portal.revision, this.portal.may('getNumberHealth')] as const,
    task: ([client, e164, , may], { signal }): Promise<NumberHealth> | typeof initialState =>
      may ? client.getNumberHealth(e164, signal) : initialState,
  });

  override render() {
    const { strings, may } = this.portal;
    const { e164, region } = this.number;
    const forms = new Set([formatPhone(e164, region), nationalPhone(e164, region)]);
    return html`
      <div class="copies">
        ${[...forms].map(
          (form) => html`<vobiz-copy .value=${form} .label=${strings.copy(form)} .strings=${strings}></vobiz-copy>`,
        )}
      </div>
      ${may('getNumberHealth') ? faces(this.health, this.portal, (health) => this.renderHealth(health)) : nothing}
    `;
  }

  private renderHealth({ is_spam, summary = {} }: NumberHealth) {
    const { strings } = this.portal;
    const words = strings.list.health;
    const { total_calls: calls, answered_calls: answered, avg_duration: length, period_days: days = 30 } = summary;
    const rate = calls && answered !== undefined ? (100 * answered) / calls : undefined;
    const verdict = calls && rate !== undefined ? judge(calls, rate) : undefined;
    const figures: [string, string][] = [
      [words.calls, calls?.toLocaleString('en-IN') ?? strings.unknownValue],
      [words.rate, rate === undefined ? strings.unknownValue : `${Math.round(rate)} %`],
      [words.length, length ? formatDuration(length) : strings.unknownValue],
    ];
    return html`
      <h3>
        ${words.title(days)} ${verdict ? html`<span class="badge ${tones[verdict]}">${words[verdict]}</span>` : nothing}
      </h3>
      ${is_spam ? html`<p class="spam">${words.spam}</p>` : nothing}
      ${
        calls
          ? html`<dl>
              ${figures.map(
                ([name, figure]) =>
                  html`<div>
                    <dt class="muted small">${name}</dt>
                    <dd>${figure}</dd>
                  </div>`,
              )}
            </dl>`
          : nothing
      }
      ${verdict ? nothing : html`<p class="muted small">${calls ? words.few(enoughCalls) : words.none}</p>`}
    `;
  }

  static override styles = [
    base,
    controls,
    rows,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .copies {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-inline-start: -10px;
      }
      h3 {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 0;
        font-size: 14px;
        font-weight: 600;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 32px;
      }
      dd {
        font-size: 16px;
        font-variant-numeric: tabular-nums;
      }
      .spam {
        color: var(--_danger);
        font-weight: 550;
      }
      .loading {
        min-block-size: 60px;
      }
    `,
  ];
}

if (!customElements.get('vobiz-number-details')) customElements.define('vobiz-number-details', VobizNumberDetails);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-number-details': VobizNumberDetails;
  }
}
