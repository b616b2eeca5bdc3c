import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import type { TextEnv } from './text-env.js';
import { nameOfPart } from './attributes.js';
import { inlineText } from './inline-text.js';
import { attribute } from './rules.js';

/** Of the name of a part. */
const SLUG_CHARACTERS = 80;

/** Of a heading of which nothing can be an address, as one of an emoji. */
const NAMELESS = 'section';

/**
 * The title of a story is the page's h1: the highest headings of its text are h2, the next ones h3, without a gap. Each has
 * an id, and links to it (`#day-two`) lead there.
 */
export function headings(md: MarkdownIt): void {
  md.core.ruler.push('headings', ({ tokens, env }: StateCore) => {
    const { idPrefix } = env as TextEnv;
    const found = tokens.flatMap((open, i) =>
      open.type === 'heading_open' ? [{ open, inline: tokens[i + 1]!, close: tokens[i + 2]! }] : [],
    );
    const levels = [...new Set(found.map(({ open }) => open.tag))].sort();
    const slugs = new Slugs();
    for (const { open, inline, close } of found) {
      open.attrSet('id', idPrefix + slugs.add(nameOfPart(open) ?? inlineText(inline.children ?? [])));
      open.tag = close.tag = `h${Math.min(levels.indexOf(open.tag) + 2, 6)}`;
    }
    for (const link of linksToParts(tokens)) link.attrSet('href', hrefOf(attribute(link, 'href')!, slugs, idPrefix));
  });
}

function linksToParts(tokens: readonly Token[]): Token[] {
  const found: Token[] = [];
  for (const { children } of tokens)
    for (const token of children ?? [])
      if (token.type === 'link_open' && attribute(token, 'href')!.startsWith('#')) found.push(token);
  return found;
}

function hrefOf(href: string, slugs: Slugs, idPrefix: string): string {
  const part = decodedPart(href.slice(1));
  const slug = slugs.find(part.startsWith(idPrefix) ? part.slice(idPrefix.length) : part);
  // Half a character cannot be encoded.
  const name = (slug === undefined ? part : idPrefix + slug).replace(/\p{Surrogate}/gu, '\ufffd');
  return `#${encodeURI(name).replaceAll('#', '%23')}`;
}

function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The name of a part in addresses, as GitHub makes it, of any script: "Day two: the pass" is `day-two-the-pass`. */
function slugOf(text: string): string {
  const slug = text
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
  return [...slug.slice(0, 2 * SLUG_CHARACTERS)].slice(0, SLUG_CHARACTERS).join('') || NAMELESS;
}

/** Headings that are called the same are numbered. */
class Slugs {
  private readonly taken = new Map<string, number>();

  add(text: string): string {
    const slug = slugOf(text);
    let number = this.taken.get(slug);
    if (number === undefined) {
      this.taken.set(slug, 0);
      return slug;
    }
    do number += 1;
    while (this.taken.has(`${slug}-${number}`));
    this.taken.set(slug, number);
    this.taken.set(`${slug}-${number}`, 0);
    return `${slug}-${number}`;
  }

  find(text: string): string | undefined {
    const slug = slugOf(text);
    return this.taken.has(slug) ? slug : undefined;
  }
}
