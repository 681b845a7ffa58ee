import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VobizError } from '../../src/client/error.ts';
import { openFor } from '../../src/controllers/lookout.ts';

const lost = (more: { status: number; code?: string; retryAfter?: number }) =>
  openFor(new VobizError({ kind: 'unknown-outcome', ...more }));

describe('somebody whose purchase was never answered', () => {
  it('is not told that it did not happen while it still may', () => {
    assert.equal(lost({ status: 502, code: 'unknown-outcome', retryAfter: 90 }), 90); // our proxy says so
    assert.ok(lost({ status: 0, code: 'no-answer' }) > 90); // nobody says anything
    assert.ok(lost({ status: 502 }) > 90); // a gateway that knows nothing
  });

  it('is told at once when the service had its last word', () => {
    assert.equal(lost({ status: 502, code: 'unknown-outcome', retryAfter: 0 }), 0);
    assert.equal(lost({ status: 200, code: 'unreadable' }), 0);
  });
});
