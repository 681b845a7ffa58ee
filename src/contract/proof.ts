/**
 * What a write said, as text: its path parameters, those fields of its body that its proof looks at, and `sent_at`, the
 * moment it was first sent.
 */
export type Said = Record<string, string>;

/** A row of a list, read. */
type Row = Readonly<Record<string, unknown>>;

/** The reads that show what became of a write. `accounts` is the partner's own list, which no browser can ask for. */
type List =
  'getKyc' | 'listNumbers' | 'listTrunks' | 'listCredentials' | 'listIpAcl' | 'listOriginationUris' | 'accounts';

/**
 * How to find out what became of a write whose answer was lost: read the list, and look whether the world is as the write
 * would have left it. The vendor's own rule is to verify the state before trying again (Vobiz documentation, buying a number).
 */
export interface Proof {
  /** What the write is about; two writes about the same thing wait for each other. */
  subject: (said: Said) => string;
  /** The fields of the body that it looks at. Only these are kept with the write, so never a password. */
  keeps: readonly string[];
  /** The field of the answer that says which one was made, for what is found again by that rather than by its age. */
  made?: string;
  /** The read that shows it. */
  read: List;
  /** What to ask that read for. */
  query: (said: Said) => Record<string, string>;
  /** What the write would have answered, if `rows` show that it happened; undefined if they show that it did not. */
  done: (rows: readonly Row[], said: Said) => object | undefined;
}

/** A proof about one of the customer's numbers. */
const aboutNumber = (
  done: (number: Row | undefined, said: Said) => object | undefined,
  keeps: string[] = [],
): Proof => ({
  subject: ({ e164 = '' }) => e164,
  keeps,
  read: 'listNumbers',
  query: ({ e164 = '' }) => ({ search: e164.slice(1), per_page: '100' }),
  done: (rows, said) =>
    done(
      rows.find((row) => row.e164 === said.e164),
      said,
    ),
});

const leaving = (number: Row) => number.status === 'pending_release' || number.status === 'released';

/** How each kind of write on a number is proved. */
export const proofs = {
  bought: aboutNumber((number) => (number && !leaving(number) ? { number } : undefined), ['e164']),
  released: aboutNumber((number) => {
    if (!number) return { status: 'released' };
    const { status, cooldown_ends_at } = number;
    return leaving(number) ? { status, ...(cooldown_ends_at !== undefined && { cooldown_ends_at }) } : undefined;
  }),
  restored: aboutNumber((number) => (number && !leaving(number) ? { status: number.status } : undefined)),
  assigned: aboutNumber(
    (number, said) => (number?.trunk_group_id === said.trunk_group_id ? {} : undefined),
    ['trunk_group_id'],
  ),
  unassigned: aboutNumber((number) => (number && !number.trunk_group_id ? {} : undefined)),
} satisfies Record<string, Proof>;

// A request that was lost on its way is believed not to arrive after a minute and a half.
const mostLate = 120_000;

/**
 * How it is proved that an account was opened: the partner has one of this e-mail address and telephone that is no older,
 * and not so new that it can only be another sign-up's. Whoever is told gets the account's credentials.
 */
export const accountOpened: Proof = {
  subject: ({ email = '' }) => email.toLowerCase(),
  keeps: ['email', 'phone'],
  made: 'auth_id',
  read: 'accounts',
  query: ({ email = '' }) => ({ search: email, per_page: '100' }),
  done: (rows, said) =>
    rows.find((row) =>
      said.auth_id
        ? row.auth_id === said.auth_id
        : textOf(row.email).toLowerCase() === said.email?.toLowerCase() &&
          row.phone === said.phone &&
          isSince(row.created_at, said) &&
          Date.parse(textOf(row.created_at)) <= Date.parse(said.sent_at ?? '') + mostLate,
    ),
};

/** The fields of a body, each with the name that it has in the list. */
type Same = Record<string, string>;

// The list says what was left empty with nothing at all.
const isSame = (row: Row, said: Said, same: Same) =>
  Object.entries(same).every(
    ([field, column]) => said[field] === undefined || plain(field, textOf(row[column])) === plain(field, said[field]),
  );

// One address is a block of one, and the service says it either way.
const plain = (field: string, text: string) => (field === 'ip_address' ? text.replace(/\/32$/, '') : text);

const textOf = (value: unknown) => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '');

// Some of the service's moments are whole seconds, and its clock is not ours.
const clocksMayDiffer = 5_000;

const isSince = (moment: unknown, { sent_at = '' }: Said) =>
  Date.parse(textOf(moment)) >= Math.floor(Date.parse(sent_at) / 1000) * 1000 - clocksMayDiffer;

/**
 * Proofs about things that a list shows: a new one is there that is the same and no older than the write; a changed one is
 * as it was to be, and was touched no earlier than that; one that was taken away is gone.
 *
 * A change that was made but touched nothing counts as not made; made again it does no harm.
 */
export const proofsIn = (read: List, row_id: string) => {
  const query = () => ({ per_page: '100' });
  const one = (said: Said) => JSON.stringify([read, said[row_id]]);
  const find = (rows: readonly Row[], said: Said) => rows.find((row) => row[row_id] === said[row_id]);
  return {
    created: (same: Same): Proof => ({
      subject: (said) =>
        JSON.stringify([read, 'new', ...Object.keys(same).map((field) => plain(field, said[field] ?? ''))]),
      keeps: Object.keys(same),
      read,
      query,
      done: (rows, said) => rows.find((row) => isSame(row, said, same) && isSince(row.created_at, said)),
    }),
    changed: (same: Same): Proof => ({
      subject: one,
      keeps: Object.keys(same),
      read,
      query,
      done: (rows, said) => {
        const row = find(rows, said);
        return row && isSame(row, said, same) && isSince(row.updated_at, said) ? row : undefined;
      },
    }),
    deleted: {
      subject: one,
      keeps: [],
      read,
      query,
      done: (rows, said) => (find(rows, said) ? undefined : {}),
    } as Proof,
  };
};

/**
 * Proofs about the verification of an account. Their one row is the newest session as the proxy knows it: `live`, and
 * `can_continue` where a start would go on with it; whenever it was begun, a second one would revoke it.
 */
export const kycProofs = {
  started: {
    subject: () => 'kyc',
    keeps: ['flow_type'],
    read: 'getKyc',
    query: () => ({}),
    done: (rows, said) => rows.find((row) => row.can_continue === true && row.flow_type === said.flow_type),
  },
  revoked: {
    subject: () => 'kyc',
    keeps: [],
    read: 'getKyc',
    query: () => ({}),
    // One that is not the newest any more was revoked by the one that is.
    done: (rows, said) => (rows.some((row) => row.id === said.id && row.status !== 'revoked') ? undefined : {}),
  },
} satisfies Record<string, Proof>;
