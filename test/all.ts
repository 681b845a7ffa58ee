/** `npm test`: everything that has to hold, step by step, ending with one plain line. */
import { existsSync, readdirSync } from 'node:fs';
import { engineNames, findEngines, provide } from './engines.ts';
import { run } from './run.ts';

const help = `npm test                      every step
npm test -- node browser      only the named steps
npm test -- browser --files test/browser/x.test.ts --engine chromium

Steps, in order:
  types      tsc and lit-analyzer
  lint       eslint and prettier
  build      dist/ and build/demo/
  size       the budgets of what is built
  package    publint and attw on what would be published
  node       test/node, in Node
  browser    test/browser, in every engine that is here
  e2e        test/e2e, against the built demo

--files     tests to run instead of all of a step's; may be repeated
--engine    ${engineNames.join(', ')}: only these engines; may be repeated

size, package, node and e2e need a build; run "build" with them if src has changed.
With CI=true a missing engine is a failure.`;

interface Counts {
  passed: number;
  failed: number;
  skipped?: number;
}

/** A step says what it did in counts; a step that is not a test is one thing that passed or failed. */
interface Step {
  name: string;
  needsBuild?: boolean;
  act: () => Promise<Counts>;
}

const { names, files, engines } = readArguments(process.argv.slice(2));

/** One thing that holds or does not; what the commands say is shown only if it does not. */
const check =
  (...commands: string[][]) =>
  async () => {
    let failed = false;
    for (const command of commands) {
      const { code, output } = await run(command, { quiet: true });
      if (code === 0) continue;
      failed = true;
      console.log(`${command.slice(0, 2).join(' ')}\n${output.trim()}`);
    }
    return failed ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 };
  };

/** One thing that holds or does not, whose figures are worth seeing either way. */
const measure = (command: string[]) => async () => {
  const { code } = await run(command);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
};

/** Runs tests, and believes only a run that says what it did. */
async function tests(command: string[], env = {}): Promise<Counts> {
  const { code, output } = await run(command, { env });
  const said = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  const [passed = 0, failed = 0, skipped = 0] = said?.slice(1).map(Number) ?? [];
  if (passed + failed === 0) console.error('no test was executed');
  const broken = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: broken ? 1 : failed, skipped };
}

function testsIn(folder: string): string[] {
  if (files.length > 0) return files.filter((file) => file.includes(`${folder}/`));
  const all = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return all.filter((file) => file.endsWith('.test.ts')).map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
}

/** Node takes no test files to mean "look for some", so none is none. */
function nodeTests(folder: string, ...options: string[]) {
  return async (): Promise<Counts> => {
    const found = testsIn(folder).sort();
    if (found.length > 0) return tests(['node', '--import', 'tsx', '--test', ...reporter, ...options, ...found]);
    console.error(`there is no test in ${folder}`);
    return { passed: 0, failed: 1 };
  };
}
const reporter = ['--test-reporter=./test/node-reporter.js', '--test-reporter-destination=stdout'];

async function browserTests(): Promise<Counts> {
  const here = findEngines();
  const wanted = engines.length > 0 ? engines : engineNames;
  const left = wanted.filter((name) => !here[name]);
  const chosen = wanted.filter((name) => here[name]);
  if (left.length > 0) console.error(`left out: ${left.join(', ')}`);
  if (chosen.length === 0) return { passed: 0, failed: 1 };
  const config = ['--config', 'test/web-test-runner.config.js'];
  const given = testsIn('test/browser').flatMap((file) => ['--files', file]);
  return tests(['wtr', ...config, ...given], { ENGINES: chosen.join(','), NODE_OPTIONS: '--import tsx' });
}

const steps: Step[] = [
  {
    name: 'types',
    act: check(
      ['tsc', '--noEmit'],
      ['lit-analyzer', 'src/elements/*.ts', '--quiet', '--rules.no-unknown-attribute', 'off'],
    ),
  },
  { name: 'lint', act: check(['eslint', '.'], ['prettier', '--check', '--log-level', 'warn', '.', '!test/fixtures']) },
  { name: 'build', act: check(['node', '--import', 'tsx', 'test/build.ts']) },
  { name: 'size', needsBuild: true, act: measure(['node', '--import', 'tsx', 'test/size.ts']) },
  { name: 'package', needsBuild: true, act: check(['publint'], ['attw', '--pack', '.', '--profile', 'esm-only']) },
  { name: 'node', act: nodeTests('test/node') },
  { name: 'browser', act: browserTests },
  { name: 'e2e', needsBuild: true, act: nodeTests('test/e2e', '--test-concurrency=1') },
];

function readArguments(words: string[]) {
  const found = { names: [] as string[], files: [] as string[], engines: [] as (typeof engineNames)[number][] };
  const stop = (sentence: string): never => {
    console.error(sentence);
    process.exit(2);
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word === '--help') {
      console.log(help);
      process.exit(0);
    } else if (word === '--files') found.files.push(words[(at += 1)] ?? stop('--files needs a file'));
    else if (word === '--engine') {
      const name = words[(at += 1)];
      found.engines.push(
        engineNames.find((known) => known === name) ?? stop(`--engine is ${engineNames.join(' or ')}`),
      );
    } else if (!word.startsWith('-')) found.names.push(word);
    else stop(`${word} is not known: see npm test -- --help`);
  }
  return found;
}

const wrong = names.find((name) => !steps.some((step) => step.name === name));
if (wrong) {
  console.error(`There is no step ${wrong}: see npm test -- --help`);
  process.exit(2);
}

const chosen = steps.filter(({ name }) => names.length === 0 || names.includes(name));
const sum = { passed: 0, failed: 0, skipped: 0 };
let built = true;

if (chosen.some(({ name }) => ['node', 'browser', 'e2e'].includes(name))) {
  const missing = provide();
  for (const sentence of missing) console.error(sentence);
  // What is asked for by name may be asked for on a machine that has no more.
  if (process.env['CI'] === 'true' && engines.length === 0) sum.failed += missing.length;
}

for (const { name, needsBuild, act } of chosen) {
  const start = performance.now();
  console.log(`\n== ${name}`);
  if (needsBuild && !built) console.error('not run: the build failed');
  const counts: Counts = needsBuild && !built ? { passed: 0, failed: 1 } : await act();
  if (name === 'build') built = counts.failed === 0;
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped ?? 0;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `== ${name}: ${counts.failed === 0 ? 'ok' : 'FAILED'} (${counts.passed} passed, ${counts.failed} failed, ${seconds} s)`,
  );
}

if (sum.skipped > 0) console.log(`\n${sum.skipped} skipped`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;
