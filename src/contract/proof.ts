import type { PhoneNumber } from './number.ts';

/** What a write said: its path parameters and the fields of its body. */
export type Said = Record<string, string>;

/**
 * How to find out what became of a write whose answer was lost: read the list, and look whether the world is as the write
 * would have left it. The vendor's own rule is to verify the state before trying again (Vobiz documentation, buying a number).
 */
export interface Proof {
  /** What the write is about; two writes about the same thing wait for each other. */
  subject: (said: Said) => string;
  /** The read that shows it. */
  read: 'listNumbers';
  /** What to ask that read for. */
  query: (said: Said) => Record<string, string>;
  /** What the write would have answered, if `rows` show that it happened; undefined if they show that it did not. */
  done: (rows: PhoneNumber[], said: Said) => object | undefined;
}

/** A proof about one of the customer's numbers. */
const aboutNumber = (done: (number: PhoneNumber | undefined, said: Said) => object | undefined): Proof => ({
  subject: ({ e164 = '' }) => e164,
  read: 'listNumbers',
  query: ({ e164 = '' }) => ({ search: e164.slice(1), per_page: '100' }),
  done: (rows, said) =>
    done(
      rows.find((row) => row.e164 === said.e164),
      said,
    ),
});

const leaving = new Set<string | undefined>(['pending_release', 'released']);

/** How each kind of write on a number is proved. */
export const proofs = {
  bought: aboutNumber((number) => (number && !leaving.has(number.status) ? { number } : undefined)),
  released: aboutNumber((number) => {
    if (!number) return { status: 'released' };
    const { status, cooldown_ends_at } = number;
    return leaving.has(status) ? { status, ...(cooldown_ends_at && { cooldown_ends_at }) } : undefined;
  }),
  restored: aboutNumber((number) => (number && !leaving.has(number.status) ? { status: number.status } : undefined)),
  assigned: aboutNumber((number, said) => (number?.trunk_group_id === said.trunk_group_id ? {} : undefined)),
  unassigned: aboutNumber((number) => (number && !number.trunk_group_id ? {} : undefined)),
} satisfies Record<string, Proof>;
