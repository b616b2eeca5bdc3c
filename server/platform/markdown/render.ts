import { getDefaults, Parser, Renderer, type Token, type Tokens } from 'marked';
import { linkAddress, pictureAddress } from './addresses.js';
import { escaped, escapedMarkdown } from './entities.js';
import { LIMITS } from '../limits.js';
import { paragraphsOf, tokensOf } from './lexer.js';

/** An address is typed once and can be referred to ten thousand times: after so many characters of them, none follow. */
const MAX_ADDRESS_CHARACTERS = 250_000;

/** Who links here is no recommendation of the host, may read no referrer through `window.opener`, and wrote it itself. */
const REL = 'nofollow ugc noopener';

class StoryRenderer extends Renderer {
  private addressCharacters = 0;
  private linkDepth = 0;
  /** Pictures met within a link: a button may not stand in one, so they follow it. */
  private pictures: string[] = [];

  /** @param levels the level of HTML for each depth of heading in the text */
  constructor(private readonly levels: ReadonlyMap<number, number>) {
    super(getDefaults());
  }

  override html({ text }: Tokens.HTML | Tokens.Tag): string {
    return escaped(text);
  }

  override heading({ tokens, depth }: Tokens.Heading): string {
    const level = this.levels.get(depth) ?? 6;
    return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
  }

  override code({ text, lang }: Tokens.Code): string {
    const language = /^[\w+#.-]{1,30}(?=\s|$)/.exec(lang ?? '')?.[0];
    const attributes = language ? ` class="language-${escaped(language)}"` : '';
    // A block that scrolls sideways must be reached by keyboard.
    return `<pre tabindex="0"><code${attributes}>${escaped(text.replace(/\n$/, ''))}\n</code></pre>\n`;
  }

  override table(token: Tokens.Table): string {
    return `<div class="tablewrap" tabindex="0">${super.table(token).trimEnd()}</div>\n`;
  }

  override codespan({ text }: Tokens.Codespan): string {
    return `<code>${escaped(text)}</code>`;
  }

  override checkbox({ checked }: Tokens.Checkbox): string {
    return checked ? '☑ ' : '☐ ';
  }

  override text(token: Tokens.Text | Tokens.Escape): string {
    if ('tokens' in token && token.tokens) return this.parser.parseInline(token.tokens);
    return escapedMarkdown(token.text);
  }

  override link({ href, title, tokens }: Tokens.Link): string {
    const address = this.linkDepth === 0 && !this.addressesSpent ? linkAddress(href) : undefined;
    if (address === undefined || !this.affords(address.length + (title?.length ?? 0)))
      return this.parser.parseInline(tokens);
    this.linkDepth += 1;
    const text = this.parser.parseInline(tokens);
    this.linkDepth -= 1;
    const pictures = this.pictures.splice(0).join('');
    const hint = title ? ` title="${escapedMarkdown(title)}"` : '';
    return `<a href="${escaped(address)}"${hint} rel="${REL}">${text}</a>${pictures}`;
  }

  override image({ href, text }: Tokens.Image): string {
    const address = this.addressesSpent ? undefined : pictureAddress(href);
    const alt = escapedMarkdown(text);
    if (!address || !this.affords(address.href.length + 300)) return alt;
    const picture = outsidePicture(address, alt);
    if (this.linkDepth === 0) return picture;
    this.pictures.push(picture);
    return alt || escaped(address.host);
  }

  private affords(characters: number): boolean {
    this.addressCharacters += characters;
    return !this.addressesSpent;
  }

  private get addressesSpent(): boolean {
    return this.addressCharacters > MAX_ADDRESS_CHARACTERS;
  }
}

/** A picture of another site is named and not loaded: only who asks for it tells that site where they read. */
const outsidePicture = (address: URL, alt: string): string =>
  `<span class="outside" data-src="${escaped(address.href)}" data-alt="${alt}">` +
  `<span class="grow">A picture from <b>${escaped(address.host)}</b>. Showing it tells that site your address.</span>` +
  `<button class="btn quiet sm" type="button">Show picture</button></span>`;

/** The title of a story is the page's h1: the highest headings of its text are h2, the next ones h3, without a gap. */
function headingLevels(tokens: readonly Token[]): Map<number, number> {
  const depths = new Set<number>();
  const visit = (token: Token): void => {
    if (token.type === 'heading') depths.add((token as Tokens.Heading).depth);
    if (token.type === 'list') (token as Tokens.List).items.forEach(visit);
    else if (token.type === 'blockquote' || token.type === 'list_item') token.tokens?.forEach(visit);
  };
  tokens.forEach(visit);
  return new Map([...depths].sort((a, b) => a - b).map((depth, rank) => [depth, Math.min(rank + 2, 6)]));
}

/** Bytes of a text in UTF-8. */
function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // Of a pair of surrogates each is two bytes.
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** Of a character when it is sanitised and encoded, at most. */
const LARGEST_GROWTH = 4;

/** Sanitised, `<br>` and `<hr>` become `<br />` and `<hr />`; nothing else grows. */
const bytesSanitised = (html: string): number => byteLength(html) + 2 * (html.match(/<[bh]r>/g)?.length ?? 0);

/** A text as it was typed. A character becomes at most five bytes, so it always fits where six are allowed for each. */
const plainHtml = (markdown: string): string =>
  paragraphsOf(markdown)
    .map((text) => `<p>${text.replace(/[&<>]/g, escaped)}</p>\n`)
    .join('');

/**
 * Markdown (GitHub's, without HTML) as safe HTML. Pure, and the same in the server and in the browser: the editor's
 * preview and the page cannot differ. Never throws and never takes long, whatever the text. What would be larger than
 * `maxBytes`, sanitised and in UTF-8, is plain paragraphs.
 */
export function renderMarkdown(
  markdown: string,
  maxBytes: number = LIMITS.text.bodyHtmlBytes,
  tokens: Token[] = tokensOf(markdown),
): string {
  const html = Parser.parse(tokens, { ...getDefaults(), renderer: new StoryRenderer(headingLevels(tokens)) });
  // Most texts are so short that nothing needs to be counted.
  const surelyFits = html.length * LARGEST_GROWTH <= maxBytes;
  return surelyFits || bytesSanitised(html) <= maxBytes ? html : plainHtml(markdown);
}
