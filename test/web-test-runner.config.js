import { fileURLToPath } from 'node:url';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { findEngines } from './engines.ts';
import { countingReporter } from './counting-reporter.js';
import { webkitLauncher } from './webkit-launcher.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const engines = findEngines();
const wanted = process.env.ENGINES?.split(',');

// Nothing leaves the machine, and a container has neither a sandbox for them nor a large /dev/shm.
const chromiumFlags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage --force-prefers-reduced-motion';

const launchers = {
  chromium: (executablePath) => chromeLauncher({ launchOptions: { executablePath, args: chromiumFlags.split(' ') } }),
  // puppeteer-core drives Firefox over WebDriver BiDi; only the label needs mending.
  firefox(executablePath) {
    // A colour measured while it changes is no colour: no motion, as above.
    const extraPrefsFirefox = { 'ui.prefersReducedMotion': 1 };
    const launchOptions = { browser: 'firefox', executablePath, headless: true, extraPrefsFirefox };
    const launcher = chromeLauncher({ launchOptions });
    const initialize = launcher.initialize.bind(launcher);
    launcher.initialize = async (...args) => {
      await initialize(...args);
      launcher.name = 'Firefox';
    };
    return launcher;
  },
  webkit: webkitLauncher,
};

// The portal's policy, with what the runner itself needs: its inline script, its socket, its own report of errors.
const nonce = 'test-runner';
const policy = [
  "default-src 'none'",
  `script-src 'self' 'nonce-${nonce}'`,
  "style-src 'self'",
  "connect-src 'self' ws:",
  "img-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

// Whatever breaks the policy fails the test that is running.
const alarm = `<script nonce="${nonce}">addEventListener('securitypolicyviolation', (event) => {
  if (!window.expectsViolation) throw new Error('against the policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
});</script>`;

/** Serves the test pages under the strict policy of the README. */
async function strictly(context, next) {
  await next();
  if (context.path !== '/' || typeof context.body !== 'string') return;
  context.body = context.body.replaceAll('<script', `<script nonce="${nonce}"`).replace('<head>', `<head>${alarm}`);
  context.set('Content-Security-Policy', policy);
}

export default {
  rootDir: root,
  files: ['test/browser/**/*.test.ts'],
  browsers: Object.entries(launchers)
    .filter(([name]) => engines[name] && (!wanted || wanted.includes(name)))
    .map(([name, launch]) => launch(engines[name])),
  nodeResolve: { exportConditions: ['development'] },
  // One page at a time: tests move the focus, and only one page has it.
  concurrency: 1,
  // Each browser has a focus of its own; more than two at once would only wait for a processor.
  concurrentBrowsers: 2,
  testFramework: { config: { timeout: 15_000 } },
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  middleware: [strictly],
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json` })],
  reporters: [defaultReporter({ reportTestProgress: Boolean(process.stdout.isTTY) }), countingReporter()],
};
