import { byId, copyOf, element } from './element.ts';
import { faceOf } from './face.ts';
import type { DemoState } from './sign-in.ts';
import { wordIn, type Language } from './words.ts';

/** Shows who may sign in. */
export function showSignIn(customers: DemoState['customers'], lang: Language): void {
  const card = copyOf('sign-in');
  byId('customers', card).append(...customers.map(rowOf));
  byId('content').replaceChildren(card);
  byId('bar').replaceChildren();
  document.title = wordIn(lang, 'signIn');
}

const rowOf = ({ id, name, note }: DemoState['customers'][number]) =>
  element(
    'button',
    { class: 'customer', name: 'customer', value: id },
    element('span', { class: 'face', 'aria-hidden': 'true' }, faceOf(name)),
    element(
      'span',
      { class: 'about' },
      element('strong', {}, name),
      // Both are there; the style sheet shows the page's language.
      element('span', { class: 'note', lang: 'en-IN' }, note.en),
      element('span', { class: 'note', lang: 'hi' }, note.hi),
    ),
  );
