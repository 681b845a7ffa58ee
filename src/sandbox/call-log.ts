import { callTimes } from './call-days.ts';
import { callDeck, DECK, LONGEST, type Pattern } from './call-deck.ts';
import { callIds, mix, type CallIds } from './call-ids.ts';
import { MINUTE } from './dates.ts';
import type { OwnedNumber } from './number.ts';
import { hashOf, randomOf } from './random.ts';
import { seededTrunks } from './trunk.ts';

/** A line of an account: the number it shows, and what is behind it. */
export interface Line {
  e164: string;
  trunk_id: string | null;
}

/** A call as it was. */
export interface Call extends Pattern {
  index: number;
  uuid: string;
  start: Date;
  own: Line;
}

/** Which calls: those with indexes from `from` up to but not including `to` that match, without the excepted ones. */
export interface Selection {
  from: number;
  to: number;
  matches: (pattern: Pattern) => boolean;
  except?: ReadonlySet<number>;
}

/** What some calls come to; seconds, and paise. */
export interface Tally {
  calls: number;
  answered: number;
  billable: number;
  duration: number;
  cost: number;
}

/** An account's call records, newest first. None is kept: each is worked out from its index. */
export interface CallLog {
  account_id: string;
  count: number;
  ids: CallIds;
  lines: { inbound: readonly Line[]; outbound: readonly Line[] };
  call: (index: number) => Call;
  /** The indexes of the calls that began in a stretch of time. */
  between: (from: number, until: number) => { from: number; to: number };
  /** The indexes of the selected calls, after the first `skip` of them. */
  select: (selection: Selection, skip?: number) => Generator<number, void>;
  tally: (selection: Selection) => Tally;
}

interface Seeds {
  seed: number;
  calls: number;
  born: Date;
  numbers: readonly OwnedNumber[];
}

// The others have made no calls yet, which is a thing to look at too.
const callers = ['MA_ASHA', 'MA_DECCAN'];

/** The call logs of all accounts, each made when it is first asked for. */
export function callLogs({ seed, calls, born, numbers }: Seeds): (auth_id: string) => CallLog {
  // Whatever happens to a number later, its past stays as it was.
  const seeded = numbers.map(({ e164, account_id, status, trunk_group_id, application_id }) => ({
    e164,
    account_id,
    inUse: status === 'active' || status === 'pending_release',
    routed: Boolean(trunk_group_id ?? application_id),
    trunk_id: application_id ? null : (trunk_group_id ?? null),
  }));
  const logs = new Map<string, CallLog>();
  return (auth_id) => {
    let log = logs.get(auth_id);
    if (!log) {
      const own = seeded.filter(({ account_id, inUse }) => account_id === auth_id && inUse);
      const trunk = seededTrunks.find((one) => one.account_id === auth_id && one.trunk_direction === 'outbound');
      const lines = {
        inbound: own.filter(({ routed }) => routed),
        // Half of what goes out goes through the trunk, if there is one.
        outbound: own.map(({ e164 }, index) => ({ e164, trunk_id: index % 2 ? null : (trunk?.trunk_id ?? null) })),
      };
      const count = callers.includes(auth_id) && own.length > 0 ? calls : 0;
      log = callLog(auth_id, count, lines, born, hashOf(auth_id) ^ mix(seed));
      logs.set(auth_id, log);
    }
    return log;
  };
}

function callLog(account_id: string, count: number, lines: CallLog['lines'], born: Date, key: number): CallLog {
  const isVoice = (inbound: boolean, line: number) => lines[inbound ? 'inbound' : 'outbound'][line]?.trunk_id === null;
  const sizes = { inbound: lines.inbound.length, outbound: lines.outbound.length, isVoice };
  const deck = count > 0 ? callDeck(randomOf(key), sizes) : [];
  const ids = callIds(mix(key), count);
  const jitter = (index: number) => mix(index ^ key) / 2 ** 32;
  // A record appears when its call is over, so that even the longest has to be.
  const times = callTimes(count, born.getTime() - LONGEST - MINUTE, jitter);

  // Each round deals the whole deck, in an order of its own.
  const patternOf = (index: number) => {
    const round = mix(Math.floor(index / DECK) ^ key);
    return deck[(Math.imul(index, round | 1) + (round >>> 8)) & (DECK - 1)]!;
  };

  // One request asks for a page, the newest call and a sum.
  const known = new WeakMap<Selection, Set<Pattern>>();
  const fittingOf = (selection: Selection) => {
    const fitting = known.get(selection) ?? new Set(deck.filter(selection.matches));
    known.set(selection, fitting);
    return fitting;
  };

  // In a whole round of the deck it is known beforehand what matches, so rounds are counted instead of gone through.
  const isWhole = (index: number, { to, except = new Set() }: Selection) =>
    index % DECK === 0 && index + DECK <= to && ![...except].some((one) => one >= index && one < index + DECK);

  function* select(selection: Selection, skip = 0): Generator<number, void> {
    const { from, to, except } = selection;
    const fitting = fittingOf(selection);
    if (fitting.size === 0) return;
    for (let index = from; index < to;) {
      if (skip >= fitting.size && isWhole(index, selection)) {
        skip -= fitting.size;
        index += DECK;
        continue;
      }
      if (fitting.has(patternOf(index)) && !except?.has(index) && skip-- <= 0) yield index;
      index++;
    }
  }

  function tally(selection: Selection): Tally {
    const { from, to, except } = selection;
    const fitting = fittingOf(selection);
    const round = sum(fitting);
    const total = sum([]);
    for (let index = from; index < to;) {
      const whole = isWhole(index, selection);
      const pattern = patternOf(index);
      if (whole) add(total, round);
      else if (fitting.has(pattern) && !except?.has(index)) add(total, sum([pattern]));
      index += whole ? DECK : 1;
    }
    return total;
  }

  return {
    account_id,
    count,
    ids,
    lines,
    call: (index) => {
      const pattern = patternOf(index);
      const own = lines[pattern.inbound ? 'inbound' : 'outbound'][pattern.line]!;
      return { ...pattern, index, uuid: ids.idOf('call', index), start: new Date(times.startOf(index)), own };
    },
    between: (from, until) => ({ from: times.firstBefore(until), to: times.firstBefore(from) }),
    select,
    tally,
  };
}

function sum(patterns: Iterable<Pattern>): Tally {
  const total = { calls: 0, answered: 0, billable: 0, duration: 0, cost: 0 };
  for (const { ring, talk, cost, streaming_cost } of patterns) {
    const answered = talk > 0 ? 1 : 0;
    add(total, { calls: 1, answered, billable: talk, duration: ring + talk, cost: cost + streaming_cost });
  }
  return total;
}

function add(total: Tally, more: Tally): void {
  total.calls += more.calls;
  total.answered += more.answered;
  total.billable += more.billable;
  total.duration += more.duration;
  total.cost += more.cost;
}
