import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mendable } from '../scripts/lib/command.js';
import type { Lifetime } from '../scripts/lib/lifetime.js';
import { launch, stop } from '../scripts/lib/processes.js';
import { within } from './deadline.js';
import type { Pace } from './rounds.js';
import { environmentOf, freePort } from './servers.js';
import type { Stage } from './stage.js';
import { median } from './statistics.js';

/** Rows read by one process for as many readers at once as the bench has connections. */
export interface Reading {
  source: 'PostgreSQL' | 'Redis';
  work: 'list' | 'story' | 'user';
  round: number;
  perSecond: number;
  /** Microseconds of that process's processor for a reading. */
  cpu: number;
  /** How many Redis did not answer. */
  missed: number;
}

/** The medians of the rounds. */
export const middleOf = (readings: readonly Reading[]): Reading[] =>
  readings
    .filter(({ round }) => round === 1)
    .map(({ source, work, round }) => {
      const rounds = readings.filter((one) => one.source === source && one.work === work);
      const middle = (pick: (one: Reading) => number) => median(rounds.map(pick));
      return {
        ...{ source, work, round, perSecond: middle((one) => one.perSecond), cpu: middle((one) => one.cpu) },
        missed: rounds.reduce((sum, { missed }) => sum + missed, 0),
      };
    });

const PATIENCE_MS = 2_000;
const READY_WITHIN_MS = 10_000;

export const hasRedis = (): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, 'redis-server')));

/** What Wander reads from PostgreSQL, beside the same remembered in Redis. */
export async function remembered(lifetime: Lifetime, stage: Stage, pace: Pace): Promise<Reading[]> {
  const port = await freePort();
  const redis = await lifetime.open(
    async () =>
      launch('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()], {
        stdio: 'ignore',
      }),
    (started) => stop(started, PATIENCE_MS),
  );
  await untilListening(port, redis);
  const { slugs, usernames } = stage.subjects;
  const reader = launch(process.execPath, ['--no-allocation-site-pretenuring', 'bench/remembered/main.mjs'], {
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
  const [readings] = (await within(most, 'Reading rows', Promise.race([told, gone]))) as [Reading[]];
  await stop(redis, PATIENCE_MS);
  return readings;
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
