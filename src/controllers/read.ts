import { Task, TaskStatus, type initialState } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';

/** What is read, and from what; `initialState` while there is nothing to read from. */
interface Reading<A, T> {
  args: () => A;
  task: (args: A, options: { signal: AbortSignal }) => Answer<T> | Promise<Answer<T>>;
}

type Answer<T> = T | typeof initialState;

/** A task that remembers what it read last, so that a failure never empties the screen. */
export class Read<A extends readonly unknown[], T> extends Task<A, T> {
  /** What was read last from the present source; stays while it is read again and when that fails. */
  last?: T;
  /** When that was read, as an ISO moment. */
  at = '';
  private interrupted = false;

  /** The first of `args` is where it reads from: when that changes, what was read before is somebody else's. */
  constructor(host: ReactiveControllerHost, { args, task }: Reading<A, T>) {
    let source: unknown;
    super(host, {
      args,
      task: (values, options) => {
        if (values[0] !== source) this.last = undefined;
        source = values[0];
        return task(values, options);
      },
      onComplete: (value) => this.show(value),
    });
    // The task is a controller already, but without these two.
    host.addController({
      hostConnected: () => {
        if (this.interrupted) void this.run();
        this.interrupted = false;
      },
      hostDisconnected: () => {
        this.interrupted = this.status === TaskStatus.PENDING;
        this.abort();
      },
    });
  }

  /** Takes what is there already of something that is still being read. */
  show(value: T) {
    this.last = value;
    this.at = new Date().toISOString();
  }
}
