import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

// The package that brings a command, where the two have different names.
const homes: Record<string, string> = {
  tsc: 'typescript',
  cem: '@custom-elements-manifest/analyzer',
  attw: '@arethetypeswrong/cli',
  wtr: '@web/test-runner',
};

/** The script behind a command of ours, so that Node runs it on every system without a shell. */
export function scriptOf(command: string): string {
  const name = homes[command] ?? command;
  const home = (require.resolve.paths(name) ?? []).map((path) => join(path, name)).find(hasManifest);
  if (!home) throw new Error(`${name} is not installed: run "npm ci"`);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (!script) throw new Error(`${name} has no command ${command}`);
  return join(home, script);
}

function hasManifest(home: string): boolean {
  try {
    readFileSync(join(home, 'package.json'));
    return true;
  } catch {
    return false;
  }
}

/** How a command is run. */
export interface RunOptions {
  /** Keeps the output back; it is in the result. */
  quiet?: boolean;
  env?: Record<string, string>;
}

/** Runs a command from our packages, or `node`, and gives its exit code and all it said. */
export function run([command = '', ...args]: string[], { quiet = false, env = {} }: RunOptions = {}) {
  const all = command === 'node' ? args : [scriptOf(command), ...args];
  return new Promise<{ code: number; output: string }>((done) => {
    const child = spawn(process.execPath, all, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Kept output is read as text, by people and by us.
      env: { ...process.env, ...(quiet && { NO_COLOR: '1', FORCE_COLOR: '0' }), ...env },
    });
    let output = '';
    const hear = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (!quiet) to.write(chunk);
    };
    child.stdout.on('data', hear(process.stdout));
    child.stderr.on('data', hear(process.stderr));
    child.on('error', (error) => done({ code: 1, output: output + error.message }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}
