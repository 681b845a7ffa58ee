import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DeskState } from '../../src/sandbox/desk-state.ts';
import type { FaultOrder } from '../../src/sandbox/fault-orders.ts';
import { serveSandbox } from '../../src/sandbox/serve.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The built demo in a process of its own, on a sandbox that outlives it. */
export interface Demo {
  readonly url: string;
  /** What the sandbox knows: clock, faults, and the requests that reached it. */
  desk: () => Promise<DeskState>;
  /** Orders a fault of the sandbox. */
  fault: (order: FaultOrder) => Promise<void>;
  advance: (seconds: number) => Promise<void>;
  /** Lets somebody else buy a number. */
  sell: (e164: string) => Promise<void>;
  /** The world as it began, without faults. */
  reset: () => Promise<void>;
  /** Ends the backend in the middle of whatever it does. */
  kill: () => Promise<void>;
  /** Starts it again: same port, same file. */
  start: () => Promise<void>;
  /** Everything that the backend has written so far. */
  said: () => string;
  stop: () => Promise<void>;
}

/** Starts the sandbox and the demo. */
export async function startDemo(): Promise<Demo> {
  for (const built of ['dist/vobiz-portal.js', 'build/demo/index.html']) {
    if (!existsSync(join(root, built))) throw new Error(`${built} is missing: run “npm run build” first.`);
  }
  const sandbox = await serveSandbox({ port: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'vobiz-demo-'));
  let url = '';
  let backend: ChildProcess | undefined;
  let killed = false;
  let log = '';

  const start = async () => {
    const { VOBIZ_PARTNER_AUTH_ID: _id, VOBIZ_PARTNER_AUTH_TOKEN: _token, ...env } = process.env;
    backend = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts'], {
      cwd: root,
      env: {
        ...env,
        PORT: url ? new URL(url).port : '0',
        VOBIZ_SANDBOX_URL: sandbox.url,
        VOBIZ_DEMO_STORE: join(folder, 'demo.sqlite'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    backend.once('exit', (code, signal) => {
      if (!killed) console.error(`The backend ended by itself, with ${signal ?? code}.`);
    });
    for (const stream of [backend.stdout!, backend.stderr!])
      stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
    backend.stderr!.pipe(process.stderr, { end: false });
    killed = false;
    url = await addressOf(backend);
  };
  const kill = async () => {
    if (!backend || backend.exitCode !== null || backend.signalCode) return;
    const exit = once(backend, 'exit');
    killed = true;
    backend.kill('SIGKILL');
    await exit;
  };
  const ask = async (command: string, body?: object): Promise<DeskState> => {
    const response = await fetch(`${sandbox.url}/__sandbox${command}`, {
      method: body ? 'POST' : 'GET',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The desk refused ${command}: ${await response.text()}`);
    return (await response.json()) as DeskState;
  };

  await start().catch(async (error) => {
    // Or the sandbox would keep the test from ending.
    await sandbox.close();
    throw error;
  });
  return {
    get url() {
      return url;
    },
    desk: () => ask(''),
    fault: async (order) => void (await ask('/faults', order)),
    advance: async (seconds) => void (await ask('/clock', { advance_seconds: seconds })),
    sell: async (e164) => void (await ask('/sell', { e164 })),
    reset: async () => void (await ask('/reset', {})),
    said: () => log,
    kill,
    start,
    stop: async () => {
      await kill();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address that a starting backend prints. */
async function addressOf(backend: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: backend.stdout! })) {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('The demo ended before it said where it is.');
}

/** The purchases that reached the sandbox. */
export const purchasesAt = ({ requests }: DeskState) =>
  requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/purchase-from-inventory'));
