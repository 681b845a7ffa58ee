import type { Handler } from '../../src/contract/handler.ts';
import { all, button, find, press, seen, type, until } from './sight.ts';

/** A service that remembers how often each write reached it. */
export function counted(service: Handler) {
  const writes: string[] = [];
  const answered: string[] = [];
  const handler: Handler = async (request) => {
    const { method } = request;
    if (method === 'GET') return service(request);
    writes.push(method);
    const answer = await service(request);
    answered.push(method);
    return answer;
  };
  return { handler, writes, answered };
}

/** Asks for the release of the first number that can be released, types its last digits and says yes. */
export async function releaseFirst() {
  const pressed = await press(/^Release \+91/);
  const name = pressed.getAttribute('aria-label')!.replace('Release ', '');
  await seen('Type');
  type(find('#phrase'), name.replace(/\D/g, '').slice(-4));
  await until(() => button('Release number')?.disabled === false, 'yes stays closed');
  await press('Release number');
  return name;
}

/** The row of a number. */
export const rowOf = (name: string) =>
  [...all(document.body)].find((element) => element.localName === 'tr' && element.textContent.includes(name))!;

/** Every row of the list, by the number in it. */
export const rowsNow = () =>
  [...all(document.body)]
    .filter((element) => element.matches('tr[data-row]:not(.details)'))
    .map((row) => row.getAttribute('data-row')!);

/** Chooses a place in the dialog, and says yes. */
export async function chooseTrunk(name: string, yes: string) {
  await seen('ring?');
  const label = [...all(document.body)].find(
    (element) => element.matches('label.place') && element.textContent.includes(name),
  )!;
  label.querySelector('input')!.click();
  await until(() => button(yes)?.disabled === false, `“${yes}” stays closed`);
  await press(yes);
}
