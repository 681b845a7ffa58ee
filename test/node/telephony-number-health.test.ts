import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { enoughCalls, judge } from '../../src/telephony/number-health.ts';

describe('how a number is judged', () => {
  it('goes by the answer rate, in the bands of the provider’s guidance', () => {
    const verdicts = [100, 25, 24.9, 15, 14.9, 0].map((rate) => judge(1000, rate));
    assert.deepEqual(verdicts, ['good', 'good', 'watch', 'watch', 'bad', 'bad']);
  });

  it('is not told from too few calls', () => {
    assert.equal(enoughCalls, 100);
    assert.deepEqual([judge(99, 0), judge(0, 100), judge(100, 0)], [undefined, undefined, 'bad']);
  });
});
