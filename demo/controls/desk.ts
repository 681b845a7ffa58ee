import type { SandboxState } from '../sandbox-desk.ts';

interface DeskAnswer {
  state?: SandboxState;
  /** Why not, in a sentence. */
  refusal?: string;
}

/** Asks the sandbox's desk for its state, after giving it a command if there is one. */
export async function desk(command?: string, body?: object): Promise<DeskAnswer> {
  const path = command ? `/demo/sandbox/${command}` : '/demo/sandbox';
  const response = await fetch(
    path,
    body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  ).catch(() => undefined);
  const answer = (await response?.json().catch(() => undefined)) as (SandboxState & { message?: string }) | undefined;
  if (response?.ok && answer) return { state: answer };
  return { refusal: answer?.message ?? 'The sandbox did not answer.' };
}
