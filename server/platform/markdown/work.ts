import { LIMITS } from '../limits.js';

/** Thrown where reading a text costs more than a text of its length may. */
export class TooMuchWork extends Error {}

/** Counts what reading a text costs, in characters looked at: never more than so many for each of its characters. */
export class WorkBudget {
  readonly most: number;
  used = 0;

  constructor(characters: number) {
    this.most = LIMITS.text.markdownWork * (characters + LEAST_CHARACTERS);
  }

  /** Counts characters that are about to be looked at. */
  charge(characters: number): void {
    this.used += characters;
  }

  get spent(): boolean {
    return this.used > this.most;
  }
}

/** Short texts have the budget of one of this length, so that a line of brackets is no reason to refuse. */
const LEAST_CHARACTERS = 2_000;
