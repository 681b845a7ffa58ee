import type * as v from 'valibot';
import { fields, moment, record, word } from './read.ts';

/** The account that was opened, as a browser may know it: neither its `auth_id` nor its token. */
export const Account = record({ ...fields(word, 'name email status currency country'), created_at: moment });
export type Account = v.InferOutput<typeof Account>;
