import * as v from 'valibot';
import { completedSteps } from './kyc.ts';
import { page } from './page.ts';
import { choice, fields, inside, key, moment, record, tolerant, word } from './read.ts';

/** The form of a session's id. It is a name and nothing else: any other text never becomes part of a path. */
export const sessionForm = /^[A-Za-z0-9_-]{8,64}$/;

/** An e-mail address of which only the first letter and the host are left; one that is masked already stays as it is. */
const maskedEmail = tolerant((value) => {
  const [, first = '', rest = '', host = ''] =
    /^(.)([^@]*)@([^@\s]+)$/u.exec(typeof value === 'string' ? value : '') ?? [];
  if (host === '') return undefined;
  return rest.includes('*') ? `${first}${rest}@${host}` : `${first}***@${host}`;
});

/** What a value says itself; what stands on every object of this realm was said by nobody. */
const ownFields = (value: unknown) =>
  Object.assign(Object.create(null) as object, inside(value)) as Record<string, unknown>;

/** Why a session failed. The service documents no word for it; prose, and whatever has a digit in it, stays behind. */
const failureReason = tolerant((value) => {
  const { reason, checked } = inside(value);
  if (typeof reason === 'string' && /^[A-Za-z]+(_[A-Za-z]+)+$/.test(reason) && reason.length <= 40)
    return reason.replaceAll('_', '-').toLowerCase();
  return inside(checked).pan_name_match === false ? 'name-mismatch' : undefined;
});

/**
 * A verification session as the service says it, without the person in it: of `verified_data`, which holds names, a birth
 * date, an address and numbers of identity papers, only which steps are done survives.
 *
 * `status` is the service's own word, exactly: nothing else may count as `kyc_completed`. The POST says `session_id` and the
 * GET `id` for the same thing; the `flow_type` is inferred where it is not said (Vobiz documentation, KYC sessions).
 */
export const KycSession = v.pipe(
  v.unknown(),
  v.transform((value) => {
    const said = ownFields(value);
    const { account_auth_id, verified_data, customer_email, redirect_url, metadata, status, widget_url } = said;
    const checked = inside(verified_data);
    const isEmail = status === 'email_sent' || typeof customer_email === 'string';
    const isRedirect = status === 'link_ready' || typeof redirect_url === 'string' || typeof widget_url === 'string';
    return {
      ...said,
      id: said.id ?? said.session_id,
      account_auth_id,
      status,
      flow_type: said.flow_type ?? (isEmail ? 'email' : isRedirect ? 'redirect' : undefined),
      email_hint: said.email_dispatched_to ?? customer_email,
      completed_steps: checked.completed_steps,
      reason: { reason: said.failure_reason ?? said.reason, checked },
      nonce: inside(metadata).nonce,
    };
  }),
  record({
    id: v.pipe(key, v.regex(sessionForm)),
    account_auth_id: key,
    status: word,
    ...fields(choice(), 'kyc_type flow_type'),
    ...fields(moment, 'created_at first_opened_at completed_at expires_at updated_at'),
    completed_steps: completedSteps,
    reason: failureReason,
    email_hint: maskedEmail,
    nonce: word,
  }),
);
export type KycSession = v.InferOutput<typeof KycSession>;

/** A page of sessions. The service's own filter is not believed: rows of other accounts may be among them. */
export const KycSessionPage = page(KycSession);

/** What a start is answered: the session, and in the redirect flow the address of its page, which no later read tells. */
export const NewKycSession = v.pipe(
  v.unknown(),
  v.transform((value) => ({ session: value, widget_url: inside(value).widget_url })),
  record({ session: KycSession, widget_url: word }),
);
export type NewKycSession = v.InferOutput<typeof NewKycSession>;

/** Of a customer's account what verification needs. `kyc_status` is the service's own word, exactly. */
export const KycAccount = v.pipe(
  v.unknown(),
  v.transform((value) => {
    const { auth_id, kyc_status, email } = ownFields(value);
    return { auth_id, kyc_status, email };
  }),
  record({ auth_id: key, kyc_status: word, email: word }),
);
export type KycAccount = v.InferOutput<typeof KycAccount>;
