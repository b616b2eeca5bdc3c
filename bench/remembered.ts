import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { API_FLAGS } from '../scripts/lib/api.js';
import { Mendable } from '../scripts/lib/command.js';
import type { Lifetime } from '../scripts/lib/lifetime.js';
import { onPath } from '../scripts/lib/on-path.js';
import { launch, stop } from '../scripts/lib/processes.js';
import { within } from './deadline.js';
import type { Pace, Sample } from './rounds.js';
import { environmentOf, freePort } from './servers.js';
import type { Stage } from './stage.js';

const PATIENCE_MS = 2_000;
const READY_WITHIN_MS = 10_000;

/**
 * What Wander reads from PostgreSQL, beside the same remembered in Redis: by one process, for as many readers at once as the
 * bench has connections. Null where there is no redis-server.
 */
export async function remembered(lifetime: Lifetime, stage: Stage, pace: Pace): Promise<Sample[] | null> {
  const program = onPath(['redis-server']);
  if (program === undefined) return null;
  const port = await freePort();
  const redis = await lifetime.open(
    async () =>
      launch(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()], {
        stdio: 'ignore',
      }),
    (started) => stop(started, PATIENCE_MS),
  );
  await untilListening(port, redis);
  const { slugs, usernames } = stage.subjects;
  const reader = launch(process.execPath, [...API_FLAGS, 'bench/remembered/main.mjs'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...environmentOf(stage, await freePort()),
      REDIS_URL: `redis://127.0.0.1:${port}/0`,
      ROWS: JSON.stringify({ slugs, usernames, ...pace }),
    },
  });
  const told = once(reader, 'message');
  const gone = once(reader, 'exit').then(() =>
    Promise.reject(new Mendable('The reader of rows ended before it was done.')),
  );
  const most = 60 + 6 * (pace.rounds + 3) * pace.seconds;
  const [samples] = (await within(most, 'Reading rows', Promise.race([told, gone]))) as [Sample[]];
  await Promise.all([stop(reader, PATIENCE_MS), stop(redis, PATIENCE_MS)]);
  return samples;
}

/** @throws Mendable when it has ended, or after ten seconds. */
async function untilListening(port: number, redis: ChildProcess): Promise<void> {
  redis.on('error', () => undefined);
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end && redis.exitCode === null; await sleep(50)) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
  }
  throw new Mendable('redis-server did not start. Without one on the PATH its part of the bench is left out.');
}
