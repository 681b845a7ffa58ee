import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { run } from '../../src/cli/command.ts';

/** Runs a command until it ends by itself, or until `stop` has been given its first words. */
async function command(args: string[], stop = (_words: string): unknown => undefined) {
  let [out, err] = ['', ''];
  let end = () => {};
  const stopped = new Promise<void>((resolve) => (end = resolve));
  const code = await run(args, {
    out: (text) => {
      const first = out === '';
      out += text;
      if (first) void Promise.resolve(stop(text)).finally(end);
    },
    err: (text) => (err += text),
    stopped,
  });
  return { code, out, err };
}

describe('A developer at the command line', () => {
  it('reads what there is, and which version it is', async () => {
    const { code, out, err } = await command(['--help']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(
      out,
      /Usage: vobiz-portal <command>[\s\S]*sandbox[\s\S]*--port[\s\S]*--calls[\s\S]*--numbers[\s\S]*--seed/,
    );
    assert.doesNotMatch(out, /onboard|check/);
    assert.equal((await command(['sandbox', '--help'])).out, out);
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.deepEqual(await command(['--version']), { code: 0, out: `${version}\n`, err: '' });
  });

  it('starts a sandbox, reads where it is and who may use it, and stops it', async () => {
    let total = 0;
    const { code, out } = await command(['sandbox', '--port=0', '--numbers', '50', '--seed', '7'], async (words) => {
      const [base] = /http:\S+\/api\/v1/.exec(words)!;
      const headers = { 'X-Auth-ID': 'MA_NILA', 'X-Auth-Token': 'sandbox-ma_nila-token' };
      const response = await fetch(`${base}/Account/MA_NILA/inventory/numbers`, { headers });
      ({ total } = (await response.json()) as { total: number });
    });
    assert.deepEqual([code, total], [0, 50]);
    assert.match(out, /PA_SANDBOX {2}sandbox-partner-token/);
    assert.match(out, /MA_ASHA {4,}sandbox-ma_asha-token {4,}Asha Textiles {2,}KYC completed {2}INR 12500\.00/);
    assert.match(out, /The sandbox has stopped\.\n$/);
  });

  const mistakes: [string[], string][] = [
    [[], 'No command was given; the command is sandbox (see --help).'],
    [['sandbix'], 'Unknown command sandbix; the command is sandbox (see --help).'],
    [['sandbox', '--prot', '4010'], 'Unknown option --prot; sandbox takes --port, --calls, --numbers, --seed.'],
    [
      ['sandbox', '--constructor', '1'],
      'Unknown option --constructor; sandbox takes --port, --calls, --numbers, --seed.',
    ],
    [['sandbox', '-p', '4010'], 'Unknown option -p; sandbox takes --port, --calls, --numbers, --seed.'],
    [['sandbox', '4010'], 'Unexpected 4010; sandbox takes only --port, --calls, --numbers, --seed.'],
    [['sandbox', '--port', '70000'], '--port must be a whole number from 0 to 65535, not 70000.'],
    [['sandbox', '--port=-1'], '--port must be a whole number from 0 to 65535, not -1.'],
    [['sandbox', '--port', '4e3'], '--port must be a whole number from 0 to 65535, not 4e3.'],
    [['sandbox', '--port'], '--port must be a whole number from 0 to 65535, and it has no value.'],
    [['sandbox', '--calls', '2000000'], '--calls must be a whole number from 0 to 1000000, not 2000000.'],
    [['sandbox', '--numbers', 'many'], '--numbers must be a whole number from 0 to 200000, not many.'],
    [['sandbox', '--seed', '4294967296'], '--seed must be a whole number from 0 to 4294967295, not 4294967296.'],
  ];
  for (const [args, words] of mistakes) {
    it(`is told about "${args.join(' ')}" in one sentence`, async () => {
      assert.deepEqual(await command(args), { code: 2, out: '', err: `vobiz-portal: ${words}\n` });
    });
  }

  it('is told that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, err } = await command(['sandbox', '--port', String(port)]);
    other.close();
    assert.deepEqual([code, err], [2, `vobiz-portal: Port ${port} is already in use; choose another one.\n`]);
  });

  it('ends it with Ctrl+C, and it ends well', { timeout: 30_000 }, async () => {
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', main, 'sandbox', '--port', '0']);
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
      // Once: a second one would end it the hard way, as it should.
      if (out.includes('Ctrl+C') && !child.killed) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(code, 0);
    assert.match(out, /The sandbox has stopped\./);
  });

  it('sees the exit code of a mistake', { timeout: 30_000 }, async () => {
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, ['--import', 'tsx', main, 'sandbox', '--port', '0'], { env });
    let err = '';
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    assert.equal(await new Promise((resolve) => child.on('close', resolve)), 2);
    assert.match(err, /^vobiz-portal: The sandbox does not start with NODE_ENV=production/);
  });
});
