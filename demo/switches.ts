import type { Language } from './words.ts';

/** What can be switched on the demo's page. The query remembers it, so a link shows the same page to somebody else. */
export interface Switches {
  lang: Language;
  theme: 'auto' | 'light' | 'dark';
  /** `#rrggbb`. */
  accent: string;
  width: 'full' | '768' | '320';
  view: 'portal' | 'picker' | 'list' | 'kyc';
  /** How a verification that is shown by itself begins. */
  flow: 'redirect' | 'email';
  controls: 'open' | 'closed';
}

const brand = '#0f766e';

const defaults: Switches = {
  lang: 'en',
  theme: 'auto',
  accent: brand,
  width: 'full',
  view: 'portal',
  flow: 'redirect',
  controls: 'closed',
};

const allowed: { [Name in keyof Switches]: (value: string) => boolean } = {
  lang: (value) => ['en', 'hi'].includes(value),
  theme: (value) => ['auto', 'light', 'dark'].includes(value),
  accent: (value) => /^#[0-9a-f]{6}$/.test(value),
  width: (value) => ['full', '768', '320'].includes(value),
  view: (value) => ['portal', 'picker', 'list', 'kyc'].includes(value),
  flow: (value) => ['redirect', 'email'].includes(value),
  controls: (value) => ['open', 'closed'].includes(value),
};

/** Reads the switches; what the query says and nobody knows is as good as unsaid. */
export function readSwitches(search: string): Switches {
  const said = [...new URLSearchParams(search)].filter(([name, value]) => allowed[name as keyof Switches]?.(value));
  return { ...defaults, ...Object.fromEntries(said) };
}

/** The query that says these switches, nothing that is so anyway, and whatever else `search` says: that is others' business. */
export function queryOf(switches: Switches, search = ''): string {
  const others = [...new URLSearchParams(search)].filter(([name]) => !(name in defaults));
  const said = Object.entries(switches).filter(([name, value]) => defaults[name as keyof Switches] !== value);
  return said.length + others.length ? `?${new URLSearchParams([...said, ...others])}` : '';
}
