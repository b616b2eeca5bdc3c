import { Mendable } from '../scripts/lib/command.js';
import { forgetCreated } from './database.js';
import type { Load } from './load.js';
import { peerOf, type PeerName } from './peers.js';
import { type Contender, interleaved, type Pace, type Sample } from './rounds.js';
import { assertSame, normalised } from './same-answers.js';
import type { Stage } from './stage.js';
import { guestWorks, requestsOf, type WorkName } from './works.js';

/** Whether this peer is asked for this work. */
export const takesPart = (name: PeerName, work: WorkName): boolean =>
  peerOf(name).lacks?.[work] === undefined && (!peerOf(name).cached || guestWorks.includes(work));

/** The one that a peer is a share of. */
export const wallOf = (name: PeerName): PeerName => (peerOf(name).cached ? 'wall-cached' : 'wall');

const SPOT_CHECKS = 5;

/** Before anything is timed: every server gives Wander's answers. @throws Mendable for the first that does not */
export async function compare({ servers, subjects, databaseUrl }: Stage, works: readonly WorkName[]): Promise<void> {
  const wander = servers.get('wander')!;
  for (const work of works) {
    const isNew = work === 'create';
    for (const [i, request] of requestsOf(work, subjects).slice(0, SPOT_CHECKS).entries()) {
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
  await forgetCreated(databaseUrl);
}

/** All servers of the stage against each other in one work. */
export async function race(load: Load, stage: Stage, work: WorkName, pace: Pace): Promise<Sample[]> {
  const { servers, subjects, databaseUrl } = stage;
  const contenders: Contender[] = [...servers]
    .filter(([name]) => takesPart(name, work))
    .map(([name, server]) => ({
      name,
      wall: wallOf(name),
      server,
      requests: requestsOf(work, subjects, peerOf(name).documents),
    }));
  const tidy = work === 'create' ? () => forgetCreated(databaseUrl) : () => Promise.resolve();
  return interleaved(load, work, contenders, pace, tidy);
}
