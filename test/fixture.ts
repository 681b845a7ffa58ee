import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('fixtures/', import.meta.url);

/** A body that the API answers, by its name without `.json`. */
export const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

/** The names of all bodies that say no, with their status. */
export function refusals(): { name: string; status: number }[] {
  return readdirSync(folder).flatMap((file) => {
    const status = /(?:\.|^error-)([45]\d\d)\b.*\.json$/.exec(file)?.[1];
    return status ? [{ name: file.replace(/\.json$/, ''), status: Number(status) }] : [];
  });
}
