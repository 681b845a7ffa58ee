import { css } from 'lit';

/** How the list of numbers is laid out, from 280 px up. */
export const listStyles = css`
  /* News are placed by what they are news in. */
  .news {
    display: contents;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px 24px;
  }
  .views {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .views button {
    border-color: transparent;
    border-radius: 99px;
    background: transparent;
    color: var(--_muted);
  }
  .views button:hover {
    background: var(--_sunken);
    color: var(--_text);
  }
  .views button[aria-pressed='true'] {
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }
  .count {
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  [role='search'] {
    flex: 0 1 240px;
  }
  input[type='search'] {
    min-block-size: 36px;
  }
  .further {
    margin-block: -4px;
  }
  .size {
    display: flex;
    align-items: center;
    gap: 8px;
    font-weight: 400;
  }
  .size select {
    inline-size: auto;
    min-block-size: 36px;
    padding: 4px 8px;
    scroll-margin-block: 80px; /* what the host keeps at the top may lie over it */
    color: var(--_text);
  }
  .blank button {
    margin-block-start: 16px;
  }
  mark {
    border-radius: 3px;
    background: color-mix(in oklab, var(--_accent-soft), var(--_accent-text) 22%);
    color: inherit;
  }
  .line,
  .place {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .place {
    flex-wrap: wrap;
    gap: 0 4px;
  }
  .place button {
    min-block-size: 26px;
    padding: 0 6px;
    font-size: 13px;
  }
  .rings .small {
    display: block;
    text-wrap: pretty;
  }
  .warn {
    color: var(--_warning);
  }
  .left {
    display: block;
    margin-block-start: 2px;
    font-variant-numeric: tabular-nums;
  }
  .leaving .phone {
    color: var(--_muted);
  }
  .act {
    text-align: end;
  }
  .buttons {
    display: inline-flex;
    align-items: center;
    justify-content: flex-end;
    gap: 2px;
    margin-inline-end: -10px;
  }
  .wait {
    display: block;
    font-variant-numeric: tabular-nums;
  }
  .act button {
    white-space: nowrap;
  }
  .more {
    inline-size: 30px;
    padding: 0;
  }
  .more span {
    inline-size: 7px;
    block-size: 7px;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
    translate: 0 -2px;
  }
  .more[aria-expanded='true'] span {
    rotate: -135deg;
    translate: 0 2px;
  }
  .open td {
    border-block-end-color: transparent;
  }
  .details td {
    padding-block: 0 20px;
  }
  @container (max-width: 960px) {
    tbody tr {
      grid-template: 'who rings state' 'monthly next act' / minmax(0, 9fr) minmax(0, 10fr) minmax(180px, 6fr);
      gap: 8px 16px;
    }
    .who {
      grid-area: who;
    }
    .rings {
      grid-area: rings;
    }
    .state {
      grid-area: state;
      text-align: end;
    }
    .monthly {
      grid-area: monthly;
      text-align: start;
    }
    .next {
      grid-area: next;
    }
    .rings,
    .monthly,
    .next {
      font-size: 13px;
    }
    .monthly,
    .next {
      align-self: center;
    }
    .act {
      grid-area: act;
    }
    tbody tr.open {
      padding-block-end: 8px;
      border-block-end: 0;
    }
    tbody tr.details {
      display: block;
      padding-block-start: 0;
    }
    .details td {
      display: block;
      padding: 0;
    }
  }
  @container (max-width: 520px) {
    [role='search'] {
      flex-basis: 100%;
    }
    tbody tr {
      grid-template: 'who state' 'rings rings' 'monthly act' 'next act' / minmax(0, 1fr) auto;
      gap: 4px 12px;
    }
    .act {
      align-self: end;
    }
  }
  @container (max-width: 420px) {
    tbody tr {
      grid-template:
        'who who' 'state act' 'rings rings' 'monthly monthly' 'next next' 'keep keep' / minmax(0, 1fr)
        auto;
    }
    .state {
      align-self: center;
      text-align: start;
    }
    .state .left {
      display: inline;
      margin-inline-start: 6px;
    }
    .leaving .state {
      grid-column: span 2;
    }
    .act {
      align-self: center;
    }
    .leaving .act {
      grid-area: keep;
      margin-block-start: 6px;
    }
    .leaving .buttons {
      display: flex;
      margin-inline-end: 0;
    }
    .leaving [data-row-action] {
      flex: 1;
    }
  }
`;
