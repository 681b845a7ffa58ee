/** The browser engines on this machine, and how the missing ones get here. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The engines that the portal is tested in. */
export const engineNames = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof engineNames)[number];

/** Where each engine is; undefined where it is not. WebKit needs a driver, a browser and, without a screen, a screen. */
export interface Engines {
  chromium?: string;
  firefox?: string;
  webkit?: { driver: string; browser: string };
}

const env = process.env;

/** Where a program is, looked for in PATH and then at the given places. */
export function programAt(names: string[], places: (string | undefined)[] = []): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inPath, ...places].find((place) => place !== undefined && isProgram(place));
}

function isProgram(place: string): boolean {
  try {
    accessSync(place, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const windows = (path: string) =>
  [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].map((root) => root && join(root, path));

const chromium = () =>
  [env['CHROME_PATH']].find((path) => path && existsSync(path)) ??
  programAt(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ...windows('Google/Chrome/Application/chrome.exe'),
      ...windows('Microsoft/Edge/Application/msedge.exe'),
    ],
  );

const firefox = () =>
  [env['FIREFOX_PATH']].find((path) => path && existsSync(path)) ??
  programAt(
    ['firefox-esr', 'firefox'],
    ['/Applications/Firefox.app/Contents/MacOS/firefox', ...windows('Mozilla Firefox/firefox.exe')],
  );

/** WebKitGTK's own small browser lies in a folder named for the processor and the version. */
function miniBrowser(): string | undefined {
  const list = (folder: string) =>
    existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const homes = ['/usr/lib', '/usr/libexec', ...list('/usr/lib')].flatMap(list);
  return homes
    .filter((home) => /webkit(2gtk|gtk)-[\d.]+$/.test(home))
    .sort()
    .reverse()
    .map((home) => join(home, 'MiniBrowser'))
    .find(isProgram);
}

function webkit(): Engines['webkit'] {
  const driver = programAt(['WebKitWebDriver']);
  const browser = driver && miniBrowser();
  return browser && (env['DISPLAY'] || programAt(['Xvfb'])) ? { driver, browser } : undefined;
}

/** Looks for every engine. */
export const findEngines = (): Engines => ({ chromium: chromium(), firefox: firefox(), webkit: webkit() });

/** What tests need beside Node, and the Debian package that brings it. */
const needs: { name: string; debian: string[]; here: () => boolean }[] = [
  { name: 'Chromium', debian: ['chromium'], here: () => chromium() !== undefined },
  { name: 'Firefox', debian: ['firefox-esr'], here: () => firefox() !== undefined },
  { name: 'WebKitGTK', debian: ['webkit2gtk-driver', 'xvfb'], here: () => webkit() !== undefined },
  { name: 'Redis', debian: ['redis-server'], here: () => programAt(['redis-server']) !== undefined },
  // Without them Hindi is a row of boxes.
  {
    name: 'fonts for Hindi',
    debian: ['fonts-noto-core'],
    here: () => !isDebian() || existsSync('/usr/share/fonts/truetype/noto'),
  },
];

const isDebian = () => existsSync('/etc/debian_version');

/**
 * Installs what is missing where that is ours to do (as root on Debian: a container, CI), and answers what is still
 * missing, as one sentence each.
 */
export function provide(): string[] {
  const missing = () => needs.filter(({ here }) => !here());
  if (missing().length > 0 && isDebian() && process.getuid?.() === 0) {
    const packages = missing().flatMap(({ debian }) => debian);
    console.log(`installing ${packages.join(' ')}`);
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  }
  return missing().map(({ name, debian }) => `${name} is missing: install it (on Debian: ${debian.join(' ')}).`);
}
