import { css } from 'lit';

/** How the steps of a verification are drawn. */
export const kycWayStyles = css`
  .way {
    grid-area: way;
    padding: 32px 24px 24px;
    border-inline-start: 1px solid var(--_line);
  }
  ol {
    margin: 16px 0 0;
    padding: 0;
    list-style: none;
  }
  ol li {
    position: relative;
    display: grid;
    grid-template-columns: 18px minmax(0, 1fr);
    gap: 12px;
    padding-block-end: 18px;
    color: var(--_muted);
  }
  ol li:last-child {
    padding-block-end: 0;
  }
  ol li:not(:last-child)::before {
    content: '';
    position: absolute;
    inset: 22px auto 0 8px;
    inline-size: 2px;
    border-radius: 1px;
    background: var(--_line);
  }
  ol .done,
  ol .now {
    color: var(--_text);
  }
  ol .now .step {
    font-weight: 600;
  }
  ol .done:not(:last-child)::before {
    background: var(--_success);
    opacity: 0.45;
  }
  .when {
    display: block;
    font-weight: 400;
  }
  .dot {
    position: relative;
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: 1.5px;
    border: 2px solid var(--_field-line);
    border-radius: 50%;
  }
  .ahead .dot {
    border-color: var(--_line);
  }
  .now .dot {
    border: 5px solid var(--_accent-text);
  }
  .stopped .dot {
    border-color: var(--_warning);
    border-style: dashed;
  }
  .done .dot {
    border-color: var(--_success);
    background: var(--_success);
  }
  .done .dot::after {
    content: '';
    position: absolute;
    inset: 2px 3px auto;
    inline-size: 8px;
    block-size: 5px;
    rotate: -45deg;
    border: 2px solid var(--_raised);
    border-block-start: 0;
    border-inline-end: 0;
  }
`;
