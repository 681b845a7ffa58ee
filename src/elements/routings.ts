import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Client } from '../client/client.ts';
import type { PhoneNumber } from '../contract/number.ts';
import type { NumberDealing } from '../controllers/dealing.ts';
import { NumberRouting, type Place } from '../controllers/routing.ts';
import { faultOf, type Trunks } from '../controllers/trunks.ts';
import { VobizNumberAssignedEvent } from './number-events.ts';
import type { Portal } from './portal.ts';
import { routingNews } from './routing-news.ts';
import { routingQuestion } from './routing-question.ts';
import type { TrunkQuestion } from './vobiz-trunk-choice.ts';
import './vobiz-trunk-choice.ts';

/** Where a customer says where their numbers shall ring. */
export interface RoutingDesk {
  host: ReactiveControllerHost;
  portal: () => Portal;
  trunks: () => Trunks | undefined;
  choose: (question: TrunkQuestion) => Promise<Place | undefined>;
  /** Hears what has happened; undefined when that has to be looked at. */
  tell: (event: Event | undefined) => unknown;
}

/** News of a number, marked as such: when they go away with the focus on them, the number's row gets it. */
export const newsOf = (e164: string, news: unknown) => html`<div class="news" data-news=${e164}>${news}</div>`;

/** Whether a countdown runs until it is known what came of it, or until the service may be asked again. */
export const isCounting = ({ troubled, waiting }: NumberDealing<unknown>) =>
  troubled?.status === 'looking' || waiting > 0;

/** What one customer does about where their numbers ring; it ends when somebody else signs in. */
export class Routings<D extends RoutingDesk = RoutingDesk> {
  readonly routings = new Map<string, NumberRouting>();
  protected readonly desk: D;
  private readonly client: Client;
  private over = false;

  constructor(desk: D, client: Client) {
    this.desk = desk;
    this.client = client;
  }

  /** Whether a write on this number has to wait for what was begun before, or whoever wanted it is gone. */
  busy(e164: string): boolean {
    return this.over || Boolean(this.routings.get(e164)?.closed);
  }

  /** How many writes are under way. */
  get pending(): number {
    return [...this.routings.values()].filter(({ busy }) => busy).length;
  }

  /** Whether a countdown runs: until it is known what happened, or until the service may be asked again. */
  get counting(): boolean {
    return [...this.routings.values()].some(isCounting);
  }

  /** Ends everything without a word. */
  end() {
    this.over = true;
    for (const routing of this.routings.values()) routing.end();
  }

  /** Asks where numbers shall ring, and lets them ring there, one by one until it does not go well. */
  async route(first: PhoneNumber, ...rest: PhoneNumber[]) {
    const { desk } = this;
    const numbers = [first, ...rest];
    if (numbers.some(({ e164 }) => this.busy(e164))) return;
    const question = routingQuestion(first, desk.portal(), desk.trunks());
    if (rest.length > 0) question.title = desk.portal().strings.list.routing.titles(numbers.length);
    const to = await desk.choose(question);
    for (const number of numbers) {
      if (!to || this.busy(number.e164)) return;
      const routing = this.routingOf(number);
      await this.onMoved(routing, () => routing.move(number.trunk_group_id, to.trunk));
      if (routing.troubled) return;
    }
  }

  /** What came of all of it, in words. */
  news(): TemplateResult {
    const portal = this.desk.portal();
    return html`${[...this.routings.values()].map((routing) =>
      newsOf(
        routing.e164,
        routingNews(routing, {
          portal,
          name: (trunk) => this.nameOf(trunk),
          fault: (trunk) => this.faultIn(trunk),
          onLookAgain: () => this.onMoved(routing, () => routing.lookAgain()),
          onFinish: () => routing.closed || this.onMoved(routing, () => routing.link()),
        }),
      ),
    )}`;
  }

  protected nameOf(trunk = '') {
    return this.desk.trunks()?.get(trunk)?.name ?? this.desk.portal().strings.list.trunk;
  }

  private faultIn(trunk = '') {
    const known = this.desk.trunks()?.get(trunk);
    const fault = known && faultOf(known);
    return fault && this.desk.portal().strings.list.faults[fault];
  }

  protected async onMoved({ e164 }: NumberRouting, move: () => Promise<Place | undefined>) {
    const place = await move();
    await this.tell(place && new VobizNumberAssignedEvent(e164, place.trunk));
  }

  protected async tell(event: Event | undefined) {
    if (!this.over) await this.desk.tell(event);
  }

  protected routingOf(number: Pick<PhoneNumber, 'e164' | 'region'>): NumberRouting {
    return this.one(this.routings, number, NumberRouting);
  }

  protected one<T, N extends Pick<PhoneNumber, 'e164' | 'region'>>(
    known: Map<string, T>,
    number: N,
    Kind: new (host: ReactiveControllerHost, client: Client, number: N) => T,
  ): T {
    const one = known.get(number.e164) ?? new Kind(this.desk.host, this.client, number);
    known.set(number.e164, one);
    return one;
  }
}
