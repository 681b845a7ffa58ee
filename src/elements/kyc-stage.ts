import type { Kyc } from '../contract/kyc.ts';
import type { ErrorKind } from '../contract/problem.ts';
import type { Pace } from '../controllers/polling.ts';
import { isLive } from '../controllers/verification.ts';

/** Where a verification is, as a person sees it. */
export type Stage =
  | 'none'
  | 'link_ready'
  | 'email_sent'
  | 'begun' // opened, or in progress
  | 'confirming' // said to be done, and not confirmed yet
  | 'completed'
  | 'failed'
  | 'expired'
  | 'revoked'
  | 'unknown';

const known: Partial<Record<string, Stage>> = {
  none: 'none',
  link_ready: 'link_ready',
  email_sent: 'email_sent',
  opened: 'begun',
  in_progress: 'begun',
  kyc_completed: 'confirming', // the session says so, and the account is not verified yet
  failed: 'failed',
  expired: 'expired',
  revoked: 'revoked',
};

// Who stopped in between and came back waits for nothing.
const stopped = ['link_ready', 'opened', 'in_progress'];

/**
 * The stage that what was read stands for; `hint` is the status that the address claimed on the way back, if somebody came
 * back. A claim makes nobody verified and nothing failed: it only says that an answer is waited for.
 */
export function stageOf(kyc: Kyc | undefined, hint: string | undefined): Stage {
  if (kyc?.verified) return 'completed';
  const awaited = hint !== undefined && !stopped.includes(hint);
  if (awaited && (!kyc || kyc.status === undefined || isLive(kyc))) return 'confirming';
  return known[kyc?.status ?? ''] ?? 'unknown';
}

/** Whether there is, or may be, a link to go on with by phone. */
export const canShow = (stage: Stage) => ['none', 'link_ready', 'begun'].includes(stage);

/** Whether nothing can be waited for: somebody has to sign in, or may not ask at all. */
export const isShut = (trouble: ErrorKind | undefined) => trouble === 'session' || trouble === 'denied';

/** How often it is worth asking. */
export function paceOf(
  stage: Stage,
  { trouble, isBusy, isShown }: { trouble?: ErrorKind; isBusy: boolean; isShown: boolean },
): Pace {
  if (stage === 'completed') return 'off';
  if (isShut(trouble)) return 'rest';
  if (stage === 'confirming') return 'eager';
  if (trouble || isBusy) return 'rest';
  return stage === 'email_sent' || stage === 'begun' || isShown ? 'calm' : 'rest';
}

/** A step on the way, and how far it is. */
export interface Step {
  name: 'link' | 'mail' | 'opened' | 'pan' | 'aadhaar' | 'gstin' | 'either' | 'verified';
  state: 'done' | 'now' | 'ahead' | 'stopped';
  /** When it was done, as an ISO moment. */
  at?: string;
}

/** The way from the link to the end, with what is done of it. */
export function stepsOf(kyc: Kyc, stage: Stage): Step[] {
  const { verified, completed_steps = [], kyc_type, flow_type } = kyc;
  const [pan, second] = [completed_steps.includes('pan'), completed_steps.some((step) => step !== 'pan')];
  const checked = kyc_type === 'company' ? 'gstin' : kyc_type === 'individual' ? 'aadhaar' : 'either';
  const begun = pan || second || kyc.first_opened_at !== undefined || stage === 'begun';
  const all: [Step['name'], boolean, string?][] = [
    [flow_type === 'email' ? 'mail' : 'link', stage !== 'none', kyc.created_at],
    ['opened', begun, kyc.first_opened_at],
    ['pan', pan],
    [checked, second],
    ['verified', verified, kyc.completed_at],
  ];
  const next = all.findIndex(([, done]) => !done);
  const isOver = ['failed', 'expired', 'revoked'].includes(stage);
  return all.map(([name, done, at], index) => {
    if (done || verified) return { name, state: 'done', at };
    if (index !== next || stage === 'none') return { name, state: 'ahead' };
    return { name, state: isOver ? 'stopped' : 'now' };
  });
}

// The service documents no words for why something failed, so what others call the same is known as well.
const others: Partial<Record<string, string>> = {
  'pan-name': 'name-mismatch',
  'aadhaar-name': 'name-mismatch',
  'pan-name-mismatch': 'name-mismatch',
  'aadhaar-name-mismatch': 'name-mismatch',
  'company-name': 'company-name-mismatch',
  'birth-date': 'dob-mismatch',
  'aadhaar-birth-date': 'dob-mismatch',
  'birth-date-mismatch': 'dob-mismatch',
  'date-of-birth-mismatch': 'dob-mismatch',
  'invalid-pan': 'pan-not-found',
  'pan-invalid': 'pan-not-found',
  'digilocker-not-linked': 'aadhaar-not-linked',
  'consent-denied': 'consent-declined',
  'user-declined': 'consent-declined',
  'otp-invalid': 'otp-failed',
  'otp-expired': 'otp-failed',
  'gstin-cancelled': 'gstin-inactive',
  'gstin-suspended': 'gstin-inactive',
  'gstin-other-pan': 'gstin-mismatch',
  'gstin-pan-mismatch': 'gstin-mismatch',
  'service-down': 'service-unavailable',
  'government-service-unavailable': 'service-unavailable',
};

/** The portal's own word for why a verification failed. */
export const reasonOf = ({ reason = '' }: Kyc): string => others[reason] ?? reason;
