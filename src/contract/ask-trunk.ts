import * as v from 'valibot';
import { asOffset, id, line, matching, maybeLine, paging, whole } from './input.ts';

/** Which page of the trunks, or of what can be attached to them. */
export const TrunkQuery = v.pipe(v.strictObject(paging), v.transform(asOffset));
export type TrunkQuery = v.InferInput<typeof TrunkQuery>;

/**
 * What a trunk may be told. A change says all that is known of it and not only what is new: some of the service's own
 * descriptions take what is not said for an order to forget it.
 */
export const NewTrunk = v.strictObject({
  name: line(100),
  trunk_status: v.optional(v.picklist(['enabled', 'disabled'])),
  secure: v.optional(v.boolean()),
  trunk_direction: v.optional(v.picklist(['inbound', 'outbound'])),
  concurrent_calls_limit: v.optional(whole(1, 1000)),
  cps_limit: v.optional(whole(1, 100)),
  transport: v.optional(v.picklist(['udp', 'tcp', 'tls'])),
  description: v.optional(maybeLine(500)),
  credential_uuid: v.optional(id),
  ipacl_uuid: v.optional(id),
  primary_uri_uuid: v.optional(id),
  fallback_uri_uuid: v.optional(id),
});
export type NewTrunk = v.InferOutput<typeof NewTrunk>;

const password = matching(/^[\x21-\x7e]{8,128}$/);

/** A new user name for a PBX: letters and digits, as the service refuses others at times, and a password for it. */
export const NewCredential = v.strictObject({ username: matching(/^[A-Za-z0-9]{1,64}$/), password });
export type NewCredential = v.InferOutput<typeof NewCredential>;

/** What can be changed about a user name: all but the name. */
export const CredentialChange = v.pipe(
  v.strictObject({
    password: v.optional(password),
    enabled: v.optional(v.boolean()),
    description: v.optional(maybeLine(255)),
  }),
  v.check((said) => Object.keys(said).length > 0),
);
export type CredentialChange = v.InferOutput<typeof CredentialChange>;

const byte = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
// IPv4 only, as the service has it. A block beyond /8 would let half the world call at the customer's expense.
const address = new RegExp(`^(?:${byte}\\.){3}${byte}(?:/(?:[89]|[12]\\d|3[0-2]))?$`);

/** An address, or a block of them, from which a PBX may call; the service wants both, also for a change. */
export const NewIpAcl = v.strictObject({ name: line(100), ip_address: matching(address) });
export type NewIpAcl = v.InferOutput<typeof NewIpAcl>;

const sipUri =
  /^sips?:(?:[\w.!~*'()+-]{1,64}@)?[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?(?::\d{1,5})?(?:;transport=(?:udp|tcp|tls))?$/i;
const priority = whole(1, 100);

/** Where incoming calls shall be delivered; `priority` 1 is tried first. */
export const NewOriginationUri = v.pipe(
  v.strictObject({ name: line(100), uri: matching(sipUri), priority: v.optional(priority, 1) }),
  // The service is described with `sip_uri`, and was seen to read `uri`: one alone made a place that refuses every call.
  v.transform((said) => ({ ...said, sip_uri: said.uri })),
);
export type NewOriginationUri = v.InferInput<typeof NewOriginationUri>;

/** What can be changed about a place where calls are delivered: all but the address. */
export const OriginationUriChange = v.strictObject({ name: line(100), priority: v.optional(priority) });
export type OriginationUriChange = v.InferOutput<typeof OriginationUriChange>;
