import { ContextRoot, createContext } from '@lit/context';
import { html, nothing, type LitElement } from 'lit';
import type { Client } from '../client/client.ts';
import type { CallName } from '../contract/routes.ts';
import type { Session } from '../contract/session.ts';
import type { Strings } from '../strings/en.ts';
import { forDevelopers } from '../strings/first.ts';

/** What all elements inside a `<vobiz-portal>` share. A new one is made whenever something in it changes. */
export interface Portal {
  client: Client;
  strings: Strings;
  /** The language dates and words are in, `en` or `hi`. */
  lang: string;
  /** An IANA zone; dates are shown in it. */
  timeZone: string;
  /** Who is signed in; absent until it is known. */
  session?: Session;
  /** Whether this customer may make a call. While the session is not known the proxy decides. */
  may: (call: CallName) => boolean;
  /** Counts how often everything was asked to be read again. */
  revision: number;
}

/** How an element finds its portal; null while the portal is there but not ready. */
export const portalContext = createContext<Portal | null>('vobiz-portal');

// Who asks before its portal is there is remembered, and asked to ask again when it is.
if (typeof document !== 'undefined') new ContextRoot().attach(document.documentElement);

/** What an element outside a portal shows: one sentence that says what to do; nothing yet when its portal is still loading. */
export const outsidePortal = (element: LitElement) =>
  element.closest('vobiz-portal:not(:defined)')
    ? nothing
    : html`<p lang="en" role="note">${forDevelopers.outside(element.localName)}</p>`;
