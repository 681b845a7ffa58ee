import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { formatPhone } from '../../src/format/phone.ts';
import { en } from '../../src/strings/en.ts';

/** What a customer does in the portal, by the words they see. */
export const portalOf = (page: Page): Locator => page.locator('vobiz-portal');

const regions: Record<string, string> = { '+9179': 'Gujarat', '+9180': 'Karnataka' };

/** The number as the portal writes it, in the region where the sandbox has it. */
export const asShown = (e164: string): string => formatPhone(e164, regions[e164.slice(0, 5)]);

/** Opens the page of the portal with numbers for sale. */
export async function goToShop(page: Page): Promise<void> {
  await portalOf(page).getByRole('button', { name: en.portal.buy, exact: true }).click();
  await portalOf(page).locator('input[name=number]').first().waitFor();
}

/** Opens the page of the portal with the customer's own numbers. */
export async function goToOwn(page: Page): Promise<void> {
  await portalOf(page).getByRole('button', { name: en.portal.numbers, exact: true }).click();
}

/** Chooses the number in a row, the first unless said otherwise, and answers it in E.164. */
export async function choose(page: Page, row = 0): Promise<string> {
  const radio = portalOf(page).locator('input[name=number]').nth(row);
  await portalOf(page)
    .locator('label', { has: page.locator('input[name=number]') })
    .nth(row)
    .click();
  assert.ok(await radio.isChecked(), 'pressing a row chooses it');
  return radio.inputValue();
}

/** Goes on to the question that says what it will cost. */
export async function review(page: Page): Promise<Locator> {
  await portalOf(page).getByRole('button', { name: en.picker.review }).click();
  const dialog = page.getByRole('dialog', { name: en.picker.confirm.title });
  await dialog.waitFor();
  return dialog;
}

/** Says yes to the price. */
export const sayYes = (dialog: Locator): Promise<void> => dialog.getByRole('button', { name: /^Buy for ₹/ }).click();

/** Chooses the first number and buys it. */
export async function buy(page: Page): Promise<string> {
  const e164 = await choose(page);
  await sayYes(await review(page));
  return e164;
}

/** Waits until the portal says this. */
export const hears = (page: Page, sentence: string): Promise<void> =>
  portalOf(page).getByText(sentence).filter({ visible: true }).first().waitFor();

/** Presses Tab until what has the focus is called this. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      let active = document.activeElement === document.body ? null : document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : active?.textContent;
      return (active?.getAttribute('aria-label') ?? label ?? '').trim();
    });
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    const at = await focused();
    if (name.test(at)) return;
    seen.push(at);
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never came to ${String(name)}, only to ${seen.join(' | ')}`);
}

/** Waits until something outside the page is so. */
export async function until(so: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await so())) {
    assert.ok(Date.now() < deadline, 'It did not come to be so in 10 seconds.');
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
