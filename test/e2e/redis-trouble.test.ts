import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { freePort } from '../support/ports.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';

async function startNode(): Promise<RedisServer & { busPort: number }> {
  const busPort = await freePort();
  const options = ['--cluster-enabled', 'yes', '--cluster-port', String(busPort)];
  return Object.assign(await RedisServer.start(options), { busPort });
}

describeWithRedis('a Redis that', () => {
  let server: RedisServer;
  let admin: Redis;
  let app: App;
  let ana: Person;
  let lines: string[];
  beforeAll(async () => {
    server = await RedisServer.start();
    admin = new Redis(server.port);
    app = await startApp({ TRUST_PROXY: '127.0.0.1', REDIS_URL: server.url });
    ana = await signUp(app);
  });
  beforeEach(() => {
    lines = [];
    for (const level of ['log', 'warn'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((line: unknown) => void lines.push(String(line)));
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(async () => {
    await app?.close();
    admin?.disconnect();
    await server?.close();
  });

  const redis = async (): Promise<string> => {
    const response = await fetch(`${app.url}/healthz/ready`);
    expect(response.status).toBe(200);
    return ((await response.json()) as { checks: { redis: string } }).checks.redis;
  };
  /** Everybody is served; what becomes of Redis meanwhile is told. */
  const becomes = (state: string) =>
    until(async () => {
      const write = await app.graphql('mutation { createPost(input: { title: "A" }) { post { id } } }', {}, ana);
      expect(write.body.errors).toBeUndefined();
      return (await redis()) === state;
    });

  test('hangs is degraded for as long as it does, and told once', async () => {
    server.pause();
    await becomes('degraded');
    for (let n = 0; n < 30; n += 1) {
      expect(await redis()).toBe('degraded');
      await app.graphql('{ posts(first: 1) { nodes { id } } }', {}, ana);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(lines.filter((line) => line.includes('answers again'))).toEqual([]);
    const failures = lines.filter((line) => /^(cache|commands|subscriber): /.test(line));
    expect(failures).toEqual([...new Set(failures)]);
    server.resume();
    await becomes('ok');
  });

  test('has no memory left is degraded, and told with what to do', async () => {
    await admin.config('SET', 'maxmemory', '1');
    await becomes('degraded');
    expect(lines).toContainEqual(expect.stringMatching(/^refuses what it is asked: .*OOM.* raise its maxmemory/));
    await admin.config('SET', 'maxmemory', '0');
    await becomes('ok');
  });

  test('has lost the replicas that it needs for writing is degraded, and told with what to do', async () => {
    await admin.config('SET', 'min-replicas-to-write', '1');
    await becomes('degraded');
    expect(lines).toContainEqual(expect.stringMatching(/^refuses what it is asked: NOREPLICAS .*bring them back/));
    await admin.config('SET', 'min-replicas-to-write', '0');
    await becomes('ok');
  });

  test('is a part of a cluster is degraded, and told with what to do', async () => {
    const nodes = await Promise.all([startNode(), startNode()]);
    const [named, holder] = nodes.map(({ port }) => new Redis(port)) as [Redis, Redis];
    let own: App | undefined;
    try {
      await holder.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
      await named.call('CLUSTER', 'MEET', '127.0.0.1', String(nodes[1].port), String(nodes[1].busPort));
      await until(async () => String(await named.call('CLUSTER', 'INFO')).includes('cluster_state:ok'));
      own = await startApp({ TRUST_PROXY: '127.0.0.1', REDIS_URL: nodes[0].url });
      const { url, graphql } = own;
      await signUp(own);
      await until(async () => {
        expect((await graphql('{ posts(first: 1) { nodes { id } } }')).body.errors).toBeUndefined();
        return (await (await fetch(`${url}/healthz/ready`)).text()).includes('"redis":"degraded"');
      });
      expect(lines).toContainEqual(expect.stringMatching(/^refuses what it is asked: MOVED .* lead to a single Redis/));
    } finally {
      await own?.close();
      for (const client of [named, holder]) client.disconnect();
      for (const node of nodes) await node.close();
    }
  });

  test.each(['evalsha', 'publish', 'psubscribe'])(
    'lacks the command %s is degraded, told with what to do, and asked for the rest over the same connections',
    async (command) => {
      const lacking = await RedisServer.start(['--rename-command', command, '']);
      const observer = new Redis(lacking.port);
      let own: App | undefined;
      try {
        own = await startApp({ TRUST_PROXY: '127.0.0.1', REDIS_URL: lacking.url });
        const { url } = own;
        const person = await signUp(own);
        await until(async () => {
          const write = await own!.graphql(
            'mutation { createPost(input: { title: "A" }) { post { id } } }',
            {},
            person,
          );
          expect(write.body.errors).toBeUndefined();
          await writeStory(own!, person);
          return (await (await fetch(`${url}/healthz/ready`)).text()).includes('"redis":"degraded"');
        });
        expect(lines).toContainEqual(
          expect.stringMatching(
            new RegExp(`^refuses what it is asked: .*'${command}'.* Wander needs it: let REDIS_URL`),
          ),
        );
        const connections = async () =>
          String(await observer.client('LIST'))
            .split('\n')
            .flatMap((line) => /^id=(\d+) .*name=wander-/.exec(line)?.[1] ?? []);
        const before = await connections();
        expect(before).toHaveLength(3);
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        expect(await connections()).toEqual(before);
      } finally {
        await own?.close();
        observer.disconnect();
        await lacking.close();
      }
    },
  );

  test('asks for another password is degraded, and told with what to do', async () => {
    await admin.config('SET', 'requirepass', 'geheim');
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await becomes('degraded');
    await admin.config('SET', 'requirepass', '');
    await becomes('ok');
  });
});
