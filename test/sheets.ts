import { transform } from 'lightningcss';

/**
 * Takes out of the style sheets in a module what only their author reads.
 *
 * A sheet with a value of the program in it stays as it is.
 */
export const minifySheets = (code: string): string =>
  code.replace(/\bcss ?`([^`$\\]*)`/g, (_whole, sheet: string) => {
    const { code: small } = transform({ filename: 'sheet.css', code: Buffer.from(sheet), minify: true });
    return `css\`${small.toString()}\``;
  });

/** Takes out the indentation, which templates would keep: between tags any white space is as good as another. */
export const unindent = (code: string): string => code.replace(/\n[ \t]+/g, '\n');
