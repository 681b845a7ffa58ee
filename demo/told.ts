import type { KycNews } from '../src/server/kyc/options.ts';

/** What this backend did when it heard what became of a verification. */
export interface Told {
  at: string;
  hook: 'onVerified' | 'onFailed' | 'onRevoked';
  /** The customer's name; neither their id nor anything of who they are. */
  customer: string;
}

const longest = 20;

/** The hooks a partner's backend has, which here keep a list of what they were told; real ones unlock, or write a mail. */
export function createTold(nameOf: (account: string) => string) {
  const list: Told[] = [];
  const hook = (name: Told['hook']) => (news: KycNews) => {
    list.unshift({ at: new Date().toISOString(), hook: name, customer: nameOf(news.account) });
    list.length = Math.min(list.length, longest);
  };
  return {
    list,
    hooks: { onVerified: hook('onVerified'), onFailed: hook('onFailed'), onRevoked: hook('onRevoked') },
  };
}
