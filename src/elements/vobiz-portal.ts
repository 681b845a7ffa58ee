import { ContextProvider } from '@lit/context';
import { Task, TaskStatus, initialState } from '@lit/task';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Client } from '../client/client.ts';
import type { Session } from '../contract/session.ts';
import { Read } from '../controllers/read.ts';
import { first, forDevelopers, languageOf } from '../strings/first.ts';
import type { Strings } from '../strings/en.ts';
import { reworded, type Wording } from '../strings/reworded.ts';
import * as rules from './attributes.ts';
import { portalContext, type Portal } from './portal.ts';
import { base, controls } from './controls.ts';
import { tokens } from './styles.ts';
import { watchSession } from './watch-session.ts';

/** The host's session has ended: the customer has to sign in again. Heard once, until a session is there again. */
export class VobizSessionEndedEvent extends Event {
  static readonly type = 'vobiz-session-ended';

  constructor() {
    super(VobizSessionEndedEvent.type, { bubbles: true, composed: true });
  }
}

// What one element has changed, the others show too, once when several changes come in a row.
const pause = 250;
const ofNumbers = ['bought', 'released', 'restored', 'assigned'].map((change) => `vobiz-number-${change}`);
const changes = [...ofNumbers, 'vobiz-kyc-completed'];

/**
 * What the portal's elements share: where the token proxy is, the words, the language, the zone, the theme.
 *
 * With nothing inside it shows the whole portal.
 *
 * @slot - The portal's elements, anywhere below.
 * @fires {VobizSessionEndedEvent} vobiz-session-ended - When the customer has to sign in at the host again.
 * @cssprop [--vobiz-accent=#2f4fd0] - The partner's colour; what is written on it is chosen black or white by itself.
 * @cssprop [--vobiz-font=inherit] - The font family.
 * @cssprop [--vobiz-radius=10px] - The roundness of frames; controls follow.
 * @cssprop --vobiz-surface - The page below; likewise `--vobiz-raised`, `--vobiz-sunken`, `--vobiz-text`, `--vobiz-muted`, `--vobiz-line`.
 */
export class VobizPortal extends LitElement {
  /** Where the token proxy is: a path on this page's origin, or a whole address. */
  @property() endpoint?: string;
  /** `en` or `hi`, or a longer tag of one of them; the page's own language when left out. */
  @property() override lang = '';
  /** `light`, `dark`, or `auto` for what the page around it is. */
  @property({ reflect: true }) theme: 'light' | 'dark' | 'auto' = 'auto';
  /** The IANA zone that dates are shown in; what the session says when left out. */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** A client to use in place of the one for `endpoint`. */
  @property({ attribute: false }) client?: Client;
  /** Words to use in place of some of the language's own. */
  @property({ attribute: false }) strings?: Wording;

  @state() private revision = 0;
  @state() private generation = 0;
  @state() private bare = false;
  private readonly context = new ContextProvider(this, { context: portalContext, initialValue: null });
  private sessionEnded = false;
  private changing?: ReturnType<typeof setTimeout>;

  private readonly words = new Task(this, {
    args: () => [this.strings, this.language] as const,
    task: async ([given, language]): Promise<Strings> =>
      reworded(
        language === 'hi' ? (await import('../strings/hi.ts')).hi : (await import('../strings/en.ts')).en,
        given,
      ),
  });

  private readonly connection = new Task(this, {
    args: () => [this.client, this.endpoint, this.generation] as const,
    task: async ([given, endpoint]): Promise<Client | undefined> => {
      if (given) return watchSession(given, this.onSession);
      if (!endpoint) return undefined;
      const { createClient } = await import('../client/client.ts');
      return watchSession(createClient({ endpoint }), this.onSession);
    },
  });

  // What was known of the customer stays known when it cannot be read again.
  private readonly session = new Read(this, {
    args: () => [this.connection.value, this.revision] as const,
    task: ([client], { signal }): Promise<Session> | typeof initialState => client?.getSession(signal) ?? initialState,
  });

  private get language() {
    return languageOf(this.lang || document.documentElement.lang || 'en');
  }

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener('pageshow', this.onPageShow);
    window.addEventListener('online', this.readAgain);
    document.addEventListener('visibilitychange', this.onVisible);
    document.addEventListener('DOMContentLoaded', this.onChildren);
    for (const change of changes) this.addEventListener(change, this.onChange);
    this.onChildren();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('pageshow', this.onPageShow);
    window.removeEventListener('online', this.readAgain);
    document.removeEventListener('visibilitychange', this.onVisible);
    document.removeEventListener('DOMContentLoaded', this.onChildren);
    for (const change of changes) this.removeEventListener(change, this.onChange);
    clearTimeout(this.changing);
  }

  /** Forgets everything and reads it anew; for when the host has signed the customer out, or in as somebody else. */
  refresh() {
    this.generation += 1;
  }

  private readonly onChange = () => {
    clearTimeout(this.changing);
    this.changing = setTimeout(this.readAgain, pause);
  };

  private readonly readAgain = () => {
    this.revision += 1;
  };

  // Until the page is parsed a portal may look empty that is not.
  private readonly onChildren = () => {
    this.bare = this.childElementCount === 0 && document.readyState !== 'loading';
    if (this.bare) void import('./vobiz-whole.ts').catch(() => undefined);
  };

  // A page from the back-forward cache may show somebody else's account.
  private readonly onPageShow = (event: PageTransitionEvent) => event.persisted && this.refresh();

  // Who signs in again in another tab comes back to a working page.
  private readonly onVisible = () => {
    if (this.sessionEnded && !document.hidden) this.readAgain();
  };

  private readonly onSession = (signedIn: boolean) => {
    if (signedIn === !this.sessionEnded) return;
    this.sessionEnded = !signedIn;
    if (this.sessionEnded) this.dispatchEvent(new VobizSessionEndedEvent());
  };

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const { value: client } = this.connection;
    const { value: strings } = this.words;
    if (client && strings && this.words.status !== TaskStatus.ERROR) this.share(client, strings);
  }

  /** Gives what is shared to the elements, as a new object only when something in it is new. */
  private share(client: Client, strings: Strings) {
    const { last: session } = this.session;
    const { revision, language: lang } = this;
    const timeZone = this.timeZone || session?.time_zone || 'Asia/Kolkata';
    const may: Portal['may'] = (call) => session?.can?.includes(call) ?? true;
    const now = { client, strings, lang, timeZone, session, revision };
    const then = this.context.value;
    if (then && (Object.keys(now) as (keyof typeof now)[]).every((key) => now[key] === then[key])) return;
    this.context.setValue({ ...now, may });
  }

  override render() {
    if (!this.endpoint && !this.client) return html`<p lang="en" role="note">${forDevelopers.noEndpoint}</p>`;
    const early = first[this.language];
    if (this.connection.status === TaskStatus.ERROR && this.connection.error instanceof TypeError) {
      const { message } = this.connection.error;
      // A wrong endpoint is the developer's to mend; a part that did not load is anybody's to try again.
      if (message.startsWith('endpoint')) return html`<p lang="en" role="note">${message}</p>`;
    }
    if (this.connection.status === TaskStatus.ERROR || this.words.status === TaskStatus.ERROR) {
      return html`<p role="alert">${early.failed}</p>
        <button @click=${this.onReload}>${early.retry}</button>`;
    }
    const { theme, timeZone } = this;
    return html`${rules.wrongAttributes(this, [
        ['theme', theme, rules.theme],
        ['time-zone', timeZone, rules.timeZone],
      ])}<slot @slotchange=${this.onChildren}></slot>
      ${this.bare ? html`<vobiz-whole exportparts="dialog, failure, choice"></vobiz-whole>` : nothing}`;
  }

  private onReload() {
    void this.connection.run();
    void this.words.run();
  }

  static override styles = [
    tokens,
    base,
    controls,
    css`
      :host {
        container-type: normal;
      }
    `,
  ];
}

if (!customElements.get('vobiz-portal')) customElements.define('vobiz-portal', VobizPortal);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-portal': VobizPortal;
  }
  interface GlobalEventHandlersEventMap {
    'vobiz-session-ended': VobizSessionEndedEvent;
  }
}
