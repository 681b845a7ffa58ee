import type { Client } from '../client/client.ts';
import { VobizError } from '../client/error.ts';

/** The same client, which tells after every call whether the host's session is still there. */
export function watchSession(client: Client, tell: (signedIn: boolean) => void): Client {
  const watched = Object.entries(client).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      try {
        const answer = await (call as (...args: unknown[]) => Promise<unknown>)(...args);
        tell(true);
        return answer;
      } catch (error) {
        if (error instanceof VobizError && error.kind === 'session') tell(false);
        throw error;
      }
    },
  ]);
  return Object.fromEntries(watched) as Client;
}
