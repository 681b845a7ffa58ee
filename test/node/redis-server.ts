import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

const binary = '/usr/bin/redis-server';

/** A real redis-server of a test's own. */
export interface RedisServer {
  url: string;
  port: number;
  /** Ends it as a loss of power would. */
  kill(): Promise<void>;
  /** Lets it hear nothing any more, with every connection still open; and again. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
}

/** Starts a redis-server that keeps every write in a folder before it says that it has it. */
export async function startRedis(folder: string, port?: number): Promise<RedisServer> {
  if (!existsSync(binary)) throw new Error(`These tests need ${binary}: apt-get install redis-server`);
  const free = port ?? (await freePort());
  const options = ['--port', `${free}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const server = spawn(binary, [...options, '--appendfsync', 'always'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(server, 'close');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (chunk) => {
      said += chunk;
      if (/Ready to accept connections/.test(said)) resolve();
    });
    server.once('error', reject);
    server.once('close', () => reject(new Error(`redis-server did not start: ${said}`)));
  });
  return {
    url: `redis://127.0.0.1:${free}`,
    port: free,
    kill: async () => {
      server.kill('SIGKILL');
      await closed;
    },
    signal: (name) => void server.kill(name),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
