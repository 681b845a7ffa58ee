/** Input that was refused: which field, and what is allowed. */
export class FieldError extends Error {}

type Fields = Record<string, unknown>;

/** The fields of a request, be it JSON or a form; only those that are `known`. */
export async function fieldsOf(request: Request, known: readonly string[]): Promise<Fields> {
  const text = await request.text();
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
  const fields = isForm ? filled(new URLSearchParams(text)) : parsed(text);
  for (const name of Object.keys(fields)) {
    if (!known.includes(name)) {
      throw new FieldError(`Unknown field ${name}; allowed are ${known.join(', ') || 'none at all'}.`);
    }
  }
  return fields;
}

/** A number within bounds, or undefined if it was not given. */
export function numberField(fields: Fields, name: string, least: number, most: number): number | undefined {
  const given = fields[name];
  if (given === undefined) return undefined;
  const value = typeof given === 'string' && given.trim() ? Number(given) : given;
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new FieldError(`${name} must be a number from ${least} to ${most}, not ${JSON.stringify(given)}.`);
}

/** A text, or undefined if it was not given. */
export function textField(fields: Fields, name: string): string | undefined {
  const given = fields[name];
  if (given === undefined || (typeof given === 'string' && given)) return given;
  throw new FieldError(`${name} must be a text, not ${JSON.stringify(given)}.`);
}

/** Whether a field that can only be `true` was given. */
export function flagField(fields: Fields, name: string): boolean {
  const given = fields[name];
  if (given === undefined) return false;
  if (given === true || given === 'true') return true;
  throw new FieldError(`${name} must be true, or be left out, not ${JSON.stringify(given)}.`);
}

// A form sends its empty fields too.
const filled = (form: URLSearchParams): Fields => Object.fromEntries([...form].filter(([, value]) => value !== ''));

function parsed(text: string): Fields {
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new FieldError('The body must be valid JSON, or a form.');
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields;
  throw new FieldError('The body must be a JSON object.');
}
