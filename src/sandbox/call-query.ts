import { daysOf } from './call-days.ts';
import type { Pattern } from './call-deck.ts';
import type { CallLog, Selection } from './call-log.ts';
import { contextOf, partiesOf } from './call-row.ts';

type Test = (pattern: Pattern) => boolean;

/** The calls that a query asks for, or what is wrong with it. */
export function selectionOf(log: CallLog, query: URLSearchParams): Selection | string {
  const given = (name: string) => query.get(name) ?? '';
  const [start, end, least] = [given('start_date'), given('end_date'), given('min_duration')];
  let range = { from: 0, to: log.count };
  if (start || end) {
    if (!start || !end) return 'start_date and end_date must be given together.';
    const days = daysOf(start, end);
    if (!days) return 'start_date and end_date must be days such as 2026-03-25.';
    range = log.between(days.from, days.until);
  }
  if (least && !/^\d+$/.test(least)) return 'min_duration must be a whole number of seconds.';

  const own = (pattern: Pattern) => log.lines[pattern.inbound ? 'inbound' : 'outbound'][pattern.line]!;
  const parties = (pattern: Pattern) => partiesOf({ ...pattern, own: own(pattern) });
  const tests: [string, (wanted: string) => Test][] = [
    ['status', statusTest],
    ['hangup_cause', (wanted) => (pattern) => pattern.cause.hangup_cause === wanted],
    ['hangup_disposition', (wanted) => (pattern) => pattern.cause.hangup_disposition === wanted],
    ['call_direction', (wanted) => (pattern) => (pattern.inbound ? 'inbound' : 'outbound') === wanted],
    ['min_duration', (wanted) => (pattern) => pattern.ring + pattern.talk >= Number(wanted)],
    ['context', (wanted) => (pattern) => contextOf({ own: own(pattern) }) === wanted],
    ['campaign_id', () => () => false],
    ['from_number', (wanted) => (pattern) => parties(pattern).caller_id_number.includes(wanted)],
    ['to_number', (wanted) => (pattern) => parties(pattern).destination_number.includes(wanted)],
  ];
  const asked = tests.flatMap(([name, test]) => (given(name) ? [test(given(name))] : []));

  // What names one call leaves a stretch of one call, or none.
  const bridge = given('bridge_uuid');
  const search = given('search');
  const found = log.ids.indexOf('call', search) ?? log.ids.indexOf('sip', search);
  if (bridge) {
    range = only(range, log.ids.indexOf('call', bridge));
    asked.push(({ talk }) => talk > 0);
  }
  if (given('sip_call_id')) range = only(range, log.ids.indexOf('sip', given('sip_call_id')));
  if (found !== undefined) range = only(range, found);
  else if (search) asked.push((pattern) => Object.values(parties(pattern)).some((text) => contains(text, search)));

  return { ...range, matches: (pattern) => asked.every((test) => test(pattern)) };
}

const contains = (text: string, wanted: string) => text.toLowerCase().includes(wanted.toLowerCase());

const only = ({ from, to }: { from: number; to: number }, index = -1) =>
  index >= from && index < to ? { from: index, to: index + 1 } : { from: 0, to: 0 };

// `failed` is whatever was not answered, as in the example that asks for failed calls with the cause NO_ANSWER. A word
// that the service does not know filters nothing.
function statusTest(wanted: string): Test {
  const tests: Record<string, Test> = {
    answered: ({ talk }) => talk > 0,
    failed: ({ talk }) => talk === 0,
    busy: ({ cause }) => cause.hangup_cause === 'USER_BUSY',
    no_answer: ({ cause }) => cause.hangup_cause === 'NO_ANSWER',
  };
  return Object.hasOwn(tests, wanted) ? tests[wanted]! : () => true;
}
