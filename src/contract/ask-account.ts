import * as v from 'valibot';
import { line, matching } from './input.ts';
import { e164 } from './read.ts';

/** What opening an account takes. The password goes to the service and nowhere else. */
export const NewAccount = v.strictObject({
  name: line(100),
  email: v.pipe(v.string(), v.maxLength(254), v.email()),
  phone: e164,
  // At least eight characters, among them a number and a special one (the partner integration flow).
  password: v.pipe(v.string(), v.minLength(8), v.maxLength(128), v.regex(/\d/), v.regex(/[^\p{L}\p{N}\s]/u)),
  company: v.optional(line(200)),
  country: matching(/^[A-Z]{2}$/),
});
export type NewAccount = v.InferOutput<typeof NewAccount>;
