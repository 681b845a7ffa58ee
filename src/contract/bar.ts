import type { InventoryNumber } from './number.ts';

// A word that is not known yet is no bar: the service itself refuses what it does not sell.
const spokenFor = /^(reserved|sold|assigned|pending)/i;

/** Why a number of the inventory cannot be bought as one to call with, if it cannot. */
export function barOf(number: InventoryNumber): 'blocked' | 'reserved' | 'trial' | 'silent' | undefined {
  const { status = '', is_blocked, is_trial_number, voice_enabled, capabilities } = number;
  if (is_blocked || status === 'blocked') return 'blocked';
  if (spokenFor.test(status)) return 'reserved';
  if (is_trial_number) return 'trial';
  return voice_enabled === false || capabilities?.voice === false ? 'silent' : undefined;
}
