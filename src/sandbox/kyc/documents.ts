/** Who holds a PAN, by its fourth letter. */
export const panHolders: Record<string, string> = {
  P: 'a person',
  C: 'a company',
  F: 'a firm or an LLP',
  H: 'a Hindu undivided family',
  T: 'a trust',
  A: 'an association of persons',
  B: 'a body of individuals',
  L: 'a local authority',
  J: 'an artificial juridical person',
  G: 'a government body',
};

/** A PAN as it is written: five letters, four digits, a letter. */
export const isPan = (text: string): boolean => /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/.test(text);

/** PANs are numbered from 0001, so that nobody ever gets one with 0000. */
export const isNobodys = (pan: string): boolean => pan.slice(5, 9) === '0000';

/** The parts of a GSTIN, if it is one: state, PAN, entity, the letter Z, and a check character that fits. */
export function gstinOf(text: string): { pan: string; entity: string } | undefined {
  if (!/^\d\d[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]$/.test(text) || checkOf(text) !== text.at(-1)) return undefined;
  return { pan: text.slice(2, 12), entity: text.charAt(12) };
}

const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check character of a GSTIN: every other value counts twice, and each product's two digits to the base of 36 add up. */
export function checkOf(gstin: string): string {
  const sum = [...gstin.slice(0, 14)].reduce((total, character, index) => {
    const product = characters.indexOf(character) * (1 + (index % 2));
    return total + Math.floor(product / 36) + (product % 36);
  }, 0);
  return characters.charAt((36 - (sum % 36)) % 36);
}
