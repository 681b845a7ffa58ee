/** What each entry of the build weighs, gzip -9, with all that it loads at once. */
import { readdirSync } from 'node:fs';
import { readBundle, weigh, weighEntry } from '../bytes.ts';

const { first, each, all } = weigh(readBundle());
const say = (what: string, bytes: number | undefined) => console.log(`${what.padEnd(58)} ${String(bytes).padStart(7)}`);

say('vobiz-portal.js, before any element is on the page', first);
for (const { tag, bytes } of each) say(`a page with ${tag}, in English`, bytes);
say('the whole portal, with all that it can load in English', all);
for (const file of readdirSync('dist/elements').filter((name) => /^vobiz-.*\.js$/.test(name)))
  say(`vobiz-portal/elements/${file}`, await weighEntry(`dist/elements/${file}`));
say('vobiz-portal/client', await weighEntry('dist/client/client.js'));
