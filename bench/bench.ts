import { randomBytes } from 'node:crypto';
import { buildServer, builtOrNot } from '../scripts/lib/build.js';
import { Mendable } from '../scripts/lib/command.js';
import type { Lifetime } from '../scripts/lib/lifetime.js';
import { step } from '../scripts/lib/progress.js';
import { startTemporaryPostgres } from '../scripts/lib/temporary-postgres.js';
import { compileNest } from './compile-nest.js';
import { fill, forgetCreated, makeDatabase, subjectsOf } from './database.js';
import { within } from './deadline.js';
import { installPeers } from './install.js';
import { Load } from './load.js';
import type { Options } from './options.js';
import { peerOf, type PeerName } from './peers.js';
import { cellsOf, type Contender, interleaved, type Sample, wallOf } from './rounds.js';
import { assertSame, normalised } from './same-answers.js';
import { Server } from './servers.js';
import { guestWorks, requestsOf, type Subjects, type WorkName, works } from './works.js';

/** Builds, fills, starts, compares, measures. All of it ends with the lifetime. */
export async function bench(options: Options, lifetime: Lifetime): Promise<void> {
  console.log('Measuring Wander and its peers');
  await step('packages of bench/', installPeers, (installed) => (installed ? 'installed' : 'up to date'));
  await step('API', buildServer, builtOrNot);
  if (options.peers.includes('nest')) await step('Nest’s textbook', compileNest, builtOrNot);
  const postgres = await lifetime.open(
    () => step('PostgreSQL', () => within(60, 'Starting PostgreSQL', startTemporaryPostgres())),
    ({ stop }) => stop(),
  );
  const databaseUrl = await makeDatabase(postgres.url, 'bench');
  await step(`${options.posts} stories`, () => fill(databaseUrl, options.posts));
  const secret = randomBytes(48).toString('base64');
  const subjects = await subjectsOf(databaseUrl, secret);
  const servers = new Map<PeerName, Server>();
  for (const name of options.peers) {
    const peer = peerOf(name);
    const [first] = requestsOf('user', subjects, peer.documents);
    const server = await lifetime.open(
      () => step(peer.title, () => Server.start(peer, { databaseUrl, secret }, first!)),
      (started) => started.stop(),
    );
    servers.set(name, server);
  }
  await step('the same answers', () => compare(options.works, servers, subjects));
  await forgetCreated(databaseUrl);
  const load = await lifetime.open(
    () => Promise.resolve(Load.start()),
    (started) => started.stop(),
  );
  const samples: Sample[] = [];
  for (const work of options.works) {
    const contenders = contendersOf(work, servers, subjects);
    const afterEach = work === 'create' ? () => forgetCreated(databaseUrl) : () => Promise.resolve();
    samples.push(...(await step(works[work], () => interleaved(load, work, contenders, options, afterEach))));
    lifetime.throwIfOver();
    print(samples.filter((taken) => taken.work === work));
  }
}

/** Whether this server is asked for this work. */
const takesPart = (name: PeerName, work: WorkName): boolean =>
  peerOf(name).lacks?.[work] === undefined && (!peerOf(name).cached || guestWorks.includes(work));

const SPOT_CHECKS = 5;

/** Before anything is timed: every server gives Wander's answers. */
async function compare(works: readonly WorkName[], servers: Map<PeerName, Server>, subjects: Subjects): Promise<void> {
  const wander = servers.get('wander')!;
  for (const work of works) {
    const isNew = work === 'create';
    const asked = requestsOf(work, subjects).slice(0, SPOT_CHECKS);
    for (const [i, request] of asked.entries()) {
      const { text: answer } = await wander.ask(request);
      if (!answer.startsWith('{"data":{') || answer.includes('"errors":'))
        throw new Mendable(`Wander does not answer ${work}: ${answer.slice(0, 500)}`);
      const expected = normalised(answer, isNew);
      for (const [name, server] of servers) {
        if (!takesPart(name, work)) continue;
        const { title, documents } = peerOf(name);
        const { text } = await server.ask(requestsOf(work, subjects, documents)[i]!);
        assertSame(title, work, expected, normalised(text, isNew));
      }
    }
  }
}

function contendersOf(work: WorkName, servers: Map<PeerName, Server>, subjects: Subjects): Contender[] {
  return [...servers]
    .filter(([name]) => takesPart(name, work))
    .map(([name, server]) => ({
      name,
      wall: wallOf(name),
      server,
      requests: requestsOf(work, subjects, peerOf(name).documents),
    }));
}

function print(samples: Sample[]): void {
  for (const cell of cellsOf(samples)) {
    const numbers = [
      `${Math.round(cell.perSecond)}/s`.padStart(8),
      `p50 ${cell.p50.toFixed(1)}`.padStart(10),
      `p99 ${cell.p99.toFixed(1)}`.padStart(10),
      `${cell.cpu?.toFixed(0) ?? '?'} µs`.padStart(8),
      cell.ratio?.toFixed(2) ?? '',
      cell.void ?? '',
    ];
    console.log(`    ${cell.peer.padEnd(18)} ${numbers.join('  ')}`);
  }
}
