import { TaskStatus } from '@lit/task';
import { html, nothing } from 'lit';
import { VobizError } from '../client/error.ts';
import type { Read } from '../controllers/read.ts';
import { formatDateTime } from '../format/date.ts';
import type { Strings } from '../strings/en.ts';
import { wordsOf } from './error-words.ts';
import type { Portal } from './portal.ts';

/** Whatever was thrown, as the one kind of error the faces know. */
export const asVobizError = (error: unknown): VobizError =>
  error instanceof VobizError
    ? error
    : new VobizError({ status: 0, kind: 'server', code: 'unexpected' }, { cause: error });

/**
 * What went wrong, in words, with a way to try again where trying can help.
 *
 * The element for it is loaded when it is needed. Where it cannot be, because the network is what failed, the plain words
 * inside it are seen.
 */
export function failure(thrown: unknown, strings: Strings, retry?: () => unknown, dismiss?: () => unknown) {
  void import('./vobiz-failure.ts').catch(() => undefined);
  const error = asVobizError(thrown);
  const { title, next } = wordsOf(error, strings);
  return html`<vobiz-failure
    part="failure"
    .error=${error}
    .strings=${strings}
    .canRetry=${retry !== undefined}
    .canDismiss=${dismiss !== undefined}
    @retry=${retry}
    @dismiss=${dismiss}
    ><p role="alert">${title}. ${next}</p>
    ${retry ? html`<button @click=${retry}>${strings.retry}</button>` : nothing}</vobiz-failure
  >`;
}

/**
 * The faces of anything that is read: loading, failed, or what it read.
 *
 * While it reads again it keeps its last face, so that a list does not blink; when that fails, what was known last stays
 * below what went wrong, with the time it is from.
 */
export function faces<T>(read: Read<readonly unknown[], T>, portal: Portal, loaded: (value: T) => unknown) {
  const { strings, timeZone, lang } = portal;
  const failed = read.status === TaskStatus.ERROR;
  // One template for all of them: what has the focus in the list keeps it when something comes above.
  return html`
    ${failed ? failure(read.error, strings, () => read.run()) : nothing}
    ${
      failed && read.last !== undefined
        ? html`<p class="muted small">${strings.stale(formatDateTime(read.at, timeZone, lang))}</p>`
        : nothing
    }
    ${
      read.last !== undefined
        ? loaded(read.last)
        : failed
          ? nothing
          : html`<p class="loading" role="status">${strings.loading}</p>`
    }
  `;
}
