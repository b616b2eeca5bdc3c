import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProcess } from '../support/api-process.js';
import { until } from '../support/live.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

test.each(['production', 'development'])(
  'while nobody reads its log it answers, and SIGTERM ends it in time: %s',
  async (NODE_ENV) => {
    const api = await ApiProcess.start({ DATABASE_URL: database.url, NODE_ENV, LOG_LEVEL: 'trace' });
    try {
      api.stopReading();
      // More lines than a pipe and its reader hold.
      for (let wave = 0; wave < 100; wave += 1) {
        const answers = Array.from({ length: 30 }, () =>
          fetch(`${api.url}/healthz/live`, { headers: { 'X-Request-Id': 'x'.repeat(64) } }),
        );
        for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
      }
      api.child.kill('SIGTERM');
      expect(await Promise.race([api.ended(), late()])).toBe(0);
    } finally {
      await api.stop();
    }
  },
);

test('when its terminal is closed (SIGHUP) it serves on for a moment, as after SIGTERM', async () => {
  const api = await ApiProcess.start({ DATABASE_URL: database.url });
  try {
    api.child.kill('SIGHUP');
    await until(async () => (await api.readiness()) === 503);
    expect((await fetch(`${api.url}/feed.xml`)).status).toBe(200);
    expect(await Promise.race([api.ended(), late()])).toBe(0);
  } finally {
    await api.stop();
  }
});

test('a process that may open few files takes no more connections than it has files for, and says so', async () => {
  const api = await ApiProcess.start({ DATABASE_URL: database.url }, [], 600);
  const sockets: Socket[] = [];
  try {
    expect(api.messages).toContainEqual(
      expect.stringMatching(/may open 600 files, so it holds \d+ connections .* ulimit -n /),
    );
    const answers = Array.from({ length: 800 }, () => {
      const socket = connect(api.port, '127.0.0.1');
      sockets.push(socket);
      return Promise.race([once(socket, 'data').then(String), once(socket, 'connect').then(() => sleep(3_000, ''))]);
    });
    const refused = (await Promise.all(answers)).filter((answer) => answer.startsWith('HTTP/1.1 429'));
    expect(refused.length).toBeGreaterThan(200);
    // Over those that it held before.
    sockets.forEach((socket) => socket.destroy());
    await until(async () => (await api.readiness()) === 200);
  } finally {
    sockets.forEach((socket) => socket.destroy());
    await api.stop();
  }
});

test('a process that may open too few files to begin says so in a sentence', async () => {
  const api = await ApiProcess.spawn({ DATABASE_URL: database.url }, [], 256);
  try {
    expect(await api.ended()).toBe(1);
    expect(api.strayLines).toEqual([
      expect.stringMatching(
        /^This process may open 256 files, and takes 512 to begin\. Let it open \d+, by ulimit -n /,
      ),
    ]);
  } finally {
    await api.stop();
  }
});

/** Its own limit of 20 s; the rest is for a busy machine. */
const late = () => new Promise((resolve) => setTimeout(resolve, 40_000, 'it has not ended').unref());

test('who asks while the process is held is answered when it goes on', async () => {
  const api = await ApiProcess.start({ DATABASE_URL: database.url });
  try {
    api.child.kill('SIGSTOP');
    const asked = Array.from({ length: 20 }, () => fetch(`${api.url}/feed.xml`).then(({ status }) => status));
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    api.child.kill('SIGCONT');
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
    expect(await api.readiness()).toBe(200);
  } finally {
    await api.stop();
  }
});

describeWithRedis('while Redis hangs', () => {
  test('nothing is printed beside the log', async () => {
    const redis = await RedisServer.start();
    const api = await ApiProcess.start({ DATABASE_URL: database.url, REDIS_URL: redis.url });
    try {
      redis.pause();
      // Longer than a process tries the same connection.
      for (const end = performance.now() + 8_000; performance.now() < end;)
        await Promise.all(Array.from({ length: 20 }, () => fetch(`${api.url}/feed.xml`).then((res) => res.text())));
      expect(api.strayLines).toEqual([]);
    } finally {
      redis.resume();
      await api.stop();
      await redis.close();
    }
  });
});

test('a port that is taken is said in a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const api = await ApiProcess.spawn({ DATABASE_URL: database.url, HOST: '127.0.0.1', PORT: String(port) });
  try {
    expect(await api.ended()).toBe(1);
    expect(api.strayLines).toEqual([
      `The API cannot listen at 127.0.0.1:${port} (EADDRINUSE). Set PORT to a free port, and HOST to an address of this machine.`,
    ]);
  } finally {
    await api.stop();
    other.close();
  }
});

test('a database that is not there when the API starts is said in a sentence', async () => {
  const api = await ApiProcess.spawn({ DATABASE_URL: 'postgres://ana:geheim@localhost:1/wander' });
  try {
    expect(await api.ended()).toBe(1);
    expect(api.strayLines).toEqual([expect.stringMatching(/^The database failed: .*ECONNREFUSED.*Try again/)]);
    expect(api.text).not.toContain('geheim');
  } finally {
    await api.stop();
  }
});
