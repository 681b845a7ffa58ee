import { Task } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';

/** A task that remembers what it read last, so that a failure never empties the screen. */
export class Read<A extends readonly unknown[], T> extends Task<A, T> {
  /** What was read last from the present source; stays while it is read again and when that fails. */
  last?: T;

  /** The first of `args` is where it reads from: when that changes, what was read before is somebody else's. */
  constructor(
    host: ReactiveControllerHost,
    {
      args,
      task,
    }: { args: () => A; task: (args: A, options: { signal: AbortSignal }) => T | symbol | Promise<T | symbol> },
  ) {
    let source: unknown;
    super(host, {
      args,
      task: (values, options) => {
        if (values[0] !== source) this.last = undefined;
        source = values[0];
        return task(values, options) as Promise<T>;
      },
      onComplete: (value) => (this.last = value),
    });
  }
}
