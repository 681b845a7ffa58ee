import type { LitElement, ReactiveController } from 'lit';

/**
 * Keeps the focus near where it was when the focused thing goes away with an update.
 *
 * Rows carry `data-row`. If the row is still there its first button gets the focus; else the next row's, else the one
 * before; else whatever carries `data-focus-home`, usually the heading, here or in what this is a part of. What carries
 * `data-news` is news of the row it names, and hands the focus to it.
 */
export class RowFocus implements ReactiveController {
  private readonly host: LitElement;
  private row?: string;
  private order: string[] = [];

  constructor(host: LitElement) {
    this.host = host;
    host.addController(this);
  }

  hostUpdate() {
    const focused = this.host.shadowRoot?.activeElement;
    this.row =
      focused?.closest<HTMLElement>('[data-row]')?.dataset.row ??
      focused?.closest<HTMLElement>('[data-news]')?.dataset.news;
    this.order = this.rows().map((row) => row.dataset.row!);
  }

  hostUpdated() {
    const lost = this.row;
    if (lost === undefined || this.host.shadowRoot?.activeElement) return;
    this.row = undefined;
    const rows = new Map(this.rows().map((row) => [row.dataset.row!, row]));
    const at = this.order.indexOf(lost);
    // News of a number that is not on the list have no neighbour there.
    const near = at < 0 ? [lost] : [lost, ...this.order.slice(at + 1), ...this.order.slice(0, at).reverse()];
    const row = near.map((key) => rows.get(key)).find((found) => found !== undefined);
    const target = row?.querySelector<HTMLElement>('[data-row-action]') ?? this.home();
    target?.focus();
  }

  /** Puts the focus on the heading, for when a whole face was replaced. */
  home(): HTMLElement | null | undefined {
    const roots = [this.host.shadowRoot, this.host.getRootNode() as ParentNode];
    return roots.map((root) => root?.querySelector<HTMLElement>('[data-focus-home]')).find(Boolean);
  }

  private rows(): HTMLElement[] {
    return [...(this.host.shadowRoot?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  }
}
