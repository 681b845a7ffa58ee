import { css } from 'lit';

/** How the views of the whole portal are chosen. */
export const wholeStyles = css`
  nav {
    display: flex;
    gap: 24px;
    margin-block-end: 24px;
    border-block-end: 1px solid var(--_line);
    overflow-x: auto;
  }
  nav button {
    flex: none;
    min-block-size: 44px;
    padding: 0;
    margin-block-end: -1px;
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--_muted);
  }
  nav button:hover {
    color: var(--_text);
  }
  nav button[aria-current='page'] {
    border-block-end-color: var(--_accent-text);
    color: var(--_text);
  }
  nav button:focus-visible {
    outline-offset: -2px;
  }
  .first {
    margin-block-end: 24px;
  }
`;
