import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { it } from 'node:test';
import { build, type Rolldown } from 'vite';

const entry = (path: string) => fileURLToPath(new URL(`../../src/server/${path}`, import.meta.url));

/** A build for the browser that fails on what a browser, or a worker, does not have. */
async function built(path: string): Promise<Rolldown.OutputChunk[]> {
  const warnings: string[] = [];
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: entry(path), formats: ['es'], fileName: 'proxy' },
      rolldownOptions: { onwarn: ({ message }) => warnings.push(message) },
    },
  })) as Rolldown.RolldownOutput[];
  assert.deepEqual(warnings, []);
  return output[0]!.output.filter((one) => one.type === 'chunk');
}

for (const path of ['proxy.ts', 'index.ts'])
  it(`somebody who runs ${path} in a worker or a page needs nothing of Node, and no database`, async () => {
    const chunks = await built(path);
    for (const { code, imports, dynamicImports } of chunks) {
      assert.deepEqual([...imports, ...dynamicImports], []);
      assert.doesNotMatch(code, /__vite-browser-external|from ["']node:|import\(["']libsql/);
    }
    assert.equal(chunks.length, 1);
  });

it('the built proxy answers', async () => {
  const [chunk] = await built('proxy.ts');
  const module = (await import(`data:text/javascript,${encodeURIComponent(chunk!.code)}`)) as {
    createProxy: (options: object) => (request: Request) => Promise<Response>;
  };
  const credentials = { auth_id: 'MA_ASHA', auth_token: 'token' };
  const options = { partner: credentials, customer: () => credentials, mount: '/vobiz' };
  const headers = { 'X-Vobiz-Portal': '1' };
  const response = await module.createProxy(options)(new Request('http://localhost/vobiz/session', { headers }));
  assert.equal(response.status, 200);
});
