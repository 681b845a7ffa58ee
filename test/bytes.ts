/** What the build weighs, and what of it a page loads. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** The size after `gzip -9`. */
export const gzipped = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).length;

/** A file of the bundle: what it weighs, what it loads at once, what it may load later. */
interface Part {
  text: string;
  bytes: number;
  now: string[];
  later: string[];
}

const now = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
const later = /import\(\s*["'`]\.\/([^"'`]+\.js)["'`]\s*\)/g;
const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

/** The bundle: `vobiz-portal.js` and everything beside it that it can reach. */
export function readBundle(): Map<string, Part> {
  const parts = new Map<string, Part>();
  const read = (name: string) => {
    if (parts.has(name)) return;
    const text = readFileSync(`dist/${name}`, 'utf8');
    parts.set(name, { text, bytes: gzipped(text), now: names(text, now), later: names(text, later) });
    for (const next of [...parts.get(name)!.now, ...parts.get(name)!.later]) read(next);
  };
  read('vobiz-portal.js');
  return parts;
}

/** Chunks that only who asks for them loads: recipes for a PBX, tables of causes, filters, Hindi. */
const onRequest = /^(recipes|causes|finding|hi)-/;

/**
 * What a page loads before any element is on it; what it loads in English to show an element, before anybody presses
 * anything; and all that a portal with nothing inside can load.
 */
export function weigh(parts: Map<string, Part>) {
  const named = (name: string) => [...parts.keys()].filter((file) => file.replace(/-[\w-]{8}\.js$/, '') === name);
  const reach = (from: string[], follow: (part: Part) => string[]) => {
    const found = new Set<string>();
    const visit = (name: string) => {
      if (found.has(name) || onRequest.test(name)) return;
      found.add(name);
      follow(parts.get(name)!).forEach(visit);
    };
    from.forEach(visit);
    return [...found].reduce((total, name) => total + parts.get(name)!.bytes, 0);
  };
  const portal = ['vobiz-portal.js', ...named('vobiz-portal')];
  // With each element `vobiz-portal.js` names all the files that the element needs, its own among them.
  const tags = new Set([...parts.get('vobiz-portal.js')!.text.matchAll(/"(vobiz-[a-z-]+)":/g)].map(([, tag]) => tag!));
  return {
    first: reach(portal, (part) => part.now),
    each: [...tags].map((tag) => ({
      tag,
      bytes: reach([...portal, ...named('client'), ...named('en'), ...named(tag)], (part) => part.now),
    })),
    all: reach(['vobiz-portal.js'], (part) => [...part.now, ...part.later]),
  };
}

/** What a page that bundles one entry of the package gets, with all that the entry imports at once. */
export async function weighEntry(entry: string): Promise<number | undefined> {
  if (!existsSync(entry)) return undefined;
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: { output: { minify: { compress: true, mangle: true, codegen: true } } },
    },
  });
  const output = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])));
  const first = new Set<string>();
  const visit = (name: string) => {
    const chunk = chunks.get(name);
    if (!chunk || first.has(name)) return;
    first.add(name);
    chunk.imports.forEach(visit);
  };
  for (const [name, chunk] of chunks) if (chunk.isEntry) visit(name);
  return [...first].reduce((total, name) => total + gzipped(chunks.get(name)!.code), 0);
}

/** Addresses in the bundle that a page might ask: everything but names that only look like addresses. */
export function foreignOrigins(parts: Map<string, Part>): string[] {
  const known = [
    'http://www.w3.org', // a namespace
    'https://kyc.vobiz.ai', // where the customer goes by a click
    'https://empty.invalid', // ky's stand-in for a base; no host can have that name
  ];
  const found = [...parts.values()].flatMap(({ text }) => text.match(/https?:\/\/[\w.-]+/g) ?? []);
  return [...new Set(found)].filter((origin) => !known.includes(origin));
}

/** Source files with more lines than a file with one thing in it has. */
export function longFiles(most: number): { file: string; lines: number }[] {
  const tables = /^src\/(strings|telephony)\//;
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !tables.test(file))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > most);
}
