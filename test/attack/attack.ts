import type { Target } from './target.js';

/** Something that a guest or a person may try in order to end, block or bloat the server. */
export interface Attack {
  name: string;
  /** One sentence that says what it tries. */
  tries: string;
  as: 'guest' | 'person';
  /** How long it lasts, 6 unless given; `target.isOver` says when the time has come. */
  seconds?: number;
  /** Is it run with the other tests too, for a few seconds? */
  quick?: true;
  /** A Redis that accepts connections and never answers; there is none otherwise. */
  redis?: 'hung';
  /** Attacks until the time is over. @returns what is wrong, beyond what is measured of every attack */
  run(target: Target): Promise<string | void>;
}

export const DEFAULT_SECONDS = 6;
