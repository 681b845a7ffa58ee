import assert from 'node:assert/strict';

const plain = (html: string) =>
  html.replace(/<[^>]+>/g, ' ').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replace(/\s+/g, ' '); // prettier-ignore

/** Somebody with a browser that knows links and forms, and nothing else. */
export async function visitPage(
  address: string,
  send: (address: string, init: RequestInit) => Promise<Response> = fetch,
) {
  let response = await send(address, { redirect: 'manual' });
  let html = await response.text();
  let at = address;
  const go = async (to: string, init: RequestInit = {}) => {
    at = new URL(to, at).href;
    response = await send(at, { redirect: 'manual', ...init });
    html = await response.text();
    const next = response.headers.get('location');
    // Pages of the sandbox are followed; where it leads elsewhere, the journey ends.
    if (next?.startsWith('/')) await go(next);
  };
  return {
    get status() {
      return response.status;
    },
    get text() {
      return plain(html);
    },
    get html() {
      return html;
    },
    get headers() {
      return response.headers;
    },
    heading: () => plain(/<h1>([\s\S]*?)<\/h1>/.exec(html)![1]!),
    /** Follows the link with these words. */
    follow: async (words: string) => {
      const link = [...html.matchAll(/<a\s[^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)].find(([, , text]) =>
        plain(text!).includes(words),
      );
      assert.ok(link, `There is a link “${words}” in: ${plain(html)}`);
      await go(link[1]!.replaceAll('&#38;', '&'));
    },
    /** Fills in the form of the page and presses the button with these words. */
    press: async (words: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const [, action] = /<form method="post" action="([^"]+)"/.exec(html)!;
      const body = new URLSearchParams();
      for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"/g)) {
        body.set(name!, value!);
      }
      for (const [name, value] of Object.entries(fields)) {
        assert.ok(html.includes(`name="${name}"`), `There is a field ${name}.`);
        body.set(name, value);
      }
      const [, attributes] = new RegExp(`<button([^>]*)>${words}</button>`).exec(html)!;
      const [, name, value] = /name="([^"]+)" value="([^"]+)"/.exec(attributes!) ?? [];
      if (name) body.set(name, value!);
      await go(action!, { method: 'POST', body, headers });
    },
  };
}
