/** Two letters that stand for a company. */
export const faceOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map(([letter]) => letter)
    .join('');
