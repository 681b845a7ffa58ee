import { formatPhone } from './phone.ts';

/** Writes a phone number like `formatPhone`, for a sentence: no line may end inside it. */
export const phoneInText = (e164: string, region?: string): string =>
  formatPhone(e164, region).replaceAll(' ', '\u00a0');
