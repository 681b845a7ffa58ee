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
    /* Black or white on the accent, whichever has more contrast: they change places at a luminance of 0.179. */
    --_readable-on-accent: color(
      from var(--_accent) xyz-d65 clamp(0, (0.179 - y) * 10000, 0.9505) clamp(0, (0.179 - y) * 10000, 1)
        clamp(0, (0.179 - y) * 10000, 1.089)
    );
    --_on-accent: var(--vobiz-on-accent, var(--_readable-on-accent));
    /* Away from what is written on it, so that it can be read better still. */
    --_accent-hover: color-mix(in oklab, var(--_accent), oklch(from var(--_on-accent) calc(1 - l) 0 0) 12%);
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
