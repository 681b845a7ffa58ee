import { DAY, later } from '../dates.ts';
import { isLive, type KycSession } from './session.ts';

/** A mail that the sandbox would have sent. It goes nowhere; the desk shows it. */
export interface Mail {
  id: string;
  session_id: string;
  at: Date;
  from: string;
  to: string;
  subject: string;
  text: string;
  /** Where the customer goes from it. A secret, as in any such mail. */
  link: string;
}

interface Post {
  kycSessions: ReadonlyMap<string, KycSession>;
  mails: Mail[];
  partner: { name: string };
}

/** Mails the link to the customer, and begins the time in which it is not mailed again. */
export function mailLink({ mails, partner }: Post, session: KycSession, at: Date): void {
  session.mailed_at = at;
  mails.push(mailOf(session, at, mails.length, {
    subject: 'Verify your identity',
    text: `${partner.name} asks you to verify your identity. It takes about two minutes. The link works until ${dayOf(session)}.`,
  })); // prettier-ignore
}

/** Mails the reminders that are due; a customer who is done, or whose link ran out, gets none. */
export function mailReminders(post: Post, now: Date): void {
  for (const session of post.kycSessions.values()) {
    if (session.flow_type !== 'email') continue;
    for (const { value } of session.reminder_schedule) {
      const due = later(session.expires_at, -value * DAY);
      if (due > now || due <= session.created_at || session.reminded.includes(value) || !isLive(session, due)) continue;
      session.reminded.push(value);
      post.mails.push(
        mailOf(session, due, post.mails.length, {
          subject: `Reminder: verify your identity by ${dayOf(session)}`,
          text: `${post.partner.name} is still waiting for you to verify your identity. The link works until ${dayOf(session)}.`,
        }),
      );
    }
  }
}

const mailOf = (
  { id, customer_email, link }: KycSession,
  at: Date,
  index: number,
  words: Pick<Mail, 'subject' | 'text'>,
): Mail => ({
  id: String(index + 1),
  session_id: id,
  at,
  from: 'kyc@vobiz.ai',
  to: customer_email!,
  ...words,
  link,
});

const day = new Intl.DateTimeFormat('en-IN', { dateStyle: 'long', timeZone: 'Asia/Kolkata' });

const dayOf = ({ expires_at }: KycSession) => day.format(expires_at);
