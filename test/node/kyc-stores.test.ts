import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createClient } from 'redis';
import { memoryStore, redisStore, sqliteStore, type Store } from '../../src/server/index.ts';
import type { KycNews } from '../../src/server/kyc/options.ts';
import { wallClock } from '../../src/server/clock.ts';
import type { TestClock } from './proxy-ask.ts';
import { kycHost } from './kyc-host.ts';
import { kycService } from './kyc-service.ts';
import { startRedis, type RedisServer } from './redis-server.ts';

let folder: string;
let redis: RedisServer;
let client: ReturnType<typeof createClient>;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vobiz-kyc-'));
  redis = await startRedis(folder);
  client = createClient({ url: redis.url });
  await client.connect();
});
after(async () => {
  client.destroy();
  await redis.kill();
  await rm(folder, { recursive: true });
});

let count = 0;
/** Each opens a store for the processes of one host; called again, it is the same store as another process sees it. */
const kinds: Record<string, () => () => Store> = {
  'the memory': () => {
    const store = memoryStore();
    return () => store;
  },
  'an SQLite file': () => {
    const path = join(folder, `${++count}.db`);
    return () => sqliteStore(path);
  },
  Redis: () => {
    const prefix = `kyc${++count}:`;
    return () => redisStore(client, { prefix });
  },
};

/** The real time, as a store outside this process has it. */
const clock: TestClock = { ...wallClock, advance: () => {} };

for (const [name, open] of Object.entries(kinds))
  describe(`verification that is remembered in ${name}`, () => {
    const world = () => {
      const opened = open();
      const vobiz = kycService({ now: () => clock.now() });
      const told: string[] = [];
      const onVerified = ({ session_id }: KycNews) => void told.push(session_id!);
      const process = () => kycHost({ clock, vobiz, store: opened(), kyc: { onVerified } });
      return { vobiz, told, process };
    };

    it('is begun once by tabs and processes that press at the same time, and all get the same link', async () => {
      const { vobiz, process } = world();
      const hosts = [process(), process(), process()];
      const answers = await Promise.all([0, 1, 2, 0, 1, 2].map((index) => hosts[index]!.start()));
      assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200, 200, 200]); // prettier-ignore
      assert.equal(vobiz.sessions.length, 1);
      const links = new Set(answers.map(({ body }) => body.widget_url as string));
      assert.deepEqual([...links], [vobiz.sessions[0]!.link]);
      // A process that starts later knows it too.
      assert.equal((await process().start()).body.widget_url, [...links][0]);
    });

    it('is begun once though it is wanted in two ways at once, and what is begun is not lost', async () => {
      const { vobiz, process } = world();
      const hosts = [process(), process(), process()];
      const flows = ['redirect', 'email', 'redirect', 'email', 'email', 'redirect'];
      const answers = await Promise.all(flows.map((flow, index) => hosts[index % 3]!.start(flow)));
      const [session, ...others] = vobiz.sessions;
      assert.deepEqual(others, []);
      for (const [index, { status, code }] of answers.entries())
        assert.deepEqual([status, code], flows[index] === session!.flow_type ? [200, undefined] : [409, 'kyc-live']);
    });

    it('is begun again by one process, while another has just seen the old one end', async () => {
      const { vobiz, process } = world();
      const [one, two] = [process(), process()];
      await one.start();
      vobiz.page.fail(vobiz.sessions[0]!);
      const answers = await Promise.all([one.start(), two.start('email'), one.start('email'), two.start()]);
      assert.equal(vobiz.sessions.length, 2);
      assert.ok(answers.some(({ status }) => status === 200));
      assert.equal(vobiz.sessions[1]!.status, 'kyc_failed');
      assert.ok(['link_ready', 'email_sent'].includes(vobiz.sessions[0]!.status));
    });

    it('is told to the host once, though three processes hear of it in five ways at once', async () => {
      const { vobiz, told, process } = world();
      const [one, two, three] = [process(), process(), process()];
      await one.start();
      const session = vobiz.sessions[0]!;
      vobiz.page.finish(session);
      const answers = await Promise.all([
        one.deliver(session, 'kyc.completed'),
        two.deliver(session, 'kyc.completed'),
        two.ask('GET /kyc'),
        three.ask('GET /kyc'),
        three.deliver(session, 'kyc.completed'),
      ]);
      for (const { status } of answers) assert.ok(status === 200 || status === 503, `${status}`);
      assert.deepEqual(told, [session.id]);
      assert.equal((await process().deliver(session, 'kyc.completed')).status, 200);
      assert.deepEqual(told, [session.id]);
    });
  });
