import { parseArgs } from 'node:util';
import { sandboxAccounts, sandboxPartner } from '../sandbox/index.ts';
import { serveSandbox } from '../sandbox/serve.ts';
import { UsageError, type Surroundings } from './usage.ts';

// Each option, the number it is without being given, and the largest it may be.
const allowed: Record<string, { usual: number; most: number }> = {
  port: { usual: 4010, most: 65_535 },
  calls: { usual: 0, most: 1_000_000 },
  numbers: { usual: 3000, most: 200_000 },
  seed: { usual: 1, most: 2 ** 32 - 1 },
};

/** `vobiz-portal sandbox`: serves the sandbox until it is told to stop. */
export async function serve(args: readonly string[], { out, stopped }: Surroundings): Promise<void> {
  const sandbox = await serveSandbox(optionsOf(args)).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  out(greeting(sandbox.url));
  await stopped;
  await sandbox.close();
  out('The sandbox has stopped.\n');
}

function optionsOf(args: readonly string[]): Record<string, number> {
  const names = Object.keys(allowed);
  const list = names.map((name) => `--${name}`).join(', ');
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  // Not strict: its own messages say what is wrong, but not what is allowed.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values = Object.fromEntries(names.map((name) => [name, allowed[name]!.usual]));
  for (const token of tokens) {
    if (token.kind === 'positional') throw new UsageError(`Unexpected ${token.value}; sandbox takes only ${list}.`);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(allowed, token.name) ? allowed[token.name] : undefined;
    if (!option) throw new UsageError(`Unknown option ${token.rawName}; sandbox takes ${list}.`);
    values[token.name] = numberOf(token.rawName, token.value, option.most);
  }
  return values;
}

function numberOf(name: string, text: string | undefined, most: number): number {
  const value = /^\d{1,10}$/.test(text ?? '') ? Number(text) : Infinity;
  if (value <= most) return value;
  const instead = text === undefined ? 'and it has no value' : `not ${text}`;
  throw new UsageError(`${name} must be a whole number from 0 to ${most}, ${instead}.`);
}

function greeting(url: string): string {
  const rows = sandboxAccounts.map(({ auth_id, auth_token, name, kyc_status, balance }) => [
    auth_id,
    auth_token,
    name,
    `KYC ${kyc_status}`,
    `INR ${balance}`,
  ]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
  return `The sandbox answers at ${url}/api/v1, its control page is ${url}/__sandbox

Partner (make-believe, like everything here):
  ${sandboxPartner.auth_id}  ${sandboxPartner.auth_token}

Customers:
${lines.join('\n')}

Ctrl+C stops it.
`;
}
