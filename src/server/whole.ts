import type { Handler } from '../contract/handler.ts';

/** An answer whose body is known whole. A Response is made of it only for who wants one, because its stream is dear. */
export class Whole {
  readonly text: string;
  readonly headers: Map<string, string>;
  readonly status = 200;

  constructor(text: string, headers: Record<string, string>) {
    this.text = text;
    this.headers = new Map(Object.entries(headers));
  }

  response(): Response {
    return new Response(this.text, { headers: [...this.headers] });
  }
}

type Inside = (request: Request) => Promise<Response | Whole>;

const insides = new WeakMap<Handler, Inside>();

/** A Handler over what may also answer whole. */
export function handlerOver(inside: Inside): Handler {
  const handler: Handler = async (request) => {
    const answer = await inside(request);
    return answer instanceof Whole ? answer.response() : answer;
  };
  insides.set(handler, inside);
  return handler;
}

/** What is inside a Handler of `handlerOver`; any other Handler itself. */
export const insideOf = (handler: Handler): Inside => insides.get(handler) ?? handler;
