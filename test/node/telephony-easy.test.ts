import assert from 'node:assert/strict';
import { it } from 'node:test';
import { patternsOf } from '../../src/telephony/easy-number.ts';

const easy: Record<string, string[]> = {
  '+918071777149': ['repeated'],
  '+918071384477': ['pairs'],
  '+918071382442': ['mirror'],
  '+918071361234': ['sequence'],
  '+918071369876': ['sequence'],
  '+918071384777': ['repeated'],
  '+918071381111': ['repeated'],
  '+918071387149': [],
  '+911234567890': ['sequence'], // the country's 91 has no part in it
};

for (const [number, patterns] of Object.entries(easy))
  it(`somebody who looks for easy digits finds ${patterns.join(', ') || 'nothing special'} in ${number}`, () => {
    assert.deepEqual(patternsOf(number), patterns);
  });
