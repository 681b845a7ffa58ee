import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A port nobody listens at. */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Starts a screen nobody sees, and answers its name. */
async function startScreen(kids) {
  const options = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const screen = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  kids.push(screen);
  const number = await new Promise((resolve, reject) => {
    screen.stdio[3].once('data', (data) => resolve(String(data).trim()));
    screen.once('error', reject);
    screen.once('exit', () => reject(new Error('Xvfb did not start')));
  });
  return `:${number}`;
}

/** A desktop's settings without animations: a colour measured while it changes is no colour. */
function stillDesktop() {
  const home = mkdtempSync(join(tmpdir(), 'webkit-'));
  mkdirSync(join(home, 'gtk-3.0'));
  writeFileSync(join(home, 'gtk-3.0', 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n');
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Starts WebKitWebDriver, with a screen if there is none, and answers its address; both end with this process. */
export async function startWebKit(driver) {
  const kids = [];
  process.on('exit', () => kids.reverse().forEach((kid) => kid.kill()));
  const port = await freePort();
  const display = process.env.DISPLAY || (await startScreen(kids));
  // The driver has one session at a time; a run that was killed may have left one.
  const options = [`--port=${port}`, '--replace-on-new-session'];
  const screen = { DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', XDG_CONFIG_HOME: stillDesktop() };
  const env = { ...process.env, ...screen };
  kids.push(spawn(driver, options, { env, stdio: 'ignore' }));
  for (const kid of kids) kid.unref();
  for (const kid of kids) kid.stdio[3]?.unref();

  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${address}/status`).then((response) => response.json(), () => undefined); // prettier-ignore
    if (answer?.value?.ready) return address;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver did not start');
}
