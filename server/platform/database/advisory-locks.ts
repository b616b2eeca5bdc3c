/**
 * The numbers of PostgreSQL's advisory locks, each for what one process does at a time. Any number will do, if it is the same in every
 * process and no other lock's.
 */
export const ADVISORY_LOCKS = {
  migrate: 7_261_946,
  sweep: 7_261_947,
  fillTowns: 7_261_948,
  /** Taken by the function `count_search_words`. */
  countSearchWords: 7_261_949,
  backfill: 7_261_950,
  seed: 7_261_951,
} as const;
