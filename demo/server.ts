import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeListener, type NodeListener } from '../src/server/index.ts';
import { createBackend } from './backend.ts';

const { HOST: host = '127.0.0.1', PORT: port = '5173', ORIGIN: origin } = process.env;

/** Ends with one sentence, for people who did not write this. */
function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const portNumber = Number(port);
if (!/^\d+$/.test(port) || portNumber > 65_535) giveUp(`PORT must be a whole number from 0 to 65535, not “${port}”.`);

// It listens first: the backend has to know its own address, and port 0 is only known then.
let answer: NodeListener | undefined;
const server = createServer((request, response) => {
  if (answer) return void answer(request, response);
  response.writeHead(503, { 'Retry-After': '1' }).end();
});

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') giveUp(`Port ${port} is already in use; choose another one, such as PORT=5174.`);
  if (error.code === 'EACCES') giveUp(`Port ${port} may not be used by you; choose one above 1023.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') giveUp(`This machine has no address ${host}.`);
  giveUp(error.message);
});

server.listen(portNumber, host, () => void begin());

async function begin() {
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://${host === '127.0.0.1' ? 'localhost' : host}:${taken}`;
  const origins = origin ? [origin] : [];
  const backend = await createBackend({ origins, url: origin ?? url }).catch((error: Error) => giveUp(error.message));
  answer = toNodeListener(async (request) => backend.fetch(request));
  const world = process.env['VOBIZ_PARTNER_AUTH_ID']
    ? 'It uses the real Vobiz API: purchases cost real money.'
    : 'It uses the sandbox: no real numbers, no real money.';
  console.log(`The demo is at ${url}\n${world}`);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    // What is being answered is answered; then nothing keeps the process.
    server.close(() => process.exit(0));
    setTimeout(() => process.exit(0), 5_000).unref();
  });
}
