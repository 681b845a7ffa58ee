import { css } from 'lit';

/** How the list of numbers is laid out, from 280 px up. */
export const listStyles = css`
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
  .act button {
    white-space: nowrap;
  }
  .act .plain {
    margin-inline-end: -10px;
  }
  @container (max-width: 900px) {
    tbody tr {
      grid-template: 'who rings state' 'monthly next act' / minmax(0, 9fr) minmax(0, 10fr) minmax(150px, 6fr);
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
  }
  @container (max-width: 520px) {
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
    .leaving .act button {
      inline-size: 100%;
    }
  }
`;
