import { trunkRow } from '../trunk.ts';
import { countOf, type CustomerCall, type Routes } from './route.ts';

/** A customer's SIP trunks. */
export const trunks: Routes<CustomerCall> = {
  'GET /api/v1/Account/{auth_id}/trunks': ({ world, account, query }) => {
    const limit = Math.min(countOf(query, 'limit', 20), 100);
    const offset = countOf(query, 'offset', 0);
    const own = [...world.trunks.values()].filter(({ account_id }) => account_id === account.auth_id);
    const objects = own.slice(offset, offset + limit).map(trunkRow);
    return Response.json({ meta: { limit, offset, total: own.length }, objects });
  },
};
