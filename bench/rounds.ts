import type { Load } from './load.js';
import type { Server } from './servers.js';
import { median, spread } from './statistics.js';
import type { PageRequest, Request } from './works.js';

/** One measurement: one server, one work, one round. */
export interface Sample {
  peer: string;
  work: string;
  round: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Microseconds of the server's processor for an answer. */
  cpu: number | null;
  /** Requests a second by those of the wall in the same round. */
  ratio: number | null;
  failed: number;
  problems: Record<string, number>;
}

export interface Cell {
  peer: string;
  work: string;
  perSecond: number;
  p50: number;
  p99: number;
  cpu: number | null;
  ratio: number | null;
  /** How far the rounds' ratios lie apart, as a share of their median. */
  spread: number;
  /** Why the numbers mean nothing. */
  void: string | null;
}

/**
 * A server is warm once its answers grow no cheaper: one with much code is compiled after many seconds only. In steps of so
 * many seconds; after two in a row without a fall by a twentieth.
 */
const WARM_UP = { seconds: 2, patience: 2, most: 10, fall: 0.05 };

/** A server's side of a work. */
export interface Contender {
  name: string;
  /** The one it is compared with. */
  wall: string;
  server: Server;
  requests: (Request | PageRequest)[];
}

export interface Pace {
  rounds: number;
  seconds: number;
  connections: number;
}

/** Measures once. */
export async function sample(
  load: Load,
  { name, server, requests }: Contender,
  work: string,
  round: number,
  { seconds, connections }: Pick<Pace, 'seconds' | 'connections'>,
): Promise<Sample> {
  const before = server.cpuSeconds();
  const result = await load.run({ port: server.port, requests, connections, seconds });
  const after = server.cpuSeconds();
  const cpu =
    before === undefined || after === undefined || result.answers === 0
      ? null
      : ((after - before) * 1e6) / result.answers;
  const { perSecond, p50, p99, failed, problems } = result;
  return { peer: name, work, round, perSecond, p50, p99, cpu, ratio: null, failed, problems };
}

/**
 * A B C, A B C, …: what else the machine does meets all of them alike, and each is compared with the wall of its own
 * round. `afterEach` puts the database back as it was.
 */
export async function interleaved(
  load: Load,
  work: string,
  contenders: Contender[],
  pace: Pace,
  afterEach: () => Promise<unknown>,
): Promise<Sample[]> {
  for (const contender of contenders) await warmUp(load, work, contender, pace, afterEach);
  const samples: Sample[] = [];
  for (let round = 1; round <= pace.rounds; round++) {
    const ofRound: Sample[] = [];
    for (const contender of contenders) {
      ofRound.push(await sample(load, contender, work, round, pace));
      await afterEach();
    }
    for (const [i, taken] of ofRound.entries()) {
      const wall = ofRound.find(({ peer }) => peer === contenders[i]!.wall);
      taken.ratio = wall && wall.perSecond > 0 ? taken.perSecond / wall.perSecond : null;
    }
    samples.push(...ofRound);
  }
  return samples;
}

async function warmUp(
  load: Load,
  work: string,
  contender: Contender,
  pace: Pace,
  afterEach: () => Promise<unknown>,
): Promise<void> {
  let lowest = Infinity;
  let inVain = 0;
  for (let step = 1; step <= WARM_UP.most; step++) {
    const seconds = Math.min(WARM_UP.seconds, pace.seconds);
    const { cpu, perSecond } = await sample(load, contender, work, 0, { ...pace, seconds });
    await afterEach();
    const price = cpu ?? 1 / perSecond;
    inVain = price > lowest * (1 - WARM_UP.fall) ? inVain + 1 : 0;
    if (inVain === WARM_UP.patience) return;
    lowest = Math.min(lowest, price);
  }
}

/** The medians of the rounds. One failed request makes them void: a quick refusal is not speed. */
export function cellOf(samples: readonly Sample[]): Cell {
  const { peer, work } = samples[0]!;
  const middle = (pick: (sample: Sample) => number | null): number | null => {
    const values = samples.map(pick).filter((value) => value !== null);
    return values.length === 0 ? null : median(values);
  };
  const bad = samples.find(({ failed }) => failed > 0);
  const empty = samples.some(({ perSecond }) => perSecond === 0);
  return {
    peer,
    work,
    perSecond: middle(({ perSecond }) => perSecond) ?? 0,
    p50: middle(({ p50 }) => p50) ?? 0,
    p99: middle(({ p99 }) => p99) ?? 0,
    cpu: middle(({ cpu }) => cpu),
    ratio: middle(({ ratio }) => ratio),
    spread: spread(samples.map(({ ratio }) => ratio).filter((ratio) => ratio !== null)),
    void: bad
      ? Object.entries(bad.problems)
          .map(([problem, count]) => `${count} × ${problem}`)
          .join(', ')
      : empty
        ? 'no answers'
        : null,
  };
}

export function cellsOf(samples: readonly Sample[]): Cell[] {
  const groups = new Map<string, Sample[]>();
  for (const taken of samples) {
    const key = `${taken.peer} ${taken.work}`;
    groups.set(key, [...(groups.get(key) ?? []), taken]);
  }
  return [...groups.values()].map(cellOf);
}
