/** What the bench of scrolling does inside a page. Each function is sent there whole, so it uses nothing around it. */
import type { VobizNumberList } from '../../src/elements/vobiz-number-list.ts';
import type { VobizPortal } from '../../src/elements/vobiz-portal.ts';

declare const window: Window & { tick?: () => void };

/** Waits until a hundred rows are there; where fewer are shown at first, chooses a hundred. */
export async function untilHundred() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const root = () => document.querySelector('vobiz-number-list')?.shadowRoot ?? document;
  const rows = () => root().querySelectorAll('tbody tr').length;
  const began = performance.now();
  while (rows() < 100) {
    if (performance.now() - began > 20_000) throw new Error(`${rows()} rows after 20 seconds`);
    const select = root().querySelector<HTMLSelectElement>('vobiz-pager select');
    if (select && select.value !== '100') {
      select.value = '100';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    await frame();
  }
  for (let frames = 0; frames < 30; frames += 1) await frame();
}

/** Scrolls through all of the page, a step a frame: how long each frame took, in milliseconds. */
export async function scrollThrough(width: string) {
  const whole = document.querySelector<HTMLElement>('vobiz-portal, main')!;
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  whole.style.inlineSize = width;
  scrollTo(0, 0);
  for (let frames = 0; frames < 10; frames += 1) await frame();
  const times = [await frame()];
  while (scrollY + innerHeight < document.documentElement.scrollHeight - 1) {
    scrollBy({ top: 40, behavior: 'instant' });
    times.push(await frame());
  }
  return times.slice(1).map((time, index) => time - times[index]!);
}

/** Updates the list so many times: milliseconds from the beginning of each update until it is painted. */
export async function update({ what, times }: { what: 'tick' | 'theme' | 'resize'; times: number }) {
  const portal = document.querySelector<VobizPortal>('vobiz-portal');
  const list = document.querySelector<VobizNumberList>('vobiz-number-list');
  const whole = document.querySelector<HTMLElement>('vobiz-portal, main')!;
  const { now } = Date;
  let later = 0;
  Date.now = () => now() + later;
  const acts = {
    tick: () => {
      later += 1000; // a second each, or nothing that runs out would be seen to
      if (list) list.requestUpdate();
      else window.tick!();
    },
    theme: (odd: boolean) => {
      const theme = odd ? 'dark' : 'light';
      if (portal) portal.theme = theme;
      else whole.style.colorScheme = theme;
    },
    resize: (odd: boolean) => void (whole.style.inlineSize = odd ? '320px' : '1100px'),
  };
  whole.style.inlineSize = '1100px';
  scrollTo(0, 0);
  const samples: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const took = await new Promise<number>((resolve) =>
      // A frame, so that nothing is waited for before it is painted; a task posted from a frame runs after that.
      requestAnimationFrame(() => {
        const began = performance.now();
        acts[what](index % 2 === 0);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - began);
        port2.postMessage('');
      }),
    );
    samples.push(took);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  Date.now = now;
  return samples;
}
