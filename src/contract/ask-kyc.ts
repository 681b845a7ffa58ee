import * as v from 'valibot';
import { line } from './input.ts';

/** What a start may say. Whose account it is, and everything else, the proxy knows. */
export const NewKyc = v.strictObject({ flow_type: v.picklist(['redirect', 'email']) });
export type NewKyc = v.InferOutput<typeof NewKyc>;

/** Why a session is revoked; it may go into the host's own records. */
export const KycEnd = v.strictObject({ reason: v.optional(line(200)) });
export type KycEnd = v.InferOutput<typeof KycEnd>;
