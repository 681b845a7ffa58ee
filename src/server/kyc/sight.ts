import type { Outcome } from '../answer.ts';
import { Refusal } from '../problem.ts';
import type { KycParts } from './parts.ts';
import { readStanding } from './standing.ts';

/** What became of a write about verification: the newest session as the one row of a list, as its proof reads it. */
export async function lookingAt(account: string, parts: KycParts): Promise<Outcome> {
  try {
    const { newest, can_continue } = await readStanding(account, parts);
    const { id, status, flow_type } = newest ?? {};
    const items = newest ? [{ id, status, flow_type, can_continue }] : [];
    return { is: 'done', body: { items, page: 1, pages: 1, total: items.length } };
  } catch (error) {
    return { is: 'refused', refusal: error instanceof Refusal ? error : new Refusal('internal') };
  }
}
