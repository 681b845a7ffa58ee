// What the verification page adds to the host's address (Vobiz documentation, KYC sessions).
const names = ['session_id', 'status', 'auth_id'];

/** Whether the address says that somebody came back from the verification page. */
export const isReturn = (search = location.search) => {
  const query = new URLSearchParams(search);
  return query.has('session_id') && query.has('status');
};

/**
 * Takes out of the address bar what the verification page has put there, and answers the status it claims.
 *
 * That is a hint: it decides how often is asked, and never what is true. Other parameters, the fragment and the page's
 * own state stay.
 */
export function takeReturn(): string | undefined {
  if (!isReturn()) return undefined;
  const url = new URL(location.href);
  const status = url.searchParams.get('status') ?? '';
  // As text: parsing and writing a query again would change how other parameters are spelt.
  const rest = url.search
    .slice(1)
    .split('&')
    .filter((pair) => !names.includes(decodeURIComponent(pair.split('=')[0]!.replaceAll('+', ' '))));
  url.search = rest.join('&');
  history.replaceState(history.state, '', url.href);
  return status;
}
