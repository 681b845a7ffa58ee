/** Where a command writes, and how it is told to stop. */
export interface Surroundings {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Resolves when the command should end. */
  stopped: Promise<void>;
}

/** What was asked for can't be done as it was asked; the message is one sentence for the person who asked. */
export class UsageError extends Error {}
