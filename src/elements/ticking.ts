import { html } from 'lit';

/** Words with a time that runs; a screen reader says them once, not every second. */
export const ticking = (words: string) => html`<span aria-live="off">${words}</span>`;
