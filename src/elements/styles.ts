import { css } from 'lit';

/**
 * The visual language, decided once: colour, type, space, shape, motion. The portal sets it; everything inside inherits it.
 *
 * What begins with `--vobiz-` is the host's to set. What begins with `--_` is ours and follows from it. `light-dark()`
 * goes by the colour scheme of the place, so a portal on a light page is light whatever the person's system prefers.
 */
export const tokens = css`
  :host {
    --_accent: var(--vobiz-accent, light-dark(#2f4fd0, #7f9bff));
    /* Black or white on the accent, whichever has a contrast of 4.5: they change places at a lightness of about 0.57. */
    --_on-accent: var(--vobiz-on-accent, oklch(from var(--_accent) clamp(0, (0.58 - l) * 1000, 1) 0 0));
    --_accent-strong: oklch(from var(--_accent) calc(l - 0.05) c h);
    /* The accent as text and as a line, dark or light enough to be read on the surface in any brand colour. */
    --_accent-text: light-dark(
      oklch(from var(--_accent) min(l, 0.48) c h),
      oklch(from var(--_accent) max(l, 0.78) min(c, 0.14) h)
    );
    --_accent-soft: light-dark(
      oklch(from var(--_accent) 0.965 min(c, 0.02) h),
      oklch(from var(--_accent) 0.29 min(c, 0.045) h)
    );
    --_surface: var(--vobiz-surface, light-dark(#ffffff, #16181d));
    --_raised: var(--vobiz-raised, light-dark(#ffffff, #1d2026));
    --_sunken: var(--vobiz-sunken, light-dark(#f6f7f9, #101216));
    --_text: var(--vobiz-text, light-dark(#16191f, #eceef2));
    --_muted: var(--vobiz-muted, light-dark(#545b67, #a4abb8));
    --_line: var(--vobiz-line, light-dark(#e3e6eb, #2c3038));
    --_field-line: var(--vobiz-field-line, light-dark(#858d9a, #757d8a));
    --_success: light-dark(#13693a, #6fd39a);
    --_success-soft: light-dark(#e9f6ee, #14291e);
    --_warning: light-dark(#7d4a00, #f0bd62);
    --_warning-soft: light-dark(#fdf3e0, #2d2310);
    --_danger: light-dark(#b3201f, #ff9d95);
    --_danger-soft: light-dark(#fdeeed, #341a19);
    --_danger-fill: light-dark(#b3201f, #c93a35);
    --_radius: var(--vobiz-radius, 10px);
    --_radius-small: calc(var(--_radius) * 0.7);
    --_shadow: 0 1px 2px light-dark(#10182814, #0008);
    --_shadow-high: 0 16px 48px light-dark(#10182833, #000a), 0 2px 8px light-dark(#1018281f, #0008);
    --_quick: 120ms cubic-bezier(0.2, 0, 0, 1);
    font-family: var(--vobiz-font, inherit);
    font-size: 14px;
    line-height: 1.5;
    color: var(--_text);
  }
  /* A portal that is lighter or darker than its page brings a ground of its own. */
  :host([theme='light']) {
    color-scheme: light;
    background: var(--_surface);
  }
  :host([theme='dark']) {
    color-scheme: dark;
    background: var(--_surface);
  }
`;

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
      animation-duration: 1ms !important;
      transition-duration: 1ms !important;
    }
  }
`;

/** Buttons and fields. One `primary` a view; `danger` only inside the question that asks for it. */
export const controls = css`
  button,
  input {
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
    transition:
      background var(--_quick),
      border-color var(--_quick);
  }
  button:hover {
    background: var(--_sunken);
  }
  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.primary:hover {
    background: color-mix(in oklab, var(--_accent), var(--_on-accent) 10%);
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
  input:is([type='text'], [type='search']) {
    inline-size: 100%;
    min-block-size: 40px;
    padding: 6px 12px;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius-small);
    background: var(--_raised);
  }
  input:is([type='text'], [type='search']):focus-visible {
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
  input[type='radio'] {
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
