import { markup, type Markup, type Part } from './markup.ts';

/** A table of the control page, or a sentence where there is nothing to show. */
export function table(caption: string, columns: readonly string[], rows: readonly Part[][]): Markup {
  if (rows.length === 0) return markup`<p>${caption}: none.</p>`;
  const head = columns.map((column) => markup`<th scope="col">${column}</th>`);
  const body = rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`);
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** A form that gives the desk a command. */
export const form = (path: string, button: string, ...fields: Part[]): Markup =>
  markup`<form method="post" action="/__sandbox/${path}">${fields}<button>${button}</button></form>`;

/** A field with its label. */
export const field = (name: string, label: string, type = 'text'): Markup =>
  markup`<label>${label} <input name="${name}" type="${type}" autocomplete="off"></label>`;

/** A field that nobody fills in. */
export const hidden = (name: string, value = 'true'): Markup =>
  markup`<input type="hidden" name="${name}" value="${value}">`;

/** A page of the desk. */
export const deskFrame = (title: string, main: Markup): Markup => markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/kyc/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/__sandbox/desk.css">
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;

/** How the desk looks. */
export const deskStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 70em; margin: 0 auto; padding: 1em; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: 0.75em; align-items: end; margin: 0.75em 0; }
td form { margin: 0; }
label { display: grid; }
input, select, button { font: inherit; min-height: 2em; }
.wide { overflow-x: auto; margin-block: 1em; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: bold; }
th, td { text-align: start; vertical-align: top; padding: 0.25em 0.5em; border-block-end: 1px solid GrayText; overflow-wrap: normal; }
td button { white-space: nowrap; }
.letter { max-width: 36em; padding: 1em 1.5em; border: 1px solid GrayText; border-radius: 0.5em; }
.letter a { display: inline-block; margin-block: 0.5em 1em; padding: 0.6em 1.2em; border-radius: 0.5em; background: #2f4fd0; color: #fff; font-weight: bold; text-decoration: none; }
`;
