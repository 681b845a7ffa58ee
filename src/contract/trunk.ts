import type * as v from 'valibot';
import { page } from './page.ts';
import { choice, count, fields, flag, key, moment, record, renamed, word } from './read.ts';

/**
 * A SIP trunk: where a PBX sends its calls (`trunk_domain`), or where calls to a number go.
 *
 * `trunk_status` is `enabled` or `disabled`, also where the API says active and inactive. `trunk_direction` may be `both`,
 * which cannot be asked for.
 */
export const Trunk = renamed(
  { account_id: 'auth_id', concurrent_calls_limit: 'max_concurrent_calls', trunk_direction: 'trunk_type' },
  record({
    trunk_id: key,
    ...fields(word, 'account_id name trunk_domain description'),
    trunk_status: choice([
      ['active', 'enabled'],
      ['inactive', 'disabled'],
    ]),
    ...fields(choice(), 'trunk_direction transport'),
    ...fields(count, 'concurrent_calls_limit cps_limit'),
    secure: flag,
    ...fields(word, 'credential_uuid ipacl_uuid primary_uri_uuid fallback_uri_uuid'),
    ...fields(moment, 'created_at updated_at'),
  }),
);
export type Trunk = v.InferOutput<typeof Trunk>;

/** A page of the customer's trunks. */
export const TrunkPage = page(Trunk);

// What the three things that can be attached to a trunk have in common.
const attached = {
  id: key,
  ...fields(word, 'account_id description'),
  enabled: flag,
  ...fields(moment, 'created_at updated_at'),
};

/** A user name with which a PBX signs in; its password is said once, to the service, and never read back. */
export const Credential = record({ ...attached, ...fields(word, 'username realm') });
export type Credential = v.InferOutput<typeof Credential>;

/** A page of the customer's SIP credentials. */
export const CredentialPage = page(Credential);

/** An address, or a block of them, from which a PBX may call; the name it was given comes back as `description`. */
export const IpAcl = record({ ...attached, ip_address: word });
export type IpAcl = v.InferOutput<typeof IpAcl>;

/** A page of the customer's allowed addresses. */
export const IpAclPage = page(IpAcl);

/**
 * Where incoming calls are delivered; the name it was given comes back as `description`. One without a `uri` was accepted
 * by the service and yet refuses every call.
 */
export const OriginationUri = record({
  ...attached,
  uri: word,
  transport: choice(),
  ...fields(count, 'priority weight'),
});
export type OriginationUri = v.InferOutput<typeof OriginationUri>;

/** A page of the customer's origination URIs. */
export const OriginationUriPage = page(OriginationUri);
