import { css } from 'lit';

/** How the list of numbers is laid out, from 280 px up. */
export const listStyles = css`
  section {
    display: grid;
    gap: 16px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 4px 16px;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 2px;
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
  @container (max-width: 720px) {
    tbody tr {
      grid-template: 'who state' 'rings act' 'monthly act' 'next act' / 1fr auto;
      gap: 4px 12px;
    }
    .who {
      grid-area: who;
    }
    .rings {
      grid-area: rings;
      font-size: 13px;
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
    .monthly,
    .next {
      font-size: 13px;
    }
    .act {
      grid-area: act;
      align-self: end;
    }
  }
  @container (max-width: 380px) {
    tbody tr {
      grid-template: 'who' 'state' 'rings' 'monthly' 'next' 'act' / 1fr;
    }
    .state,
    .act {
      text-align: start;
    }
    .left {
      display: inline;
      margin-inline-start: 6px;
    }
  }
`;
