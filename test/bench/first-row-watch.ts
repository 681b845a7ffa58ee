/** What the bench of the first row does inside a page. Each function is sent there whole, so it uses nothing around it. */

/** When a first row was painted, in milliseconds since the navigation began, and what it said. */
export interface Painted {
  at: number;
  first: string;
}

/** What was transferred until then, the page itself included. */
export interface Transferred {
  bytes: number;
  requests: number;
  /** The longest chain of requests of which each began after the one before it had ended. */
  inARow: number;
}

interface Watching {
  /** Resolves when the first row is another one than `before`, and painted. */
  rowAfter: (before: string) => Promise<Painted>;
  firstRow: Promise<Painted>;
}
declare const window: Watching;

/** Watches from the very beginning of a page. */
export function watch() {
  const said = () => {
    const root = document.querySelector('vobiz-number-picker')?.shadowRoot ?? document;
    return root.querySelector('tbody tr')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  };
  window.rowAfter = (before) =>
    new Promise((resolve, reject) => {
      // Nothing timed decides anything here, but what never comes is not waited for.
      setTimeout(() => reject(new Error('No new first row within 20 seconds')), 20_000);
      const look = () => {
        const first = said();
        if (!first || first === before) return void requestAnimationFrame(look);
        // A task posted from a frame runs after that frame was laid out and painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ at: performance.now(), first });
        port2.postMessage('');
      };
      requestAnimationFrame(look);
    });
  window.firstRow = window.rowAfter('');
}

/** Waits for the first row; with what was transferred before it. */
export async function untilFirstRow(): Promise<Painted & Transferred> {
  const painted = await window.firstRow;
  const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map((entry) => entry as PerformanceResourceTiming)
    .filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= painted.at)
    .sort((a, b) => a.startTime - b.startTime);
  const rank = new Map<PerformanceResourceTiming, number>();
  for (const entry of entries) {
    const before = entries.filter(({ responseEnd }) => responseEnd <= entry.startTime);
    rank.set(entry, 1 + Math.max(0, ...before.map((earlier) => rank.get(earlier) ?? 0)));
  }
  return {
    ...painted,
    bytes: entries.reduce((sum, { transferSize }) => sum + transferSize, 0),
    requests: entries.length,
    inARow: Math.max(0, ...rank.values()),
  };
}

/** Turns to the next page: milliseconds until it is painted, after the click and after its data came. */
export async function turnPage(before: string) {
  const picker = document.querySelector('vobiz-number-picker');
  const find = () =>
    picker
      ? picker.shadowRoot?.querySelector('vobiz-pager')?.shadowRoot?.querySelector<HTMLElement>('button.on')
      : document.querySelector<HTMLElement>('button');
  // The pager comes after the rows.
  while (!find()) await new Promise(requestAnimationFrame);
  const began = performance.now();
  find()!.click();
  const { at, first } = await window.rowAfter(before);
  const came = performance
    .getEntriesByType('resource')
    .map((entry) => entry as PerformanceResourceTiming)
    .find(({ name, startTime }) => startTime >= began && name.includes('/inventory/numbers'));
  if (!came) throw new Error('The next page came without a request');
  return { first, afterClick: at - began, afterData: at - came.responseEnd };
}

/** Types digits a key at a time: milliseconds from the last key until its rows are painted, and what happened after. */
export async function typeDigits(digits: string) {
  const root = document.querySelector('vobiz-number-picker')?.shadowRoot ?? document;
  const field = root.querySelector<HTMLInputElement>('input[type=search]')!;
  const rows = () => [...root.querySelectorAll('tbody tr')].map((line) => line.textContent.replace(/\D/g, ''));
  const fits = () => rows().length > 0 && rows().every((line) => line.includes(digits));
  const asked = () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('search=')).length;
  const before = asked();
  const press = (text: string) => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let end = 1; end <= digits.length; end += 1) {
    press(digits.slice(0, end));
    await frame();
  }
  const began = performance.now();
  while (!fits()) await frame();
  const painted = await new Promise<number>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now() - began);
    port2.postMessage('');
  });
  // Whatever was asked before has come by then, and none of it may be seen.
  let stale = 0;
  for (let frames = 0; frames < 30; frames += 1) {
    await frame();
    if (!fits()) stale += 1;
  }
  return { painted, stale, requests: asked() - before };
}
