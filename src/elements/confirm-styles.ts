import { css } from 'lit';

/** How a question is laid out, from 280 px up. */
export const confirmStyles = css`
  :host {
    container-type: normal;
  }
  dialog {
    inline-size: min(440px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.4);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow-high);
    overflow: auto;
  }
  dialog[open] {
    display: flex;
    animation: rise var(--_quick);
  }
  /* The question and its answers stay; only what is between them scrolls. */
  form {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    padding-block: 24px;
  }
  form > * {
    flex: none;
    padding-inline: 24px;
  }
  .middle {
    flex: 0 1 auto;
    min-block-size: 0;
    overflow-y: auto;
  }
  dialog::backdrop {
    background: #0b0d1266;
  }
  @keyframes rise {
    from {
      translate: 0 8px;
    }
  }
  .body {
    display: grid;
    gap: 4px;
    margin-block: 16px 20px;
  }
  .subject .phone {
    font-size: 24px;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  dl {
    margin-block-start: 12px;
    border-block-start: 1px solid var(--_line);
  }
  dl div {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    padding-block: 6px;
  }
  dl div:first-child {
    padding-block-start: 12px;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .total dt,
  .total dd {
    color: var(--_text);
    font-size: 16px;
    font-weight: 650;
  }
  .short dd {
    color: var(--_danger);
  }
  ul {
    display: grid;
    gap: 6px;
    margin-block-start: 6px;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 16px 1fr;
    color: var(--_muted);
    text-wrap: pretty;
  }
  li::before {
    content: '';
    inline-size: 4px;
    block-size: 4px;
    margin-block-start: 0.65em;
    border-radius: 50%;
    background: currentColor;
  }
  ol {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ol li {
    grid-template: 'number amount' 'kind amount' / 1fr auto;
    gap: 0 12px;
    align-items: center;
    color: var(--_text);
  }
  ol li > .number {
    grid-area: amount;
  }
  ol li > .small {
    grid-area: kind;
  }
  ol li::before {
    content: none;
  }
  .phrase {
    display: grid;
    gap: 6px;
    margin-block-end: 20px;
  }
  .mismatch {
    min-block-size: 20px;
    color: var(--_danger);
  }
  /* It is as high as there is room for: lines show that there is more. */
  .middle[tabindex] {
    margin-block: 12px 16px;
    border-block: 1px solid var(--_line);
  }
  .middle:focus-visible {
    outline-offset: -2px;
  }
  .blocked {
    margin-block-end: 20px;
    padding: 10px 14px;
    border-radius: var(--_radius-small);
    background: var(--_warning-soft);
    color: var(--_warning);
    font-weight: 550;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    padding-block-start: 4px;
  }
  .buttons button {
    min-block-size: 40px;
  }
  /* Too low for both: all of it scrolls. */
  @media (max-height: 420px) {
    dialog[open] {
      display: block;
    }
    .middle {
      overflow: visible;
    }
  }
  @media (max-width: 400px) {
    .buttons button {
      flex: 1 1 100%;
    }
    .buttons [value='yes'] {
      order: -1;
    }
  }
`;
