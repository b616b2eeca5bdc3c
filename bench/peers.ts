import { API_COMMAND } from '../scripts/lib/api.js';
import type { WorkName } from './works.js';

export interface Peer {
  /** How the table calls it. */
  title: string;
  /** What Node runs, options first, from the root of the checkout. */
  command: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Answers guests from a cache of finished bytes: compared with the others of its kind alone. */
  cached?: boolean;
  /** A row to look at, not one to be ahead of. */
  noGoal?: boolean;
  /** What it cannot answer, and why. */
  lacks?: Partial<Record<WorkName, string>>;
  /** It has a schema of its own, and so documents of its own. */
  documents?: string;
  /** What stands beside the numbers: how it was built and what it does with a bearer token. */
  note: string;
}

const NO_UNIONS = 'the schema that it makes has no unions, and stories, people and tags are found in one list';

const peer = (name: string, file = 'main.mjs') => [`bench/peers/${name}/${file}`];

export const peers = {
  wander: {
    title: 'Wander, everything on',
    command: API_COMMAND,
    env: { GUEST_ANSWERS: 'false' },
    note: 'as `make start` runs it: tokens, limits, masking, headers, guard and pipe',
  },
  wall: {
    title: 'the wall: node:http and pg by hand',
    command: peer('wall', 'plain.mjs'),
    note: 'one pool, each request one prepared statement of its own, no GraphQL; reads the token, checks nothing',
  },
  'mercurius-wander': {
    title: 'Mercurius + JIT on Wander’s data layer',
    command: peer('mercurius-wander'),
    note: 'nothing on but a check of the token’s signature and time; createPost is Wander’s, those of one turn together',
  },
  mercurius: {
    title: 'Mercurius + JIT, loaders',
    command: peer('mercurius'),
    note: 'its own pool, loaders for writers and tags; fast-jwt with its cache',
  },
  yoga: {
    title: 'GraphQL Yoga',
    command: peer('yoga'),
    note: 'its own pool, the wall’s statements; document caches and masked errors as by default; fast-jwt with its cache',
  },
  postgraphile: {
    title: 'PostGraphile 4',
    command: peer('postgraphile'),
    documents: 'bench/peers/postgraphile/documents',
    lacks: {
      create: 'a story’s HTML is not made in the database',
      search: NO_UNIONS,
      rare: NO_UNIONS,
    },
    note: 'the schema of the tables, with functions for tags, the viewer, the feed and the map; documents of its own; its own check of tokens',
  },
  nest: {
    title: 'Nest + Apollo + TypeORM on Express',
    command: ['bench/peers/nest/dist/main.js'],
    note: 'as the Nest documentation shows it: entities, repositories, dataloaders, guard, pipe, @nestjs/jwt',
  },
  'wall-corked': {
    title: 'the wall, pipelined, one write a turn',
    command: peer('wall', 'corked.mjs'),
    noGoal: true,
    note: 'two pipelined connections; what one turn of the loop asks for leaves in one write',
  },
  'wander-cached': {
    title: 'Wander, answers for guests kept',
    command: API_COMMAND,
    cached: true,
    note: 'as `make start` runs it, finished answers for guests included',
  },
  'wall-cached': {
    title: 'the wall, answers kept by raw body',
    command: peer('wall', 'cached.mjs'),
    cached: true,
    note: 'looks its answers up before anything is parsed, for two seconds',
  },
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;
export const peerNames = Object.keys(peers) as PeerName[];
export const peerOf = (name: PeerName): Peer => peers[name];
