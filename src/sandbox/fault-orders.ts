import type { Handler } from '../contract/handler.ts';
import {
  dropAfter,
  dropBefore,
  failing,
  html,
  huge,
  infinite,
  late,
  malformed,
  malformedRow,
  redirecting,
  slow,
  tooMany,
  type When,
} from './faults.ts';
import { FieldError, flagField, numberField, textField } from './fields.ts';

/** A fault as the control page takes and shows it. */
export interface FaultOrder extends When {
  fault: string;
  status?: number;
  ms?: number;
  retry_after?: number;
}

/** The fields that an order may have. */
export const orderFields = ['fault', 'method', 'path', 'times', 'status', 'ms', 'retry_after', 'clear'] as const;

const makers: Record<string, (handler: Handler, order: FaultOrder) => Handler> = {
  failing: (handler, order) => failing(handler, order.status ?? 503, order),
  'too-many': (handler, order) => tooMany(handler, order.retry_after, order),
  slow: (handler, order) => slow(handler, order.ms ?? 3000, order),
  'drop-before': dropBefore,
  'drop-after': dropAfter,
  late: (handler, order) => late(handler, order.ms ?? 3000, order),
  malformed,
  'malformed-row': malformedRow,
  html,
  huge: (handler, order) => huge(handler, undefined, order),
  infinite,
  redirecting: (handler, order) => redirecting(handler, undefined, order),
};

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The names of all faults. */
export const faultNames: readonly string[] = Object.keys(makers);

/** The order in the fields of a request; undefined means: no more faults. */
export function orderOf(fields: Record<string, unknown>): FaultOrder | undefined {
  if (flagField(fields, 'clear')) return undefined;
  const fault = textField(fields, 'fault');
  if (!fault || !faultNames.includes(fault)) throw new FieldError(`fault must be one of ${faultNames.join(', ')}.`);
  const method = textField(fields, 'method');
  if (method && !methods.includes(method)) throw new FieldError(`method must be one of ${methods.join(', ')}.`);
  const order = {
    fault,
    method,
    path: textField(fields, 'path'),
    times: numberField(fields, 'times', 1, 1_000_000),
    status: numberField(fields, 'status', 400, 599),
    ms: numberField(fields, 'ms', 0, 600_000),
    retry_after: numberField(fields, 'retry_after', 0, 86_400),
  };
  return Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined)) as unknown as FaultOrder;
}

/** Puts an ordered fault around a Handler. */
export const withFault = (handler: Handler, order: FaultOrder): Handler => makers[order.fault]!(handler, order);
