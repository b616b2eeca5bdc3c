import { excerptOf, readingTime, toSafeHtml } from '../../server/platform/markdown/index.js';
import type { Random, Zipf } from './random.js';
import { adjectives, curiosity, headings, lists, nouns, openings, passages, quotes, towns } from './words.js';

/** A piece of text in both forms, so that 200,000 stories are put together and not rendered. */
interface Block {
  body: string;
  html: string;
}

const block = (body: string): Block => ({ body, html: toSafeHtml(body) });

const openingBlocks = openings.map(block);
const passageBlocks = passages.map(block);
const headingBlocks = headings.map((text) => block(`## ${text}`));
const quoteBlocks = quotes.map((text) => block(`> ${text}`));
const listBlocks = lists.map(block);
const curiosityBlock = block(curiosity);
const excerpts = openings.map((opening) => excerptOf(opening));

export interface Text {
  title: string;
  slug: string;
  body: string;
  html: string;
  excerpt: string;
  readingMinutes: number;
}

/** @param number told apart by it are the slugs of stories with the same title; one of two thousand has a rare passage */
export function makeText(random: Random, number: number): Text {
  const opening = random.below(openingBlocks.length);
  const blocks = [openingBlocks[opening]!];
  const passageCount = 2 + random.below(6);
  for (let i = 0; i < passageCount; i++) {
    const chance = random.next();
    if (chance < 0.15) blocks.push(random.pick(headingBlocks));
    else if (chance < 0.25) blocks.push(random.pick(quoteBlocks));
    else if (chance < 0.35) blocks.push(random.pick(listBlocks));
    blocks.push(random.pick(passageBlocks));
  }
  if (number % 2_000 === 1_999) blocks.push(curiosityBlock);
  const body = blocks.map((part) => part.body).join('\n\n');
  const title = `${random.pick(adjectives)} ${random.pick(nouns)}, ${random.pick(adjectives).toLowerCase()} ${random.pick(nouns)}`;
  return {
    title,
    slug: `${title.toLowerCase().replace(', ', '-').replaceAll(' ', '-')}-${number.toString(36)}`,
    body,
    html: blocks.map((part) => part.html).join(''),
    excerpt: excerpts[opening]!,
    readingMinutes: MINUTES[blocks.length]!,
  };
}

// The passages are about equally long, so the number of blocks says it.
const MINUTES = Array.from({ length: 17 }, (_, count) => readingTime('word '.repeat(count * 30)).minutes);

/** name, country, latitude, longitude, precision; half of the stories have none. */
export function makePlace(random: Random): (string | number | null)[] {
  if (random.next() < 0.5) return [null, null, null, null, null];
  const [name, country, latitude, longitude] = random.pick(towns);
  const near = (degrees: number) => Number((degrees + random.next() * 0.4 - 0.2).toFixed(4));
  const chance = random.next();
  return [name, country, near(latitude), near(longitude), chance < 0.7 ? 'CITY' : chance < 0.9 ? 'EXACT' : 'COUNTRY'];
}

/** 0 to 5 different tags, by their rank. */
export function makeTags(random: Random, zipf: Zipf): number[] {
  const ranks = new Set<number>();
  const count = random.below(6);
  for (let i = 0; i < count; i++) ranks.add(zipf.rank(random));
  return [...ranks];
}
