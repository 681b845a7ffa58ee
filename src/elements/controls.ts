import { css } from 'lit';

/** What every element begins with: its box, its headings, its focus, and stillness for those who ask for it. */
export const base = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: 20px;
    line-height: 1.3;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  :lang(hi) h2 {
    letter-spacing: normal;
    line-height: 1.5;
  }
  h2:focus {
    outline: none;
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 4px 16px;
  }
  .phone {
    font-size: 15px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  :focus-visible {
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 13px;
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  /* What comes at once needs no word; what takes longer gets one. */
  .loading,
  .late {
    animation: appear 200ms 400ms both;
  }
  .loading {
    display: grid;
    place-items: center;
    min-block-size: 160px;
    color: var(--_muted);
  }
  @keyframes appear {
    from {
      visibility: hidden;
      opacity: 0;
    }
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Buttons and fields. One `primary` a view; `danger` only inside the question that asks for it. */
export const controls = css`
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 36px;
    padding: 5px 14px;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    font-weight: 550;
    line-height: 1.4;
    text-align: center;
    text-wrap: balance;
    cursor: pointer;
  }
  /* Only under the pointer: another theme would fade every button of a long list. */
  button:hover {
    background: var(--_sunken);
    transition:
      background var(--_quick),
      border-color var(--_quick);
  }
  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.primary:hover {
    background: var(--_accent-hover);
  }
  button.danger {
    border-color: transparent;
    background: var(--_danger-fill);
    color: #fff;
  }
  button.danger:hover {
    background: color-mix(in oklab, var(--_danger-fill), #000 12%);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--_accent-text);
  }
  button.quiet:hover {
    background: var(--_accent-soft);
  }
  button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--_muted);
  }
  button.plain:hover {
    background: var(--_sunken);
    color: var(--_text);
  }
  button.small {
    min-block-size: 30px;
    padding: 2px 10px;
  }
  button:disabled,
  button[aria-disabled='true'] {
    border-color: var(--_line);
    background: var(--_sunken);
    color: var(--_muted);
    cursor: not-allowed;
  }
  input:is([type='text'], [type='search']),
  select {
    inline-size: 100%;
    min-block-size: 40px;
    padding: 6px 12px;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius-small);
    background: var(--_raised);
  }
  input:is([type='text'], [type='search']):focus-visible,
  select:focus-visible {
    outline-offset: 0;
    border-color: var(--_accent-text);
  }
  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  input:is([type='radio'], [type='checkbox']) {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent-text);
  }
  label {
    font-weight: 550;
  }
  @media (pointer: coarse) {
    button,
    button.small {
      min-block-size: 44px;
    }
  }
`;
