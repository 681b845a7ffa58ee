import { readFile } from 'node:fs/promises';
import { serve } from './sandbox.ts';
import { UsageError, type Surroundings } from './usage.ts';

const help = `Usage: vobiz-portal <command> [options]

Commands:
  sandbox    serve a make-believe Vobiz on this machine

Options of sandbox:
  --port     the port to listen on, 0 to 65535 (4010; 0 takes any free one)
  --calls    how many call records each of MA_ASHA and MA_DECCAN has, 0 to 1000000 (0)
  --numbers  how many numbers are for sale, 0 to 200000 (3000)
  --seed     another seed, other numbers, 0 to 4294967295 (1)

  --help     show this
  --version  show the version
`;

/** Runs the command that the arguments name, and tells the exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const [command, ...rest] = args;
    if (args.includes('--help') || args.includes('-h')) surroundings.out(help);
    else if (command === '--version') surroundings.out(`${await version()}\n`);
    else if (command === 'sandbox') await serve(rest, surroundings);
    else if (command === undefined) throw new UsageError('No command was given; the command is sandbox (see --help).');
    else throw new UsageError(`Unknown command ${command}; the command is sandbox (see --help).`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    surroundings.err(`vobiz-portal: ${error.message}\n`);
    return 2;
  }
}

async function version(): Promise<string> {
  const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
