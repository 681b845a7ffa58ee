import { httpError, jsonInvalid, validationError } from '../errors.ts';
import { mailLink } from '../kyc/mail.ts';
import { orderOf } from '../kyc/order.ts';
import { begin, revoke } from '../kyc/progress.ts';
import { cooldownOf, createdRow, isTerminal, resentRow, sessionRow, type KycSession } from '../kyc/session.ts';
import { customerOf } from './partner-accounts.ts';
import { bodyOf, countOf, slice, type Call, type Route, type Routes } from './route.ts';

/** Identity checks that a partner begins for its customers. */
export const kycSessions: Routes<Call> = {
  'POST /api/v1/partner/kyc-sessions': async ({ world, request }) => {
    const body = await bodyOf(request);
    if (typeof body === 'string') return validationError([jsonInvalid(body)]);
    const order = orderOf(body);
    if (Array.isArray(order)) return validationError(order);
    if (!customerOf(world, order.account_auth_id)) return httpError(404, 'Account not found');
    return Response.json(createdRow(begin(world, order, new URL(request.url).origin)), { status: 201 });
  },

  'GET /api/v1/partner/kyc-sessions': ({ world, query }) => {
    const { page, size } = { page: countOf(query, 'page', 1), size: Math.min(countOf(query, 'size', 20), 100) };
    const [status, account] = [query.get('status'), query.get('account_auth_id')];
    const found = [...world.kycSessions.values()]
      .filter((one) => (!status || one.status === status) && (!account || one.account_auth_id === account))
      .reverse();
    const sessions = slice(found, { page, per_page: size }).map(sessionRow);
    return Response.json({ sessions, total: found.length, page, size });
  },

  'GET /api/v1/partner/kyc-sessions/{session_id}': ofSession((session) => Response.json(sessionRow(session))),

  'POST /api/v1/partner/kyc-sessions/{session_id}/resend': ofSession((session, { world }) => {
    if (session.flow_type === 'redirect') {
      const message = 'Resend is not available for redirect-flow sessions - no email is associated with this session.';
      return httpError(400, message);
    }
    const now = world.now();
    if (isTerminal(session)) return httpError(409, `Cannot resend: session is '${session.status}'`);
    // The status stays as it was when a link runs out, so this word is the sandbox's own.
    if (now >= session.expires_at) return httpError(409, "Cannot resend: session is 'expired'");
    const left = cooldownOf(session, now);
    if (left > 0) return httpError(429, `Email was sent recently. Please wait ${left} seconds before resending.`);
    mailLink(world, session, now);
    return Response.json(resentRow(session));
  }),

  'DELETE /api/v1/partner/kyc-sessions/{session_id}': ofSession(async (session, { world, request }) => {
    const text = await request.clone().text();
    const body = text === '' ? {} : await bodyOf(request);
    if (typeof body === 'string') return validationError([jsonInvalid(body)]);
    if (isTerminal(session)) return httpError(409, `Session is already in terminal status: '${session.status}'`);
    revoke(world, session, typeof body.reason === 'string' ? body.reason : undefined);
    return Response.json({ message: 'Session revoked', session_id: session.id });
  }),
};

function ofSession(answer: (session: KycSession, call: Call) => Response | Promise<Response>): Route<Call> {
  return (call) => {
    const session = call.world.kycSessions.get(call.params.session_id!);
    return session ? answer(session, call) : httpError(404, 'Session not found');
  };
}
