/** A `node --test` reporter: what failed, in full; what passed, only as a number; then the one line that test/all.ts reads. */
export default async function* nodeReporter(source) {
  const counts = {};
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type === 'test:diagnostic' && data.nesting === 0) {
      const [, name, number] = /^(tests|pass|fail|cancelled|skipped|todo) (\d+)$/.exec(data.message) ?? [];
      if (name) counts[name] = Number(number);
    }
    if (type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed') {
      const { cause, message } = data.details.error ?? {};
      const where = data.file ? ` (${data.file}:${data.line})` : '';
      yield `✗ ${data.name}${where}\n${indent(cause?.stack ?? String(cause ?? message))}\n`;
    }
  }
  const { pass = 0, fail = 0, cancelled = 0, skipped = 0, todo = 0 } = counts;
  yield `${pass} passed, ${fail + cancelled} failed, ${skipped + todo} skipped\n`;
}

const indent = (text) => text.replace(/^/gm, '    ');
