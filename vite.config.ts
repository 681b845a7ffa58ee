import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { defineConfig, type Connect, type Plugin, type UserConfig } from 'vite';
import { minifySheets, unindent } from './test/sheets.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page's two lines, fresh from `src`, and the partner's backend behind everything that Vite does not answer. */
function demo(): Plugin {
  return {
    name: 'demo',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/vobiz-portal.js', (_request, response) => {
        response.setHeader('Content-Type', 'text/javascript');
        response.end("import '/src/autoload.ts';\n");
      });

      let backend: Promise<Connect.NextHandleFunction> | undefined;
      const start = async (): Promise<Connect.NextHandleFunction> => {
        if (!existsSync(file('demo/backend.ts')))
          throw new Error('demo/backend.ts is missing: nothing answers /vobiz.');
        const module = await server.ssrLoadModule('/demo/backend.ts');
        const { fetch } = await (module as typeof import('./demo/backend.ts')).createBackend();
        const listen = getRequestListener((request, env) => fetch(request, env), { overrideGlobalObjects: false });
        return (request, response) => void listen(request, response);
      };

      // Returned, so that it comes after Vite's own files; the page itself is Vite's too.
      return () => {
        server.middlewares.use((request, response, next) => {
          if (request.url?.split('?')[0]?.endsWith('.html')) return next();
          backend ??= start();
          backend.then((answer) => answer(request, response, next), next);
        });
      };
    },
  };
}

/** Style sheets and templates are text to a bundler; this makes them as small as everything else. */
const sheets: Plugin = {
  name: 'sheets',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) =>
    /\/src\/elements\/[^/]+\.ts$/.test(id) ? { code: unindent(minifySheets(code)), map: null } : null,
};

/** In which file a module lies that several parts need. */
const shared = new Map<string, string>();

/**
 * What the portal is made of lies in one file, and what the same elements share in another; and with each element
 * `vobiz-portal.js` asks at once for all that it will ask for, so that nothing waits to be found out.
 */
const abreast: Plugin = {
  name: 'abreast',
  apply: 'build',
  buildEnd() {
    const users = new Map<string, string[]>();
    const add = (user: string, id: string) => {
      const others = users.get(id) ?? [];
      if (others.includes(user)) return;
      users.set(id, [...others, user]);
      for (const needed of this.getModuleInfo(id)?.importedIds ?? []) add(user, needed);
    };
    for (const root of this.getModuleInfo(file('src/autoload.ts'))?.dynamicallyImportedIds ?? [])
      if (/\/elements\/(?!vobiz-whole)/.test(root)) add(basename(root, '.ts').replace('vobiz-', ''), root);
    for (const [id, names] of users)
      if (names.includes('portal')) shared.set(id, 'base');
      else if (names.length > 1) shared.set(id, `shared-${names.sort().join('-')}`);
  },
  generateBundle(_options, files) {
    const entry = files['vobiz-portal.js'];
    if (entry?.type !== 'chunk') return;
    const needs = (name: string, found = new Set<string>()): Set<string> => {
      const chunk = files[name];
      for (const other of chunk?.type === 'chunk' ? chunk.imports : [])
        if (!found.has(other) && other !== 'vobiz-portal.js') needs(other, found.add(other));
      return found;
    };
    entry.code = entry.code.replace(/import\([`"']\.\/([\w.-]+)[`"']\)/g, (said, name: string) => {
      const others = [...needs(name)].map((other) => `import("./${other}")`);
      return others.length > 0 ? `Promise.all([${[said, ...others].join()}])` : said;
    });
  },
};

/** `dist/vobiz-portal.js`: registers everything; what it loads later lies beside it. */
const bundle: UserConfig = {
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false,
    modulePreload: false,
    lib: { entry: file('src/autoload.ts'), formats: ['es'], fileName: () => 'vobiz-portal.js' },
    rolldownOptions: {
      output: {
        chunkFileNames: '[name]-[hash].js',
        // Vite keeps white space and comments in a library unless told so.
        minify: { compress: true, mangle: true, codegen: true },
        codeSplitting: { groups: [{ debugName: 'shared', name: (id) => shared.get(id) ?? null }] },
      },
    },
  },
};

/** The demo's page, which takes `/vobiz-portal.js` from `dist` as any partner's page would. */
const page: UserConfig = {
  build: { target: 'es2022', outDir: 'build/demo', emptyOutDir: true, modulePreload: { polyfill: false } },
};

export default defineConfig(({ command, mode }) => ({
  // Pages other than the front one are the backend's.
  appType: 'mpa',
  publicDir: false,
  plugins: [demo(), sheets, abreast],
  ...(command === 'build' && (mode === 'demo' ? page : bundle)),
}));
