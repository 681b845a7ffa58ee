import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { LitElement, html } from 'lit';
import { property } from 'lit/decorators.js';

/** Proves the engines, not the product. */
class SmokeTest extends LitElement {
  @property() word = 'here';

  override render() {
    return html`<button>${this.word}</button>`;
  }
}
customElements.define('smoke-test', SmokeTest);

describe('an engine', () => {
  it('renders an element that decorators describe', async () => {
    const element = document.createElement('smoke-test') as SmokeTest;
    document.body.append(element);
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.equal('here');
    await expect(element).to.be.accessible();
  });

  it('takes keys', async () => {
    await sendKeys({ press: 'Tab' });
    expect(document.activeElement?.localName).to.equal('smoke-test');
  });
});
