import type { Load } from './load.js';
import { type Contender, interleaved, type Pace, type Sample } from './rounds.js';
import type { Stage } from './stage.js';
import { farRequest, guestWorks, requestsOf } from './works.js';

const nothing = () => Promise.resolve();

/** The newest list's first page against one far behind it. */
export function pages(load: Load, { servers, subjects }: Stage, pace: Pace): Promise<Sample[]> {
  const server = servers.get('wander')!;
  const near = 'page 1';
  const contenders: Contender[] = [
    { name: near, wall: near, server, requests: requestsOf('list', subjects) },
    {
      name: `page ${subjects.farPage.toLocaleString('en')}`,
      wall: near,
      server,
      requests: [farRequest(subjects)],
    },
  ];
  return interleaved(load, 'list', contenders, pace, nothing);
}

/** Wander on few stories against Wander on many. */
export async function sizes(load: Load, few: Stage, many: Stage, pace: Pace): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const work of guestWorks) {
    const contender = (name: string, { servers, subjects }: Stage): Contender => ({
      name,
      wall: 'few',
      server: servers.get('wander')!,
      requests: requestsOf(work, subjects),
    });
    samples.push(...(await interleaved(load, work, [contender('few', few), contender('many', many)], pace, nothing)));
  }
  return samples;
}
