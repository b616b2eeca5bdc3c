import type { WorkName } from './works.js';

export interface Peer {
  /** How the table calls it. */
  title: string;
  /** Its program, from the root of the checkout. */
  entry: string;
  env?: NodeJS.ProcessEnv;
  /** Answers guests from a cache of finished bytes: compared with the others of its kind alone. */
  cached?: boolean;
  /** A row to look at, not one to be ahead of. */
  noGoal?: boolean;
  /** What it cannot answer, and why. */
  lacks?: Partial<Record<WorkName, string>>;
  /** It has a schema of its own, and so documents of its own. */
  documents?: string;
}

const peer = (name: string, file = 'main.mjs') => `bench/peers/${name}/${file}`;

export const peers = {
  wander: { title: 'Wander, everything on', entry: 'dist/server/main.js', env: { GUEST_ANSWERS: 'false' } },
  wall: { title: 'the wall: node:http and pg by hand, nothing on', entry: peer('wall', 'plain.mjs') },
  'mercurius-wander': { title: 'Mercurius + JIT on Wander’s data layer', entry: peer('mercurius-wander') },
  'wall-corked': {
    title: 'the wall, pipelined, one write a turn',
    entry: peer('wall', 'corked.mjs'),
    noGoal: true,
  },
  'wander-cached': { title: 'Wander, answers for guests kept', entry: 'dist/server/main.js', cached: true },
  'wall-cached': { title: 'the wall, answers kept by raw body', entry: peer('wall', 'cached.mjs'), cached: true },
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;
export const peerNames = Object.keys(peers) as PeerName[];
export const peerOf = (name: PeerName): Peer => peers[name];
