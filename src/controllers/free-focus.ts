/**
 * Whether the focus may be moved: it is nowhere, or on something inside `leaving`, which is about to go away.
 *
 * Who has gone on to something else meanwhile is left alone.
 */
export function focusIsFree(leaving?: Element | null): boolean {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return !at || at === document.body || Boolean(leaving?.contains(at));
}
