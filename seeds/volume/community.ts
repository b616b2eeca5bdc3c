import { toSafeHtml } from '../../server/platform/markdown/index.js';
import type { Random } from './random.js';
import { remarks } from './words.js';

/** How often a story is liked and commented on. */
export interface Talk {
  likes: number;
  comments: number;
}

/** Most stories are hardly talked about; of every two hundred one is, with more comments than a page has. */
const MUCH_TALKED_ABOUT = 25;

export function makeTalk(random: Random, number: number): Talk {
  const likes = Math.floor(random.next() ** 4 * 8);
  const some = random.next() < 0.2 ? 1 + random.below(3) : 0;
  return { likes, comments: number % 200 === 199 ? MUCH_TALKED_ABOUT : some };
}

const remarkBlocks = remarks.map((body) => ({ body, html: toSafeHtml(body) }));

export const makeRemark = (random: Random): { body: string; html: string } => random.pick(remarkBlocks);

/** Twenty people follow two thousand writers each, all others five. */
const [EAGER, MANY, FEW] = [20, 2_000, 5];

/** Whom the person of that number follows, by their numbers: all different, and not themselves. */
export function makeFollows(random: Random, number: number, people: number): number[] {
  const [count, step] = number < EAGER ? [MANY, 3] : [FEW, 1 + random.below(1_000)];
  return Array.from({ length: count }, (_, n) => (number + 1 + n * step) % people);
}
