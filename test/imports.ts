import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** One import: who, what, and how. */
export interface Import {
  /** The importing file, such as `src/client/call.ts`. */
  from: string;
  /** The imported file of ours, or the name of a package or of one of Node's modules. */
  to: string;
  ours: boolean;
  /** Gone when it runs. */
  typeOnly: boolean;
  /** Loaded when it is needed, by `import()`. */
  dynamic: boolean;
}

/** Every import in a file: static, `export … from`, dynamic, and in types. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (name: ts.Node | undefined, typeOnly: boolean, dynamic: boolean) => {
    if (!name || !ts.isStringLiteralLike(name)) return;
    const ours = name.text.startsWith('.');
    const to = ours ? posix.join(posix.dirname(file), name.text) : packageOf(name.text);
    found.push({ from: file, to, ours, typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, onlyTypes(node), false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true, false);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  return found;
}

function onlyTypes({ importClause: clause }: ts.ImportDeclaration): boolean {
  if (!clause) return false; // for its effects
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return !clause.name && !!names && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly);
}

/** `lit` for `lit/decorators.js`, `@lit/task` for itself, `node:fs` for `node:fs/promises`. */
const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** Every import of `src`. */
export function importsOfSource(root = 'src'): Import[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join('src', name.replaceAll('\\', '/')))
    .flatMap((file) => importsOf(file, readFileSync(join(root, file.slice('src/'.length)), 'utf8')));
}

// The table of the README: which room may import which. `index.ts` and `autoload.ts` are doors of `elements`.
const rooms: Record<string, string[]> = {
  contract: [],
  format: [],
  telephony: [],
  strings: [],
  client: ['contract'],
  controllers: ['contract', 'client'],
  elements: ['controllers', 'client', 'contract', 'strings', 'format', 'telephony'],
  server: ['contract'],
  sandbox: ['telephony'],
  cli: ['server', 'sandbox', 'contract', 'format'],
};

// The sandbox has its own table of the API; were it made from ours, a misreading would confirm itself.
const exceptions = [{ room: 'sandbox', to: 'src/contract/handler.ts' }];

const inBrowser = ['contract', 'format', 'telephony', 'strings', 'client', 'controllers', 'elements'];
const browserPackages = ['lit', '@lit/task', '@lit/context', 'ky', 'valibot'];
const valibotOnly = ['valibot'];

/** The room a file is in. */
export const roomOf = (file: string) => (file.split('/').length === 2 ? 'elements' : (file.split('/')[1] ?? ''));

/** What is wrong with the imports, a sentence each. */
export function wrongImports(imports: Import[]): string[] {
  return imports.flatMap(({ from, to, ours }) => {
    const room = roomOf(from);
    const allowed = rooms[room];
    if (!allowed) return [`${from} is in a room that is not in the plan`];
    if (!ours) {
      if (!inBrowser.includes(room)) return [];
      const known = room === 'contract' ? valibotOnly : browserPackages;
      return known.includes(to) ? [] : [`${from} imports the package ${to}`];
    }
    if (!to.startsWith('src/')) return [`${from} imports ${to} from outside src`];
    const fine = roomOf(to) === room || allowed.includes(roomOf(to));
    const excepted = exceptions.some((one) => one.room === room && one.to === to);
    return fine || excepted ? [] : [`${from} imports ${to}`];
  });
}

/** Files that import each other in a circle, each circle once; types count too. */
export function circles(imports: Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, ours, dynamic } of imports)
    if (ours && !dynamic) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: string[]) => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

/** Everything that runs when a file is loaded: the files, and the packages and modules of Node they ask for. */
export function loadedBy(entry: string, imports: Import[]): { files: string[]; packages: Import[] } {
  const files = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const { from, to, ours, typeOnly, dynamic } of imports)
      if (from === file && ours && !typeOnly && !dynamic) visit(to);
  };
  visit(entry);
  const packages = imports.filter(
    ({ from, ours, typeOnly, dynamic }) => files.has(from) && !ours && !typeOnly && !dynamic,
  );
  return { files: [...files], packages };
}
