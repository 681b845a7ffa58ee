import { css } from 'lit';

/** A list of rows with columns, which becomes a list of cards where there is no room for columns. */
export const rows = css`
  .frame {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th {
    padding: 10px 16px;
    border-block-end: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 13px;
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
  }
  td {
    padding: 10px 16px;
    border-block-end: 1px solid var(--_line);
    vertical-align: middle;
  }
  tbody tr:last-child td {
    border-block-end: 0;
  }
  .amount {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  /* Colourless and not faded: what was known last is still to be read. */
  .stale {
    filter: grayscale(1);
  }
  .badge {
    display: inline-block;
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--_sunken);
    box-shadow: inset 0 0 0 1px var(--_line);
    color: var(--_muted);
    font-size: 12px;
    font-weight: 550;
    line-height: 1.6;
    white-space: nowrap;
  }
  .badge.success {
    background: var(--_success-soft);
    color: var(--_success);
    box-shadow: none;
  }
  .badge.warning {
    background: var(--_warning-soft);
    color: var(--_warning);
    box-shadow: none;
  }
  .badge.danger {
    background: var(--_danger-soft);
    color: var(--_danger);
    box-shadow: none;
  }
  .blank {
    padding: 48px 24px;
    text-align: center;
    color: var(--_muted);
  }
  .blank strong {
    display: block;
    color: var(--_text);
    font-size: 15px;
    font-weight: 600;
  }
  .label {
    display: none;
  }
`;

/** Rows become cards where the list is narrower than this many pixels. */
export const cards = (below: number) => css`
  @container (max-width: ${below}px) {
    thead {
      display: block;
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      display: grid;
      padding: 14px 16px;
      border-block-end: 1px solid var(--_line);
    }
    tbody tr:last-child {
      border-block-end: 0;
    }
    td {
      padding: 0;
      border: 0;
      text-align: start;
    }
    .badge {
      white-space: normal;
    }
    .label {
      display: inline;
      margin-inline-end: 6px;
      color: var(--_muted);
      font-size: 13px;
      font-weight: 400;
    }
  }
`;
