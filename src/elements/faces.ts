import { TaskStatus } from '@lit/task';
import { html, nothing } from 'lit';
import { VobizError } from '../client/error.ts';
import type { Read } from '../controllers/read.ts';
import type { Strings } from '../strings/en.ts';
import './vobiz-failure.ts';

/** Whatever was thrown, as the one kind of error the faces know. */
export const asVobizError = (error: unknown): VobizError =>
  error instanceof VobizError
    ? error
    : new VobizError({ status: 0, kind: 'server', code: 'unexpected' }, { cause: error });

/** What went wrong, in words, with a way to try again where trying can help. */
export const failure = (error: unknown, strings: Strings, retry?: () => unknown, dismiss?: () => unknown) =>
  html`<vobiz-failure
    part="failure"
    .error=${asVobizError(error)}
    .strings=${strings}
    .canRetry=${retry !== undefined}
    .canDismiss=${dismiss !== undefined}
    @retry=${retry}
    @dismiss=${dismiss}
  ></vobiz-failure>`;

/**
 * The faces of anything that is read: loading, failed, or what it read.
 *
 * While it reads again it keeps its last face, so that a list does not blink; when that fails, what was known last stays
 * below what went wrong.
 */
export function faces<T>(read: Read<readonly unknown[], T>, strings: Strings, loaded: (value: T) => unknown) {
  const known = read.last === undefined ? nothing : loaded(read.last);
  if (read.status === TaskStatus.ERROR) {
    return html`${failure(read.error, strings, () => read.run())}
    ${known === nothing ? nothing : html`<p class="muted small">${strings.stale}</p>`} ${known}`;
  }
  return known === nothing ? html`<p class="loading" role="status">${strings.loading}</p>` : known;
}
