import type { VobizError } from '../client/error.ts';
import type { Strings } from '../strings/en.ts';

/** The sentence for an error, and what to do about it. */
export const wordsOf = ({ code, kind }: VobizError, strings: Strings) =>
  strings.codes[code ?? ''] ?? strings.failed[kind];
