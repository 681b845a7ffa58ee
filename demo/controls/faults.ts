import type { SandboxState } from '../sandbox-desk.ts';

const purchase = { method: 'POST', path: 'purchase-from-inventory', times: 1 };
const lists = { method: 'GET', path: '/numbers' };

const purchases: Record<string, object> = {
  'Reply lost': { fault: 'drop-after', ...purchase },
  'Request lost': { fault: 'drop-before', ...purchase },
  'Answers 500': { fault: 'failing', status: 500, ...purchase },
  'Takes 5 s': { fault: 'slow', ms: 5000, ...purchase },
};

const reads: Record<string, object> = {
  // Three, because the client asks twice more by itself.
  'Fail with 503': { fault: 'failing', status: 503, times: 3, ...lists },
  'Take 3 s': { fault: 'slow', ms: 3000, ...lists },
  'One row is garbage': { fault: 'malformed-row', ...lists },
  'Answer HTML': { fault: 'html', times: 3, ...lists },
};

/** The faults that the demo offers, by the words on their buttons. */
export const faults = {
  purchases: Object.keys(purchases),
  lists: Object.keys(reads),
  orders: { ...purchases, ...reads } as Record<string, object>,
  /** The sentence for a fault that was ordered. */
  nameOf: ({ fault, path = '', status, ms }: SandboxState['faults'][number]): string =>
    [path, fault, status, ms && `${ms} ms`].filter(Boolean).join(' · '),
};
