import { LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';

/** A field in the host's form: what the form, and whoever asks about the field, expects of one. */
export class FormField extends LitElement {
  static readonly formAssociated = true;

  /** The field's name in the host's form. */
  @property({ reflect: true }) name = '';
  /** Whether the host's form needs it. */
  @property({ type: Boolean, reflect: true }) required = false;

  @state() protected disabled = false;
  protected readonly internals = this.attachInternals();

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  // React sets whatever is a property; of a form's id it is the attribute that counts.
  set form(id: string | null) {
    if (id === null) this.removeAttribute('form');
    else this.setAttribute('form', id);
  }

  /** What kind of field it is: its tag. */
  get type(): string {
    return this.localName;
  }

  /** What is wrong with its value. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** What is wrong with its value, in words. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  /** Whether its value is checked: a field that rests is not. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** Whether its value is good; tells with an `invalid` event if not. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** The same, and shows what is wrong. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  formDisabledCallback(disabled: boolean) {
    this.disabled = disabled;
  }
}
