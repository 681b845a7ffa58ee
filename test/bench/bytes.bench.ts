/** What each entry of the build weighs, gzip -9, with all that it loads at once. */
import { readdirSync } from 'node:fs';
import { readBundle, weigh, weighEntry } from '../bytes.ts';

const { first, all } = weigh(readBundle());
const say = (what: string, bytes: number | undefined) => console.log(`${what.padEnd(52)} ${String(bytes).padStart(7)}`);

say('vobiz-portal.js, before any element is on the page', first);
say('all that an English-speaking customer can load', all);
for (const file of readdirSync('dist/elements').filter((name) => /^vobiz-.*\.js$/.test(name)))
  say(`vobiz-portal/elements/${file}`, await weighEntry(`dist/elements/${file}`));
say('vobiz-portal/client', await weighEntry('dist/client/client.js'));
