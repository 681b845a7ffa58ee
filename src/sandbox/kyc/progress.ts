import { DAY, later } from '../dates.ts';
import type { World } from '../world.ts';
import { announce } from './delivery.ts';
import type { Failure } from './failure.ts';
import { mailLink } from './mail.ts';
import { isLive, type KycOrder, type KycSession, type KycStatus, type VerifiedData } from './session.ts';
import { company, person } from './trials.ts';

/** Begins a session; one that the account has already ends without a word in the answer. */
export function begin(world: World, order: KycOrder, origin: string): KycSession {
  const now = world.now();
  for (const older of world.kycSessions.values()) {
    if (older.account_auth_id === order.account_auth_id && isLive(older, now)) revoke(world, older);
  }
  const token = newToken();
  const session: KycSession = {
    ...order,
    // Not from the seed: a host remembers what it has done for which session, and the same id may never come again.
    id: crypto.randomUUID(),
    token,
    link: `${world.kyc_origin ?? origin}/kyc/verify?token=${token}`,
    kyc_type: null,
    status: order.flow_type === 'redirect' ? 'link_ready' : 'email_sent',
    created_at: now,
    updated_at: now,
    expires_at: later(now, order.expires_in_days * DAY),
    first_opened_at: null,
    completed_at: null,
    verified_data: null,
    mailed_at: null,
    reminded: [],
    wrong_codes: 0,
  };
  world.kycSessions.set(session.id, session);
  if (session.flow_type === 'email') mailLink(world, session, now);
  return session;
}

/** Ends a session at the partner's wish, or because there is a newer one. */
export function revoke(world: World, session: KycSession, reason?: string): void {
  move(world, session, 'revoked');
  announce(world, session, 'kyc.session_revoked', reason);
}

/** Notes that the customer has seen the first page. */
export function open(world: World, session: KycSession): void {
  if (session.status !== 'link_ready' && session.status !== 'email_sent') return;
  move(world, session, 'opened');
  session.first_opened_at = session.updated_at;
}

/** The PAN is right: now it is known whether this is a person or a company. */
export function acceptPan(world: World, session: KycSession, kyc_type: 'individual' | 'company', pan: string): void {
  move(world, session, 'in_progress');
  session.kyc_type = kyc_type;
  session.pan = pan;
  session.verified_data =
    kyc_type === 'company'
      ? { pan_type: kyc_type, completed_steps: ['pan'], pan_registered_name: company.name }
      : {
          pan_type: kyc_type,
          // Masked until the session is done.
          pan_number: `${pan.slice(0, 5)}XXXXX`,
          pan_name_match: true,
          completed_steps: ['pan'],
          pan_registered_name: person.name,
        };
}

/** The last step is right: the session and its account are verified. */
export function complete(world: World, session: KycSession): void {
  move(world, session, 'kyc_completed');
  session.completed_at = session.updated_at;
  const found = session.verified_data!;
  session.verified_data =
    session.kyc_type === 'company' ? { ...found, completed_steps: ['pan', 'gst'] } : whole(session);
  const account = world.accounts.get(session.account_auth_id);
  if (account) {
    account.kyc_status = 'completed';
    account.updated_at = session.updated_at;
  }
  announce(world, session, 'kyc.completed');
}

/** A document or a code is not right: the session is over. */
export function fail(world: World, session: KycSession, failure: Failure, kyc_type = session.kyc_type!): void {
  move(world, session, 'kyc_failed');
  session.failure = failure;
  session.kyc_type = kyc_type;
  const found = session.verified_data ?? { pan_type: kyc_type, completed_steps: [] };
  session.verified_data =
    failure.endsWith('-name') && kyc_type === 'individual' ? { ...found, pan_name_match: false } : found;
  announce(world, session, 'kyc.failed');
}

const whole = ({ verified_data, pan }: KycSession): VerifiedData => ({
  ...verified_data!,
  pan_number: pan,
  completed_steps: ['pan', 'aadhaar'],
  aadhaar_name: person.name,
  aadhaar_dob: person.birth_date,
  masked_aadhaar: person.masked_aadhaar,
  gender: person.gender,
  address: person.address,
});

function move(world: World, session: KycSession, status: KycStatus): void {
  session.status = status;
  session.updated_at = world.now();
}

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `kst_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
