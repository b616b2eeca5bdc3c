import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { codePoints } from '../errors/index.js';
import { LIMITS } from '../limits.js';

/** In Unicode code points. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = LIMITS.text.passwordCharacters;

/** Below this score (of 4) fewer than a million guesses find it: it is common, or little more. */
const LOWEST_SCORE = 2;

/** A long password is not made common by its end, and guessing at all of it would hold up everybody else. */
const GUESSED = 64;

const guesser = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  maxLength: GUESSED,
  // Ways of reading digits and signs as letters: of the default hundred each costs as much as the first.
  l33tMaxSubstitutions: 10,
});

/** What is wrong with a password, as a sentence; nothing when it may be used. `personal`: what a guesser tries first. */
export function passwordProblem(password: string, personal: string[] = []): string | undefined {
  const length = codePoints(password);
  if (length < PASSWORD_MIN) return `The password needs at least ${PASSWORD_MIN} characters.`;
  if (length > PASSWORD_MAX) return `The password has ${length} characters; ${PASSWORD_MAX} fit.`;
  const words = personal
    .flatMap((text) => [text.slice(0, GUESSED), ...text.split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word.length > 2);
  if (guesser.check(password, ['wander', ...words]).score >= LOWEST_SCORE) return undefined;
  return 'This password is among the first that are tried. A few unrelated words make a good one.';
}
