import { css } from 'lit';

/** How the number picker is laid out, from 280 px up. */
export const pickerStyles = css`
  form {
    display: grid;
    gap: 6px;
    max-inline-size: 520px;
  }
  .line {
    display: flex;
    gap: 8px;
  }
  .line button {
    flex: none;
    min-block-size: 40px;
  }
  .problem {
    color: var(--_danger);
  }
  tbody tr {
    position: relative;
    transition: background var(--_quick);
  }
  tbody tr:hover {
    background: var(--_sunken);
  }
  tbody tr.chosen {
    background: var(--_accent-soft);
  }
  .barred {
    color: var(--_muted);
  }
  .choose label {
    display: flex;
    align-items: center;
    gap: 12px;
    cursor: pointer;
  }
  .choose label::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .choose label:has(:focus-visible)::after {
    outline: 2px solid var(--_accent-text);
    outline-offset: -2px;
    border-radius: var(--_radius-small);
  }
  .choose input:focus-visible {
    outline: none;
  }
  mark {
    border-radius: 3px;
    background: color-mix(in oklab, var(--_accent-soft), var(--_accent-text) 22%);
    color: inherit;
  }
  .type {
    max-inline-size: 320px;
  }
  .use {
    margin-block-start: 4px;
    text-wrap: pretty;
  }
  .today {
    font-weight: 600;
  }
  .choice {
    position: sticky;
    inset-block-end: 12px;
    z-index: 2;
  }
  @container (max-width: 700px) {
    tbody tr {
      grid-template: 'choose today' 'place monthly' 'type type' / minmax(0, 1fr) auto;
      gap: 2px 12px;
    }
    .choose {
      grid-area: choose;
    }
    .place {
      grid-area: place;
      padding-inline-start: 30px;
      color: var(--_muted);
      font-size: 13px;
    }
    .type {
      grid-area: type;
      padding-inline-start: 30px;
      max-inline-size: none;
      margin-block-start: 4px;
    }
    .monthly {
      grid-area: monthly;
      color: var(--_muted);
      font-size: 13px;
    }
    .today {
      grid-area: today;
    }
    .today .label {
      position: absolute;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    form {
      max-inline-size: none;
    }
  }
  @container (max-width: 360px) {
    tbody tr {
      grid-template: 'choose' 'today' 'monthly' 'place' 'type' / minmax(0, 1fr);
    }
    .today,
    .monthly {
      padding-inline-start: 30px;
      text-align: start;
    }
    .today .label {
      position: static;
      clip-path: none;
    }
  }
`;
