import { TaskStatus, initialState } from '@lit/task';
import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { Balance } from '../contract/balance.ts';
import { Read } from '../controllers/read.ts';
import { formatDateTime } from '../format/date.ts';
import { formatMoney } from '../format/money.ts';
import type { Portal } from './portal.ts';

/** The reading of what is in the wallet. */
export type Wallet = Read<readonly unknown[], Balance>;

/** What is in the customer's wallet, read while `portal` answers one and they may know. */
export const walletOf = (host: ReactiveControllerHost, portal: () => Portal | null | undefined): Wallet =>
  new Read(host, {
    args: () => {
      const { client, session, may, revision } = portal() ?? {};
      return [client, session?.account.currency ?? 'INR', may?.('getBalance'), revision] as const;
    },
    task: ([client, currency, allowed], { signal }): Promise<Balance> | typeof initialState =>
      client && allowed ? client.getBalance({ currency }, signal) : initialState,
  }) as object as Wallet;

/** What is left in the wallet; when it could not be read again, with the time it is from. */
export function walletLine(wallet: Wallet, { strings, timeZone, lang }: Portal) {
  const { available_balance: available, currency = 'INR' } = wallet.last ?? {};
  if (!available) return nothing;
  const words = strings.picker;
  const amount = formatMoney(available, currency);
  return html`<p class="muted number">
    ${
      wallet.status === TaskStatus.ERROR
        ? words.balanceAt(amount, formatDateTime(wallet.at, timeZone, lang))
        : words.balance(amount)
    }
  </p>`;
}
