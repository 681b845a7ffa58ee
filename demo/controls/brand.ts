import { element } from '../element.ts';

const swatches: Record<string, string> = {
  '#0f766e': 'Teal',
  '#4338ca': 'Indigo',
  '#be185d': 'Pink',
  '#b45309': 'Amber',
  '#334155': 'Slate',
};

/** The partner's colour: five to pick from, or any other. */
export function brandChoice(chosen: string, choose: (accent: string) => void): HTMLFieldSetElement {
  const custom = element('input', {
    type: 'color',
    value: chosen,
    'aria-label': 'Another colour',
    oninput: () => {
      for (const radio of fieldset.querySelectorAll<HTMLInputElement>('[type=radio]')) radio.checked = false;
      choose(custom.value);
    },
  });
  const fieldset = element(
    'fieldset',
    { class: 'choice' },
    element('legend', {}, 'Brand colour'),
    element(
      'div',
      { class: 'swatches' },
      ...Object.entries(swatches).map(([accent, name]) => {
        const dot = element('span', { class: 'dot' });
        dot.style.setProperty('--dot', accent);
        const radio = element('input', {
          type: 'radio',
          name: 'accent',
          value: accent,
          'aria-label': name,
          checked: accent === chosen ? '' : undefined,
          onchange: () => {
            custom.value = accent;
            choose(accent);
          },
        });
        return element('label', { title: name }, radio, dot);
      }),
      element('label', { class: 'custom', title: 'Another colour' }, custom),
    ),
  );
  return fieldset;
}
