import * as v from 'valibot';
import { record, word, words } from './read.ts';

/** Who is signed in at the host, and what they may do here. */
export const Session = record({
  account: v.optional(v.fallback(record({ name: word, currency: word, country: word }), {}), {}),
  /** The calls this customer may make. */
  can: words,
  /** The origins a verification page may be on. */
  kyc_origins: words,
  /** The zone dates are shown in, an IANA name. */
  time_zone: word,
});
export type Session = v.InferOutput<typeof Session>;
