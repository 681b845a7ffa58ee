import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { DemoCustomer } from './customers.ts';
import { sameOriginOnly } from './same-origin.ts';
import { sessionSeconds, type Sessions } from './sessions.ts';

/** What the page is told about the demo; there is nothing secret in it. */
export interface DemoState {
  customer?: { name: string };
  customers: Pick<DemoCustomer, 'id' | 'name' | 'note'>[];
  /** Whether this is the sandbox, whose clock and faults may be played with. */
  sandbox: boolean;
}

interface SignInOptions {
  customers: DemoCustomer[];
  sessions: Sessions;
  origins: readonly string[];
  sandbox: boolean;
}

const cookieName = 'tarang_session';

const cookieOf = (request: Request): string | undefined =>
  request.headers
    .get('Cookie')
    ?.split(/;\s*/)
    .find((pair) => pair.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);

/** Finds the customer that a request's cookie names. */
export const customerOf =
  (customers: DemoCustomer[], sessions: Sessions) =>
  (request: Request): DemoCustomer | undefined => {
    const id = sessions.customerOf(cookieOf(request));
    return customers.find((customer) => customer.id === id);
  };

/** The partner's sign-in: a form, a cookie, and who is signed in. Real ones ask for a password. */
export function createSignIn({ customers, sessions, origins, sandbox }: SignInOptions): Hono {
  const signedIn = customerOf(customers, sessions);
  // The page keeps its switches in the query; only ever back to the page itself, whatever the query says.
  const backToPage = (url: string) => `/${new URL(url).search}`;

  return new Hono()
    .get('/state', (c) => {
      const customer = signedIn(c.req.raw);
      const state: DemoState = {
        ...(customer && { customer: { name: customer.name } }),
        customers: customers.map(({ id, name, note }) => ({ id, name, note })),
        sandbox,
      };
      return c.json(state);
    })
    .post('/sign-in', sameOriginOnly(origins), async (c) => {
      const { customer } = await c.req.parseBody();
      const known = customers.find(({ id }) => id === customer);
      if (!known) return c.text('There is no such customer.', 400);
      sessions.end(getCookie(c, cookieName));
      // Lax, not Strict: coming back from the verification page must still find the customer signed in.
      setCookie(c, cookieName, sessions.begin(known.id), {
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
        maxAge: sessionSeconds,
        secure: new URL(c.req.url).protocol === 'https:',
      });
      return c.redirect(backToPage(c.req.url), 303);
    })
    .post('/sign-out', sameOriginOnly(origins), (c) => {
      sessions.end(getCookie(c, cookieName));
      deleteCookie(c, cookieName, { path: '/' });
      return c.redirect(backToPage(c.req.url), 303);
    });
}
