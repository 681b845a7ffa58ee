import { html } from 'lit';
import { formatRemaining } from '../format/date.ts';
import type { Strings } from '../strings/en.ts';

/** Words with a time that runs; a screen reader says them once, not every second. */
export const ticking = (words: string) => html`<span aria-live="off">${words}</span>`;

/** In how long it will be known what became of a write. */
export const knownIn = (secondsLeft: number, { knownIn, knownSoon }: Strings) =>
  ticking(secondsLeft > 0 ? knownIn(formatRemaining(secondsLeft)) : knownSoon);
