import { css } from 'lit';

/** How a verification is laid out, from 280 px up: where it is, the way beside or below it, and what to have ready. */
export const kycStyles = css`
  .frame {
    display: grid;
    grid-template: 'here way' auto 'phone way' auto 'prepare prepare' auto / minmax(0, 1fr) 264px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }
  .here {
    grid-area: here;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    align-content: start;
    justify-items: start;
    padding: 32px;
  }
  .here > vobiz-notice,
  .here > vobiz-failure {
    justify-self: stretch;
  }
  .lead {
    max-inline-size: 56ch;
    color: var(--_muted);
    font-size: 15px;
    text-wrap: pretty;
  }
  .here .small {
    max-inline-size: 60ch;
    text-wrap: pretty;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 8px 4px;
  }
  .actions button {
    min-block-size: 40px;
    font-variant-numeric: tabular-nums;
  }
  .mark {
    position: relative;
    inline-size: 40px;
    block-size: 40px;
    margin-block-end: 4px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }
  .mark::before {
    content: '';
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: currentColor;
  }
  .mark.completed,
  .mark.confirming,
  .mark.begun {
    background: var(--_success-soft);
    color: var(--_success);
  }
  .mark.confirming,
  .mark.begun {
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }
  .mark.completed::before {
    inline-size: 16px;
    block-size: 8px;
    translate: 0 -2px;
    rotate: -45deg;
    border: 2.5px solid currentColor;
    border-block-start: 0;
    border-inline-end: 0;
    border-radius: 0;
    background: none;
  }
  .mark:is(.confirming, .begun)::before {
    inline-size: 18px;
    block-size: 18px;
    border: 2.5px solid color-mix(in oklab, currentColor, #0000 75%);
    border-block-start-color: currentColor;
    background: none;
  }
  .mark.confirming::before {
    animation: turn 1.2s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .mark.failed {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .mark:is(.expired, .revoked) {
    background: var(--_warning-soft);
    color: var(--_warning);
  }
  .mark:is(.failed, .expired, .revoked)::before {
    inline-size: 3px;
    block-size: 10px;
    border-radius: 2px;
    translate: 0 -3px;
  }
  .mark:is(.failed, .expired, .revoked)::after {
    content: '';
    position: absolute;
    inset: 14px 0 0;
    margin: auto;
    inline-size: 3px;
    block-size: 3px;
    border-radius: 50%;
    background: currentColor;
  }
  h3,
  h4 {
    margin: 0;
    font-size: 14px;
    font-weight: 600;
  }
  h4 .muted {
    font-weight: 400;
  }
  .prepare,
  .phone-way {
    padding: 24px 32px;
    border-block-start: 1px solid var(--_line);
  }
  .prepare {
    grid-area: prepare;
    display: grid;
    gap: 14px;
    border-end-start-radius: inherit;
    border-end-end-radius: inherit;
    background: var(--_sunken);
  }
  .sides {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 20px 32px;
  }
  .prepare ul {
    display: grid;
    gap: 4px;
    margin-block-start: 8px;
    padding-inline-start: 18px;
    color: var(--_muted);
    text-wrap: pretty;
  }
  .phone-way {
    grid-area: phone;
    display: grid;
    gap: 12px;
    justify-items: start;
  }
  .qr {
    inline-size: 200px;
    max-inline-size: 100%;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    /* Readers want dark on light, whatever the theme is. */
    background: #fff;
    fill: #000;
  }
  @container (max-width: 680px) {
    .frame {
      grid-template: 'here' 'phone' 'way' 'prepare' / minmax(0, 1fr);
    }
    .way {
      padding: 24px 32px;
      border-inline-start: 0;
      border-block-start: 1px solid var(--_line);
    }
  }
  @container (max-width: 440px) {
    .here,
    .way,
    .prepare,
    .phone-way {
      padding: 20px;
    }
    .sides {
      grid-template-columns: minmax(0, 1fr);
    }
    .actions,
    .actions button {
      inline-size: 100%;
    }
  }
`;
