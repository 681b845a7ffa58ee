import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, createWorld, sellToStranger } from '../../src/sandbox/index.ts';
import type { VobizNumberPicker } from '../../src/index.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, button, find, focused, gone, press, seen, type, until } from './sight.ts';

/** A picker in somebody's form. */
async function inForm(scene: Scene, attributes: Record<string, string> = {}) {
  const form = document.createElement('form');
  const portal = show('vobiz-number-picker', scene);
  const picker = portal.querySelector('vobiz-number-picker')!;
  for (const [name, value] of Object.entries({ name: 'number', ...attributes })) picker.setAttribute(name, value);
  form.append(portal);
  document.body.append(form);
  await until(() => boxes().length > 0, 'no list');
  return { form, picker, sent: () => new FormData(form).getAll('number') };
}

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** A number of a later page, which the list does not show at first. */
async function laterNumber(service: Handler) {
  await inForm({ service });
  const first = boxes()[0]!.value;
  await press('Next page');
  await until(() => boxes()[0] && boxes()[0]!.value !== first, 'no other page');
  const [one, other] = boxes();
  clear();
  return [one!.value, other!.value] as const;
}

/** The way to the service, on which looking for one number goes wrong while `broken` says so. */
const failingFor = (e164: string, broken: () => boolean, fault: () => Response | Promise<Response>) => ({
  between:
    (proxy: Handler): Handler =>
    (request) =>
      broken() && request.url.includes(`search=${e164.slice(1)}`) ? Promise.resolve(fault()) : proxy(request),
});

const denied = () => Response.json({ kind: 'denied', code: 'forbidden' }, { status: 403 });

/** A number that is not for sale any more, and who else knows of it. */
async function soldNumber() {
  const world = createWorld({ numbers: 60 });
  const service = createSandbox({ world });
  await inForm({ service });
  const sold = boxes()[0]!.value;
  sellToStranger(world, sold);
  clear();
  return { service, sold };
}

describe('a number picker as a field', () => {
  afterEach(clear);

  it('has what a form asks of a field', async () => {
    const { form, picker } = await inForm({}, { required: '' });
    expect(picker.form === form).to.equal(true);
    expect(picker.name).to.equal('number');
    expect(picker.type).to.equal('vobiz-number-picker');
    expect(picker.willValidate).to.equal(true);
    expect(picker.validity.valueMissing).to.equal(true);
    expect(picker.validationMessage).to.equal('Choose a number');
    let told = 0;
    picker.addEventListener('invalid', () => (told += 1));
    expect(picker.checkValidity()).to.equal(false);
    expect(picker.reportValidity()).to.equal(false);
    expect(told).to.equal(2);
    boxes()[0]!.click();
    await picker.updateComplete;
    expect(picker.checkValidity()).to.equal(true);
    expect(picker.validationMessage).to.equal('');
  });

  it('belongs to a form elsewhere on the page, as React says it', async () => {
    const { picker } = await inForm({});
    const other = document.createElement('form');
    other.id = 'elsewhere';
    document.body.append(other);
    (picker as { form: unknown }).form = 'elsewhere';
    expect(picker.form?.id).to.equal('elsewhere');
    (picker as { form: unknown }).form = null;
    expect(picker.form?.id).not.to.equal('elsewhere');
  });

  it('has only the number of the page again when somebody who added another one empties the form', async () => {
    const service = createSandbox({ numbers: 60 });
    const { form, picker, sent } = await inForm({ service });
    const [first, second] = boxes().map(({ value }) => value);
    picker.setAttribute('value', second!);
    await until(() => boxes()[1]!.checked, 'it is not chosen');
    boxes()[0]!.click();
    await seen('2 numbers chosen');
    expect(sent()).to.deep.equal([second, first]);
    form.reset();
    await gone('2 numbers chosen');
    expect(sent()).to.deep.equal([second]);
    expect(boxes().filter(({ checked }) => checked).length).to.equal(1);
  });

  it('has both numbers of somebody who comes back to the page, though the list shows neither', async () => {
    const service = createSandbox({ numbers: 300 });
    const [one, other] = await laterNumber(service);
    const { picker, sent } = await inForm({ service });
    const heard: string[] = [];
    picker.addEventListener('change', () => heard.push(picker.value));
    picker.formStateRestoreCallback(`${one} ${other}`);
    expect(heard).to.deep.equal([one]); // a framework that holds the value too would put its own in its place
    await seen('2 numbers chosen');
    expect(sent()).to.deep.equal([one, other]);
    expect(picker.value).to.equal(one);
    expect(picker.checkValidity()).to.equal(true);
  });

  it('has one number of somebody who comes back where only one can be chosen', async () => {
    const service = createSandbox({ numbers: 300 });
    const [one, other] = await laterNumber(service);
    const { picker, sent } = await inForm({ service }, { 'select-only': '' });
    picker.formStateRestoreCallback(`${one} ${other}`);
    await until(() => sent().length > 0 && picker.checkValidity(), 'never chosen');
    expect(sent()).to.deep.equal([one]);
  });

  it('holds the form back while the number of the page is not for sale, until another one is chosen', async () => {
    const { service, sold } = await soldNumber();
    const { form, picker, sent } = await inForm({ service }, { value: sold });
    await seen('is not for sale any more');
    expect(form.checkValidity()).to.equal(false);
    expect(picker.validationMessage).to.contain('is not for sale any more');
    boxes()[1]!.click();
    await gone('is not for sale any more');
    expect(sent()).to.deep.equal([boxes()[1]!.value]);
    expect(form.checkValidity()).to.equal(true);
  });

  it('lets somebody do without the number of the page where none is needed, with the focus kept', async () => {
    const { service, sold } = await soldNumber();
    const { form, picker, sent } = await inForm({ service }, { value: sold });
    await seen('is not for sale any more');
    await press('Dismiss');
    await gone('is not for sale any more');
    expect(sent()).to.deep.equal([]);
    expect(picker.value).to.equal('');
    expect(form.checkValidity()).to.equal(true);
    expect(focused()?.localName).not.to.equal('body');
  });

  it('says why the number of the page could not be looked up, and looks again when asked to', async () => {
    const service = createSandbox({ numbers: 300 });
    const [wanted] = await laterNumber(service);
    let broken = true;
    const scene = {
      service,
      ...failingFor(
        wanted,
        () => broken,
        () => Response.error(),
      ),
    };
    const { form, picker, sent } = await inForm(scene, { value: wanted });
    await until(() => button('Try again'), 'nothing is said');
    expect(form.checkValidity()).to.equal(false);
    expect(picker.validationMessage).to.match(/^We could not find out whether .* is for sale\.$/);
    broken = false;
    await press('Try again');
    await seen('Review and buy');
    expect(sent()).to.deep.equal([wanted]);
    expect(form.checkValidity()).to.equal(true);
    expect(button('Try again')).to.equal(undefined);
  });

  it('looks the number of the page up again when the network is back', async () => {
    const service = createSandbox({ numbers: 300 });
    const [wanted] = await laterNumber(service);
    let broken = true;
    const { form } = await inForm({ service, ...failingFor(wanted, () => broken, denied) }, { value: wanted });
    await until(() => [...all(document.body)].some((one) => one.matches('vobiz-failure')), 'nothing is said');
    expect(form.checkValidity()).to.equal(false);
    broken = false;
    window.dispatchEvent(new Event('online'));
    await seen('Review and buy');
    expect(form.checkValidity()).to.equal(true);
  });

  it('is not sure of the number of the page while it is being looked up', async () => {
    const service = createSandbox({ numbers: 300 });
    const [wanted] = await laterNumber(service);
    const never = new Promise<Response>(() => undefined);
    const { picker } = await inForm(
      {
        service,
        ...failingFor(
          wanted,
          () => true,
          () => never,
        ),
      },
      { value: wanted },
    );
    expect(picker.checkValidity()).to.equal(false);
    expect(picker.validationMessage).to.match(/^Still finding out/);
  });

  it('tells the page of a choice as a field does, and nothing of what is searched for', async () => {
    const { form, picker } = await inForm({});
    const heard: string[] = [];
    const hear = ({ type: kind, target }: Event) => heard.push(`${kind} ${(target as VobizNumberPicker).value}`);
    form.addEventListener('input', hear);
    form.addEventListener('change', hear);
    type(find<HTMLInputElement>('input[type=search]'), '8');
    await press('Filters');
    await until(() => [...all(document.body)].some((one) => one.matches('input[aria-describedby=avoid]')), 'no filter');
    type(find<HTMLInputElement>('input[aria-describedby=avoid]'), '7');
    await seen(/match/);
    expect(heard).to.deep.equal([]);
    boxes()[0]!.click();
    expect(heard).to.deep.equal([`input ${picker.value}`, `change ${picker.value}`]);
    expect(picker.value).to.match(/^\+91/);
  });
});
