import * as v from 'valibot';
import { choice, fields, moment, record, tolerant, word } from './read.ts';

// A word that is not one of these could be a part of somebody's name.
const steps = ['pan', 'aadhaar', 'gst'];
const otherSteps: Record<string, string> = { digilocker: 'aadhaar', gstin: 'gst' };

/** The steps that are done, of `pan`, `aadhaar` and `gst`; anything else stays behind. */
export const completedSteps = tolerant((value) => {
  if (!Array.isArray(value)) return undefined;
  const said = value.map((step) => (typeof step === 'string' ? (otherSteps[step] ?? step) : ''));
  return [...new Set(said)].filter((step) => steps.includes(step));
});

/** Exactly `true`; whatever else it is, nobody is verified by it. */
const exactlyTrue = v.optional(v.pipe(v.unknown(), v.transform((value) => value === true)), false); // prettier-ignore

const state = {
  /** Whether the account is verified, read at the service for this very answer. It alone unlocks anything. */
  verified: exactlyTrue,
  /**
   * How far the newest session is: `none`, `link_ready`, `email_sent`, `opened`, `in_progress`, `kyc_completed`, `failed`,
   * `expired`, `revoked`, or a word not known yet, which means that it is not verified yet.
   */
  status: word,
  /** `individual` or `company`, once the PAN is in. */
  kyc_type: choice(),
  flow_type: choice(),
  /** `expires_at`: when the link dies. `resend_at`: when the mail can be sent again; only where it can. */
  ...fields(moment, 'created_at first_opened_at completed_at expires_at resend_at'),
  completed_steps: completedSteps,
  /** Why it failed, as a machine word such as `name-mismatch`, where the service tells. */
  reason: tolerant((value) => (typeof value === 'string' && /^[a-z][a-z-]{1,39}$/.test(value) ? value : undefined)),
  /** Where the mail went, as `c***@example.com`. */
  email_hint: word,
  /** Whether `startKyc` with the same `flow_type` goes on with this session. Otherwise a live one has to be revoked first. */
  can_continue: exactlyTrue,
};

/** How far a customer's verification is. Nothing of it says who they are. */
export const Kyc = record(state);
export type Kyc = v.InferOutput<typeof Kyc>;

/**
 * The answer to a start: the same, and in the redirect flow the address of the verification page. That address is a secret
 * that is good for one navigation: it belongs in no text, attribute, event, storage or log.
 */
export const StartedKyc = record({ ...state, widget_url: word });
export type StartedKyc = v.InferOutput<typeof StartedKyc>;
