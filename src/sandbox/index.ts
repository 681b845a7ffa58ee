export {
  sandboxAccount,
  sandboxAccounts,
  sandboxPartner,
  sandboxSubAccounts,
  type SandboxAccount,
} from './accounts.ts';
export { createClock, type Clock } from './clock.ts';
export { createSandboxDesk } from './desk.ts';
export * from './faults.ts';
export { deliverDue } from './kyc/delivery.ts';
export { createWorld, sellToStranger, type World } from './world.ts';
export { createSandbox, type SandboxOptions } from './sandbox.ts';
