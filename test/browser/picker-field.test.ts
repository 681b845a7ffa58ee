import { expect } from '@open-wc/testing';
import { createSandbox, createWorld, sellToStranger } from '../../src/sandbox/index.ts';
import type { VobizNumberPicker } from '../../src/index.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, button, find, press, seen, until } from './sight.ts';

/** A picker in somebody's form. */
async function inForm(scene: Scene, attributes: Record<string, string>) {
  const form = document.createElement('form');
  const group = form.appendChild(document.createElement('fieldset'));
  const portal = show('vobiz-number-picker', scene);
  const picker = portal.querySelector('vobiz-number-picker')!;
  for (const [name, value] of Object.entries({ name: 'number', ...attributes })) picker.setAttribute(name, value);
  group.append(portal);
  document.body.append(form);
  await until(() => [...all(document.body)].some((element) => element.matches('input[name=number]')), 'no list');
  return { form, group, picker, sent: () => new FormData(form).get('number') };
}

const numbersOf = (picker: VobizNumberPicker) =>
  [...picker.shadowRoot!.querySelectorAll<HTMLInputElement>('input[name=number]')].map(({ value }) => value);

describe('a number picker in a form', () => {
  afterEach(clear);

  it('lets somebody buy the number that the page chose for them, though it is on another page', async () => {
    const service = createSandbox({ numbers: 300 });
    const { picker } = await inForm({ service }, {});
    await press('Next page');
    await seen('Page 2 of 12');
    await until(() => picker.shadowRoot!.querySelector('[aria-busy=false]'), 'still reading');
    const wanted = numbersOf(picker)[3]!;
    clear();
    const { sent } = await inForm({ service }, { value: wanted });
    expect(sent()).to.equal(wanted);
    await press('Review and buy');
    await seen(wanted);
    await press(/^Buy for/);
    await seen('is yours');
    expect(sent()).to.equal(null);
  });

  it('says so when the number that the page chose is not for sale any more', async () => {
    const world = createWorld({ numbers: 60 });
    const service = createSandbox({ world });
    const { picker } = await inForm({ service }, {});
    const sold = numbersOf(picker)[0]!;
    sellToStranger(world, sold);
    clear();
    await inForm({ service }, { value: sold });
    await seen('is not for sale any more');
    expect(button('Review and buy')).to.equal(undefined);
  });

  it('sends nothing that is not a number, and is not content with it', async () => {
    const { form, sent, picker } = await inForm({}, { value: 'javascript:alert(1)', required: '' });
    await seen('<vobiz-number-picker value="javascript:alert(1)"> cannot be used');
    expect(sent()).to.equal(null);
    expect(form.checkValidity()).to.equal(false);
    find<HTMLInputElement>('input[name=number]').click();
    await picker.updateComplete;
    expect(sent()).to.match(/^\+91/);
    expect(form.checkValidity()).to.equal(true);
  });

  it('can be emptied by the page, and then offers nothing to buy', async () => {
    const { picker } = await inForm({}, {});
    find<HTMLInputElement>('input[name=number]').click();
    await seen('Review and buy');
    picker.value = '';
    await until(() => !button('Review and buy'), 'the choice stays');
    expect([...all(picker.shadowRoot!)].some((element) => element.matches('input:checked'))).to.equal(false);
  });

  it('rests while its fieldset is disabled', async () => {
    const { group, picker, sent } = await inForm({}, {});
    find<HTMLInputElement>('input[name=number]').click();
    await seen('Review and buy');
    group.disabled = true;
    await until(() => button('Review and buy')!.disabled, 'it can still be bought');
    expect(find<HTMLInputElement>('input[name=number]').disabled).to.equal(true);
    expect(sent()).to.equal(null);
    group.disabled = false;
    await until(() => !button('Review and buy')!.disabled, 'it stays closed');
    expect(sent()).to.equal(picker.value);
  });

  it('tells the page of every change, the last one too', async () => {
    const { picker } = await inForm({}, {});
    const values: string[] = [];
    picker.addEventListener('change', () => values.push(picker.value));
    find<HTMLInputElement>('input[name=number]').click();
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('is yours');
    expect(values.length).to.equal(2);
    expect(values[1]).to.equal('');
  });
});
