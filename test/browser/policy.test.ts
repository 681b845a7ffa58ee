import { expect } from '@open-wc/testing';
import { html, render } from 'lit';

declare global {
  interface Window {
    /** Set while a test breaks the policy on purpose; every other test that does so fails. */
    expectsViolation?: boolean;
  }
}

/** Does what the policy forbids, and waits until the browser has said so. */
async function breaking(act: () => void): Promise<string> {
  const said = new Promise<SecurityPolicyViolationEvent>((heard) =>
    window.addEventListener('securitypolicyviolation', heard, { once: true }),
  );
  window.expectsViolation = true;
  act();
  const { effectiveDirective } = await said;
  window.expectsViolation = false;
  return effectiveDirective;
}

describe('the page that tests run in', () => {
  it('is under the strict policy: text does not become markup', async () => {
    const place = document.createElement('p');
    const directive = await breaking(() => expect(() => (place.innerHTML = '<b>x</b>')).to.throw(TypeError));
    expect(directive).to.equal('require-trusted-types-for');
    expect(place.childElementCount).to.equal(0);
  });

  it('is under the strict policy: a style attribute does nothing', async () => {
    const place = document.createElement('div');
    document.body.append(place);
    const directive = await breaking(() => render(html`<p style=${'padding-left: 7px'}>x</p>`, place));
    expect(directive).to.match(/^style-src/);
    expect(getComputedStyle(place.querySelector('p')!).paddingLeft).to.equal('0px');
  });
});
