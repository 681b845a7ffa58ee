/** The few words that are needed before a language has arrived, in every language the portal has. */
export const first = {
  en: { loading: 'Loading…', failed: 'This part of the page could not be loaded.', retry: 'Try again' },
  hi: { loading: 'लोड हो रहा है…', failed: 'पेज का यह हिस्सा लोड नहीं हो सका।', retry: 'फिर कोशिश करें' },
};

/** A language the portal speaks. */
export type Language = keyof typeof first;

/** The portal's language for a BCP 47 tag such as `hi-IN`: its own if it has one, else English. */
export const languageOf = (tag: string): Language => (/^hi\b/i.test(tag) ? 'hi' : 'en');

/** What is said to the person who builds the page; developers read English. */
export const forDevelopers = {
  outside: (tag: string) => `<${tag}> works inside a portal: put it inside <vobiz-portal endpoint="/vobiz">.`,
  noEndpoint: 'This portal needs an address: <vobiz-portal endpoint="/vobiz">.',
  attribute: (tag: string, name: string, value: string, allowed: string) =>
    `<${tag} ${name}="${value}"> cannot be used: ${name} is ${allowed}.`,
};
