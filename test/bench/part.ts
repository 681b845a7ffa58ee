import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server of `proxy-parts.ts` in a process of its own: its address, and how to talk to it and end it. */
export async function startPart(...words: string[]): Promise<{ at: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(new URL('proxy-parts.ts', import.meta.url)), words, {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { at: line.toString().trim(), child };
}
