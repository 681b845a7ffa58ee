import { consume } from '@lit/context';
import { TaskStatus, initialState } from '@lit/task';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Kyc } from '../contract/kyc.ts';
import { Countdown } from '../controllers/countdown.ts';
import { browser } from '../controllers/leave.ts';
import { Polling, type Pace } from '../controllers/polling.ts';
import { Read } from '../controllers/read.ts';
import { Verification, type Flow } from '../controllers/verification.ts';
import { flow as flowRule, wrongAttributes } from './attributes.ts';
import { base, controls } from './controls.ts';
import { asVobizError, faces } from './faces.ts';
import { VobizKycChangedEvent, VobizKycCompletedEvent, VobizKycRedirectEvent } from './kyc-events.ts';
import { kycNews, type KycNews } from './kyc-news.ts';
import { kycPhone } from './kyc-phone.ts';
import { blank, isNews, pauseOf, publicOf, readKyc, type SeenKyc } from './kyc-reading.ts';
import { restartQuestion } from './kyc-question.ts';
import { takeReturn } from './kyc-return.ts';
import { canShow, isShut, paceOf, stageOf, type Stage } from './kyc-stage.ts';
import { kycStyles } from './kyc-styles.ts';
import { headline, kycView } from './kyc-view.ts';
import { kycWayStyles } from './kyc-way-styles.ts';
import { outsidePortal, portalContext, type Portal } from './portal.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import './vobiz-confirm.ts';

/**
 * Lets a customer prove who they are, on the service's own page or by a link in a mail, and tells how far that is.
 *
 * @slot completed - What to do next, shown to a customer who is verified.
 * @fires {VobizKycRedirectEvent} vobiz-kyc-redirect - Before the browser leaves for the verification page; cancelable.
 * @fires {VobizKycChangedEvent} vobiz-kyc-changed - When the verification has moved on.
 * @fires {VobizKycCompletedEvent} vobiz-kyc-completed - When the customer is verified, read at the service.
 * @csspart failure - The message shown when something went wrong.
 * @csspart frame - The frame around the whole.
 */
export class VobizKycRedirect extends LitElement {
  /** Comes from the nearest `<vobiz-portal>`. */
  @consume({ context: portalContext, subscribe: true })
  @property({ attribute: false })
  portal?: Portal | null;

  /** How a verification begins: `redirect` goes to its page at once, `email` sends the link. */
  @property() flow: Flow = 'redirect';
  /** Also shows the link, as a QR code and to copy. It lets its holder act for the customer, so think twice. */
  @property({ type: Boolean, attribute: 'show-link' }) showLink = false;

  @state() private leaving = false;
  @state() private news?: KycNews;
  @query('vobiz-confirm') private confirm?: VobizConfirm;
  @query('h2') private heading?: HTMLHeadingElement | null;

  private verification?: Verification;
  /** The status that the address claimed on the way back; it makes the element ask, and decides nothing. */
  private hint?: string;
  private stage?: Stage;
  private pace: Pace = 'off';
  private was?: Stage;
  private told?: Kyc;
  private hadFocus = false;
  /** A link that somebody asked to see, and its QR code; gone as soon as anything else is done. */
  private shown?: { link: string; code: unknown };

  private readonly kyc = new Read(this, {
    args: () => [this.portal?.client, this.portal?.revision] as const,
    task: ([client], { signal }): Promise<SeenKyc> | typeof initialState =>
      client ? readKyc(client, signal) : initialState,
  });
  private readonly polling = new Polling(
    this,
    () => this.pace,
    () => this.kyc.run(),
  );
  private readonly countdown = new Countdown(
    this,
    () => this.pause > 0 || this.verification?.troubled?.status === 'looking',
  );

  private get pause() {
    return this.kyc.last ? pauseOf(this.kyc.last) : 0;
  }

  private get how(): Flow {
    return this.flow === 'email' ? 'email' : 'redirect';
  }

  private get trouble() {
    return this.kyc.status === TaskStatus.ERROR ? asVobizError(this.kyc.error).kind : undefined;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.hint = takeReturn() ?? this.hint;
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.shown = undefined;
  }

  /** What somebody else had begun here is none of the newcomer's business. */
  private begin(portal: Portal | null | undefined, isAnother: boolean) {
    this.verification?.end();
    this.verification = portal ? new Verification(this, portal.client) : undefined;
    this.confirm?.cancel();
    this.told = this.news = this.shown = undefined;
    this.leaving = false;
    if (isAnother) this.hint = undefined;
  }

  private readonly mayEnd = async () => {
    const question = restartQuestion(this.kyc.last, this.portal!.strings);
    return (await this.confirm?.ask(question)) ?? false;
  };

  private async act(
    write: (verification: Verification) => Promise<string | undefined>,
    then: (link: string) => unknown = this.leave,
  ) {
    const { verification } = this;
    if (!verification || verification.busy || this.leaving) return;
    this.hint = this.news = this.shown = undefined;
    const link = await write(verification);
    if (verification !== this.verification) return;
    if (link) await then.call(this, link);
    if (!this.leaving) await this.kyc.run();
  }

  /** Leaves for the page; the host may keep the customer here, and send them later. */
  private leave(link: string) {
    const { verification } = this;
    const proceed = () => {
      if (verification !== this.verification) return;
      this.leaving = true;
      // A page that does not come must not lock the button for ever.
      setTimeout(() => (this.leaving = false), 10_000);
      browser.leave(link);
    };
    if (this.dispatchEvent(new VobizKycRedirectEvent(proceed))) proceed();
  }

  private async show(link: string) {
    const { qrCode } = await import('./qr.ts');
    if (this.portal && this.isConnected) this.shown = { link, code: qrCode(link, this.portal.strings.kyc.phone.code) };
  }

  private readonly resend = async (verification: Verification) => {
    this.news = await verification.resend(this.kyc.last?.resend_at);
    return undefined;
  };

  private readonly onLookAgain = async () => {
    await this.verification?.troubled?.lookAgain();
    await this.kyc.run();
  };

  private readonly onDismiss = () => {
    this.news = undefined;
    this.verification?.forget();
  };

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('portal');
    if (before?.client !== this.portal?.client && changed.has('portal')) this.begin(this.portal, Boolean(before));
    this.hadFocus = Boolean(this.shadowRoot?.activeElement?.closest('.actions, vobiz-notice, vobiz-failure'));
    this.was = this.stage;
    if (this.kyc.status === TaskStatus.PENDING && this.kyc.last) return;
    this.stage = stageOf(this.kyc.last, this.hint);
    if (!canShow(this.stage)) this.shown = undefined;
    const isBusy = this.leaving || Boolean(this.verification?.busy);
    this.pace = paceOf(this.stage, { trouble: this.trouble, isBusy, isShown: Boolean(this.shown) });
  }

  protected override updated() {
    // What had the focus is gone, or is a button that does something else now.
    if (this.hadFocus && this.stage !== this.was) this.heading?.focus();
    this.tell();
  }

  /** Tells the page what is new. What was so already when somebody opened it is not, unless they have just come back. */
  private tell() {
    const [now, then] = [this.kyc.last, this.told];
    if (!now || now === then) return;
    this.told = now;
    const isBack = !then && this.hint !== undefined;
    if (isBack || (then && isNews(then, now))) this.dispatchEvent(new VobizKycChangedEvent(publicOf(now)));
    if (now.verified && (isBack || (then && !then.verified))) {
      this.hint = undefined;
      this.dispatchEvent(new VobizKycCompletedEvent(publicOf(now)));
    }
  }

  override render() {
    if (this.portal === undefined) return outsidePortal(this);
    if (!this.portal) return nothing; // its portal is about to be ready
    const { portal, kyc, stage = 'none', polling, verification } = this;
    const busy = this.leaving || (verification?.busy ?? false);
    // Who waits for a result is not told that one of many questions went unanswered.
    const isWaiting = stage === 'confirming' && !isShut(this.trouble);
    const face = (read: Kyc) =>
      kycView({
        portal,
        kyc: read,
        stage,
        flow: this.how,
        verification,
        leaving: this.leaving,
        pause: this.pause,
        wait: polling.isOver ? 'over' : polling.isLong ? 'long' : '',
        news: kycNews(verification, this.news, portal, this.onLookAgain, this.onDismiss),
        phone: this.phone(read, stage, busy),
        onStart: (flow) => this.act((one) => one.begin(flow, this.mayEnd)),
        onResend: () => this.act(this.resend),
        onRestart: () => this.act((one) => one.beginAnew(this.how, this.mayEnd)),
        onCheck: () => polling.now(),
      });
    const said = kyc.last || isWaiting ? headline({ portal, kyc: kyc.last ?? blank, stage }).title : nothing;
    return html`
      ${wrongAttributes(this, [['flow', this.flow, flowRule]])}
      <section lang=${portal.lang} aria-busy=${busy}>
        ${isWaiting ? face(kyc.last ?? blank) : faces(kyc, portal, face)}
        <p class="hidden" role="status">${said}</p>
      </section>
      <vobiz-confirm .strings=${portal.strings} exportparts="dialog"></vobiz-confirm>
    `;
  }

  /** The way on by phone: only where the host allows it, and only while there is a link to go on with. */
  private phone(kyc: Kyc, stage: Stage, busy: boolean) {
    const isOffered = this.showLink && this.how === 'redirect' && kyc.flow_type !== 'email';
    if (!isOffered || !canShow(stage) || !this.portal!.may('startKyc')) return nothing;
    const onShow = () => void this.act((one) => one.begin('redirect', this.mayEnd), this.show);
    return kycPhone(this.portal!.strings, { ...this.shown, busy, onShow });
  }

  static override styles = [base, controls, kycWayStyles, kycStyles];
}

if (!customElements.get('vobiz-kyc-redirect')) customElements.define('vobiz-kyc-redirect', VobizKycRedirect);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-kyc-redirect': VobizKycRedirect;
  }
}
