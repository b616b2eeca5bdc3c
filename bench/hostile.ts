import type { AttackResult, Load, LoadResult } from './load.js';
import type { Stage } from './stage.js';
import { requestsOf } from './works.js';

/** Normal readers, and those who do not mean well. */
const READERS = 10;
const ATTACKERS = 4;
const CALM_SECONDS = 5;
const LONGEST_SECONDS = 180;

export interface HostileResult {
  calm: LoadResult;
  beside: LoadResult;
  attack: AttackResult;
}

/** What readers notice of hostile documents: the same load without and with them. */
export async function beside(load: Load, attacker: Load, stage: Stage, count: number): Promise<HostileResult> {
  const { port } = stage.servers.get('wander')!;
  const lists = requestsOf('list', stage.subjects);
  const requests = [
    ...requestsOf('story', stage.subjects).slice(0, 50),
    ...requestsOf('user', stage.subjects).slice(0, 50),
  ].flatMap((request) => [request, ...lists]);
  const normal = { port, requests, connections: READERS };
  await load.run({ ...normal, seconds: 2 });
  const calm = await load.run({ ...normal, seconds: CALM_SECONDS });
  const underWay = load.run({ ...normal, seconds: LONGEST_SECONDS });
  // A failure of the attack comes first; the load's own is told when it is awaited.
  underWay.catch(() => undefined);
  const attack = await attacker.attack({ port, count, connections: ATTACKERS, seconds: LONGEST_SECONDS });
  load.enough();
  return { calm, beside: await underWay, attack };
}
