import type { Handler } from '../contract/handler.ts';
import { answer } from './answer.ts';
import { deliverDue } from './kyc/delivery.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** What a sandbox is made of, and what may go wrong with it. */
export interface SandboxOptions extends WorldOptions {
  /** The world to play in, for whoever also wants to change it from outside; the other options then say nothing. */
  world?: World;
  /** Puts a fault around the sandbox, such as `(handler) => failing(handler, 503, 1)`. */
  fault?: (handler: Handler) => Handler;
}

/** A Vobiz API that lives in memory, below `/api/v1` of whatever origin it is asked at, and its hosted pages below `/kyc/`. */
export function createSandbox({ world, fault, ...options }: SandboxOptions = {}): Handler {
  const vobiz = world ?? createWorld(options);
  const sandbox: Handler = async (request) => {
    const response = await answer(vobiz, request);
    // What has happened is told to whoever waits for it; nobody waits for that.
    void deliverDue(vobiz);
    return response;
  };
  return fault ? fault(sandbox) : sandbox;
}
