import { TaskStatus, initialState } from '@lit/task';
import { html, nothing, type LitElement } from 'lit';
import { barOf } from '../contract/bar.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { Read } from '../controllers/read.ts';
import type { Scan } from '../controllers/scan.ts';
import { DigitSearch } from '../controllers/search.ts';
import { searchDigits } from '../format/phone.ts';
import { failure, faces } from './faces.ts';
import type { Source } from './findings.ts';
import { offers, type Choosing } from './offers.ts';
import type { Portal } from './portal.ts';
import type { Refinement } from './refine.ts';
import { searchField } from './search-field.ts';
import type { PageEvent } from './vobiz-pager.ts';

/**
 * What is for sale, as it is searched for: the service looks for digits, page by page; what it cannot look for is refined
 * here, over more than one page, and the customer is told how much was looked at.
 */
export class NumberStock {
  readonly search: DigitSearch;
  private readonly host: LitElement;
  private readonly source: () => Source;
  private refining = false;
  private open = false;
  private refinement?: Refinement;
  private scan?: Scan<InventoryNumber>;

  private readonly read;
  private readonly finding;

  constructor(host: LitElement, source: () => Source) {
    this.host = host;
    this.source = source;
    // Below the first numbers; it comes while they are read.
    void import('./vobiz-pager.ts').catch(() => undefined);
    this.search = new DigitSearch(host, searchDigits);
    this.read = new Read(host, {
      args: () => {
        const { client, country, revision } = source();
        return [client, country, this.search.digits, this.search.page, revision, Boolean(this.scan)] as const;
      },
      task: async ([client, country, digits, page, , refined], { signal }) => {
        if (!client || refined) return initialState;
        const query = { country, search: digits || undefined, page, per_page: 25 };
        // With what was searched for: while a newer search runs, these rows are still this one's.
        return { digits, ...(await client.listInventory(query, signal)) };
      },
    });
    this.finding = new Read(host, {
      args: () => [this.refining] as const,
      task: ([wanted]): typeof initialState | Promise<typeof import('./finding.ts')> =>
        wanted ? import('./finding.ts') : initialState,
    });
  }

  /** Whether it is being read. */
  get busy() {
    return this.read.status === TaskStatus.PENDING || this.scan?.reading === true;
  }

  /** Whether it could not be read, and says so. */
  get failed() {
    return this.read.status === TaskStatus.ERROR;
  }

  /** Every number that was seen and may still be chosen. */
  get seen(): InventoryNumber[] {
    return [...(this.scan?.shown.rows ?? []), ...(this.read.last?.items ?? [])].filter((number) => !barOf(number));
  }

  /** Forgets numbers that are gone, in what was looked through. */
  drop(gone: string[]) {
    this.scan?.drop(gone);
  }

  /** Reads it again. */
  async again() {
    await (this.scan?.again() ?? this.read.run());
  }

  /** Called before each drawing: steps back from an emptied page, and looks through what is wanted now. */
  prepare() {
    const { last, status } = this.read;
    const { page } = this.search;
    if (status === TaskStatus.COMPLETE && last?.items.length === 0 && !last.unread && page > 1)
      this.search.page = Math.min(page - 1, last.pages);

    const { search, refinement } = this;
    const finding = this.finding.last;
    if (!finding || !refinement || finding.wishes(refinement, search.digits) === 0) {
      this.scan?.end();
      this.scan = undefined;
      return;
    }
    this.scan ??= finding.scanIn(this.host);
    finding.look(this.scan, this.source(), search, refinement);
  }

  /** The search, its refinement, and what was found. */
  view(portal: Portal, choosing: Choosing) {
    const { search, read, finding, refinement } = this;
    const found = finding.last;
    const scan = refinement && this.scan;
    const wishes = (refinement && found?.wishes(refinement, search.digits)) ?? 0;
    const toggle = () => {
      this.refining = true;
      this.open = !this.open;
      this.host.requestUpdate();
    };
    return html`
      ${searchField(search, portal.strings.picker, { open: this.open, wishes, toggle })}
      ${finding.status === TaskStatus.ERROR ? failure(finding.error, portal.strings, () => finding.run()) : nothing}
      ${
        this.open && found
          ? found.filter(refinement ?? found.unrefined, this.seen, portal, {
              found: scan && found.countOf(scan, refinement),
              onRefine: (wanted) => {
                this.refinement = wanted;
                search.turn(1);
              },
              onDone: () => {
                toggle();
                void found.goTo(this.host);
              },
            })
          : nothing
      }
      ${
        scan
          ? found!.findings(
              scan,
              { page: search.page, refinement },
              portal,
              choosing,
              offers,
              read.last && offers(read.last, portal, choosing, TaskStatus.PENDING),
            )
          : faces(read, portal, (page) => offers(page, portal, choosing, read.status))
      }
      <vobiz-pager
        .page=${search.page}
        .pages=${scan ? found!.pagesOf(scan, refinement) : (read.last?.pages ?? 1)}
        .strings=${portal.strings}
        @page=${(event: PageEvent) => search.turn(event.page)}
      ></vobiz-pager>
    `;
  }
}
