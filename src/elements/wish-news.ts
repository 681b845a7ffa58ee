import { phoneInText } from '../format/phone-in-text.ts';
import type { Strings } from '../strings/en.ts';
import { failure } from './faces.ts';
import { notice } from './notice.ts';

/** What is to be told of a wish for numbers. */
export interface WishNews {
  /** Those that are not for sale. */
  gone: string[];
  /** Why others could not be looked for. */
  error?: unknown;
  retry: () => unknown;
  /** Gives up the wish. */
  dismiss: (given: string[]) => unknown;
  /** Those that it is about beside the ones that are gone. */
  open: string[];
}

/** What came of a wish for numbers, in words, with the next step. */
export const wishNews = ({ gone, error, retry, dismiss, open }: WishNews, strings: Strings) => [
  ...gone.map((e164) =>
    notice(
      'warning',
      strings.picker.notForSale(phoneInText(e164)),
      { next: strings.picker.notForSaleNext, dismiss: () => dismiss([e164]) },
      strings,
    ),
  ),
  error === undefined ? [] : failure(error, strings, retry, () => dismiss(open)),
];
