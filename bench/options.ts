import { existsSync } from 'node:fs';
import { Mendable, type Words } from '../scripts/lib/command.js';
import { onPath } from '../scripts/lib/on-path.js';
import { type PeerName, peerNames, peerOf } from './peers.js';
import { type WorkName, workNames } from './works.js';

export interface Options {
  works: WorkName[];
  peers: PeerName[];
  rounds: number;
  /** How long each work of each peer is measured in a round. */
  seconds: number;
  connections: number;
  posts: number;
  /** Hostile documents; 0 leaves that part out. */
  hostile: number;
  /** 20,000 against 2,000,000 stories. */
  big: boolean;
  /** Write docs/performance.md and bench/results. */
  write: boolean;
  /** The Node 24 to measure with as well. */
  node24: string | undefined;
}

const defaults = { rounds: 3, seconds: 3, connections: 50, posts: 200_000, hostile: 10_000 };
const quick = { rounds: 1, seconds: 1, connections: 50, posts: 5_000, hostile: 200 };

/** @throws Mendable for what is not understood. */
export function readOptions(words: Words): Options {
  const base = words.quick === '1' ? quick : defaults;
  const number = (name: keyof typeof defaults, least: number): number => {
    const value = Number(words[name] ?? base[name]);
    if (!Number.isInteger(value) || value < least)
      throw new Mendable(`${name} must be a whole number from ${least}, as in: make bench ${name}=${defaults[name]}`);
    return value;
  };
  const options = {
    works: chosen('only', words.only, workNames),
    peers: chosen('peers', words.peers, peerNames),
    rounds: number('rounds', 1),
    seconds: number('seconds', 1),
    connections: number('connections', 1),
    posts: number('posts', 2_000),
    hostile: number('hostile', 0),
    big: words.big === '1',
    write: words.quick !== '1' && words.only === undefined && words.peers === undefined,
    node24: findNode24(),
  };
  // Ratios need the wall, and answers are held to Wander's.
  options.peers = peerNames.filter(
    (name) => options.peers.includes(name) || name === 'wander' || name === 'wall' || isCacheOf(name, options.peers),
  );
  return options;
}

/** Cached rows have a wall of their own. */
const isCacheOf = (name: PeerName, wanted: PeerName[]): boolean =>
  peerOf(name).cached === true && wanted.some((other) => peerOf(other).cached);

function chosen<Name extends string>(option: string, word: string | undefined, all: readonly Name[]): Name[] {
  if (word === undefined) return [...all];
  const names = word.split(',');
  const unknown = names.find((name) => !(all as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Mendable(`${option} knows no "${unknown}", but ${all.join(', ')}.`);
  return all.filter((name) => names.includes(name));
}

/** The program that NODE24 names, or a `node24` on the PATH. */
function findNode24(): string | undefined {
  const named = process.env.NODE24;
  if (named && !existsSync(named)) throw new Mendable(`NODE24 is ${named}, and there is nothing.`);
  if (named) return named;
  return onPath(['node24']);
}
