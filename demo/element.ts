/** Makes an element; text is only ever text. A listener goes under its event's name with `on` before it. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | undefined | ((event: Event) => void)> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A copy of what a template of the page holds. */
export function copyOf(template: string): DocumentFragment {
  return document.importNode((byId(template) as HTMLTemplateElement).content, true);
}

/** The element with this id; the page is ours, so it is there. */
export function byId(id: string, root: Document | DocumentFragment = document): HTMLElement {
  const found = root.querySelector<HTMLElement>(`#${id}`);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}
