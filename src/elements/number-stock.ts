import { TaskStatus, initialState } from '@lit/task';
import { html, nothing, type LitElement } from 'lit';
import type { Client } from '../client/client.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { Read } from '../controllers/read.ts';
import type { Scan } from '../controllers/scan.ts';
import { DigitSearch } from '../controllers/search.ts';
import { searchDigits } from '../format/phone.ts';
import { failure, faces } from './faces.ts';
import { offers, type Choosing } from './offers.ts';
import type { Portal } from './portal.ts';
import type { Refinement } from './refine.ts';
import { searchField } from './search-field.ts';
import type { PageEvent } from './vobiz-pager.ts';
import './vobiz-pager.ts';

/** Where the numbers come from. */
interface Source {
  client?: Client;
  /** ISO 3166-1 alpha-2; undefined for every country. */
  country?: string;
  revision?: number;
}

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

  /** Every number that was seen and may still be chosen. */
  get seen(): InventoryNumber[] {
    return [...(this.scan?.rows ?? []), ...(this.read.last?.items ?? [])];
  }

  /** Forgets numbers that are gone, in what was looked through. */
  drop(gone: string[]) {
    this.scan?.drop(gone);
  }

  /** Reads it again; what was looked through stays. */
  async again() {
    await this.read.run();
  }

  /** Called before each drawing: steps back from an emptied page, and looks through what is wanted now. */
  prepare() {
    const { last, status } = this.read;
    const { page } = this.search;
    if (status === TaskStatus.COMPLETE && last?.items.length === 0 && !last.unread && page > 1)
      this.search.page = Math.min(page - 1, last.pages);

    const finding = this.finding.last;
    if (!finding || !this.refinement || finding.wishes(this.refinement) === 0) {
      this.scan?.end();
      this.scan = undefined;
      return;
    }
    const { client, country } = this.source();
    const { digits } = this.search;
    this.scan ??= new finding.Scan(this.host);
    if (!client) return;
    this.scan.from([client, country, digits], (page, signal) =>
      client.listInventory({ country, search: digits || undefined, page, per_page: 100 }, signal),
    );
  }

  /** The search, its refinement, and what was found. */
  view(portal: Portal, choosing: Choosing) {
    const { search, read, finding, refinement, scan } = this;
    const words = portal.strings.picker;
    const wishes = (refinement && finding.last?.wishes(refinement)) ?? 0;
    const toggle = () => {
      this.refining = true;
      this.open = !this.open;
      this.host.requestUpdate();
    };
    return html`
      ${searchField(search, words, { open: this.open, wishes, toggle })}
      ${finding.status === TaskStatus.ERROR ? failure(finding.error, portal.strings, () => finding.run()) : nothing}
      ${
        this.open && finding.last
          ? finding.last.filter(refinement ?? finding.last.unrefined, this.seen, portal, (wanted) => {
              this.refinement = wanted;
              search.turn(1);
            })
          : nothing
      }
      ${
        scan && refinement
          ? finding.last!.findings(
              scan,
              { digits: search.digits, page: search.page, refinement },
              portal,
              choosing,
              offers,
            )
          : faces(read, portal, (page) => offers(page, portal, choosing, read.status))
      }
      <vobiz-pager
        .page=${search.page}
        .pages=${
          scan && refinement ? finding.last!.pagesOf(scan.rows, search.digits, refinement) : (read.last?.pages ?? 1)
        }
        .strings=${portal.strings}
        @page=${(event: PageEvent) => search.turn(event.page)}
      ></vobiz-pager>
    `;
  }
}
