import { answered, inboundFailures, outboundFailures, type Cause } from './causes.ts';
import { CONTACTS } from './contacts.ts';

/** What a call is like, apart from when it was: everything that can be filtered by and added up. Money is in paise. */
export interface Pattern {
  inbound: boolean;
  cause: Cause;
  /** In seconds, like `talk`. */
  ring: number;
  talk: number;
  /** Which of the account's lines; incoming and outgoing calls have a list each. */
  line: number;
  /** Which stranger. */
  contact: number;
  recorded: boolean;
  cost: number;
  streaming_cost: number;
}

/** How many lines an account has, and whether a voice application is on one. */
export interface Lines {
  inbound: number;
  outbound: number;
  isVoice: (inbound: boolean, line: number) => boolean;
}

/** How many patterns there are; a power of two. */
export const DECK = 4096;

/** The longest that a call takes, in milliseconds. */
export const LONGEST = 19 * 60_000;

const PER_MINUTE = 45;
const STREAMING_PER_MINUTE = 20;
const NOT_CONNECTED = 2;

/** The patterns of an account's calls; whoever deals them one by one and shuffles again has a life's worth of calls. */
export function callDeck(random: () => number, lines: Lines): Pattern[] {
  return Array.from({ length: DECK }, () => {
    const inbound = lines.inbound > 0 && random() < 0.35;
    const line = Math.floor(random() * (inbound ? lines.inbound : lines.outbound));
    // Few strangers call often, many once.
    const contact = Math.floor(CONTACTS * random() ** 1.6);
    const failure = pick(inbound ? inboundFailures : outboundFailures, random() * 1000);
    const ring = failure && !failure.rang ? 0 : 2 + Math.floor(random() * (failure ? 43 : 22));
    const cause = failure ?? endOf(inbound, random());
    const talk = failure ? 0 : talkOf(cause, inbound, random());
    const minutes = Math.ceil(talk / 60);
    return {
      inbound,
      cause,
      ring,
      talk,
      line,
      contact,
      recorded: talk >= 5 && random() < 0.4,
      cost: failure ? (inbound ? 0 : NOT_CONNECTED) : minutes * PER_MINUTE,
      streaming_cost: lines.isVoice(inbound, line) && random() < 0.5 ? minutes * STREAMING_PER_MINUTE : 0,
    };
  });
}

function pick(causes: readonly Cause[], at: number): Cause | undefined {
  for (const cause of causes) {
    at -= cause.weight;
    if (at < 0) return cause;
  }
  return undefined;
}

function endOf(inbound: boolean, chance: number): Cause {
  if (chance < 0.015) return answered.silence;
  if (!inbound && chance < 0.05) return answered.machine;
  if (!inbound && chance < 0.1) return answered.script;
  if (chance < 0.2) return answered.recipient;
  return chance < 0.6 ? answered.caller : answered.callee;
}

function talkOf(cause: Cause, inbound: boolean, chance: number): number {
  if (cause === answered.silence) return 60;
  if (cause === answered.machine) return 1 + Math.floor(chance * 8);
  // A fifteen-minute session timer that nobody refreshes.
  if (chance > 0.997) return 900;
  return Math.min(1080, Math.floor(1 - Math.log(1 - chance) * (inbound ? 95 : 48)));
}
