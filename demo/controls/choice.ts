import { element } from '../element.ts';

/** One of a few, as radio buttons that look like one switch. */
export function choice<Value extends string>(
  name: string,
  options: [Value, string][],
  chosen: Value,
  choose: (value: Value) => void,
): HTMLFieldSetElement {
  return element(
    'fieldset',
    { class: 'choice' },
    element('legend', {}, name),
    element(
      'div',
      { class: 'segments' },
      ...options.map(([value, word]) =>
        element(
          'label',
          {},
          element('input', {
            type: 'radio',
            name,
            value,
            checked: value === chosen ? '' : undefined,
            onchange: () => choose(value),
          }),
          element('span', value === 'hi' ? { lang: 'hi' } : {}, word),
        ),
      ),
    ),
  );
}
