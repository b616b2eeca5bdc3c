import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { linkAddress, pictureAddress } from './addresses.js';
import { isVisible } from './empty.js';
import { escaped } from './entities.js';
import { inlineText } from './inline-text.js';
import { attribute } from './rules.js';

/** An address is typed once and can be referred to ten thousand times: after so many characters of them, none follow. */
const MAX_ADDRESS_CHARACTERS = 250_000;
/** What else is written for a link or a picture. */
const MARKUP_CHARACTERS = 100;

/** Who links here is no recommendation of the host, may read no referrer through `window.opener`, and wrote it itself. */
const REL = 'nofollow ugc noopener';

/**
 * Links lead where links may lead, or are their text; one without anything to press is left out. A picture of another site
 * is a link to it, which names the site and loads nothing: only who asks for it tells that site where they read.
 */
export function links(md: MarkdownIt): void {
  // What an address may be is said below: what the parser refuses would stay as it was typed.
  md.validateLink = () => true;
  md.normalizeLink = md.normalizeLinkText = (address) => address;
  md.core.ruler.push('links', ({ tokens, Token }: StateCore) => {
    const writer = new LinkWriter(Token);
    for (const token of tokens) if (token.type === 'inline') token.children = writer.write(token.children ?? []);
  });
  md.renderer.rules.picture_name = (tokens, i) => escaped(tokens[i]!.content);
  md.renderer.rules.outside_picture = (tokens, i) => outsidePicture(tokens[i]!.meta as OutsidePicture);
}

type OutsidePicture = {
  address: string;
  host: string;
  /** What it shows, as its writer said it; may be empty. */
  alt: string;
  title: string | undefined;
};

const outsidePicture = ({ address, host, alt, title }: OutsidePicture): string =>
  `<a href="${escaped(address)}" class="outside-picture"${title ? ` title="${escaped(title)}"` : ''} ` +
  `rel="${REL} noreferrer">${alt === '' ? '' : `${escaped(alt)} `}<small>${escaped(host)}</small></a>`;

class LinkWriter {
  private addressCharacters = 0;

  constructor(private readonly TokenClass: StateCore['Token']) {}

  write(tokens: readonly Token[]): Token[] {
    const written: Token[] = [];
    let link: { at: number; address: string | undefined } | undefined;
    /** A link may not stand in a link: what is one follows it. */
    let following: Token[] = [];
    for (const token of tokens) {
      if (token.type === 'link_open') {
        link = { at: written.length, address: this.leadOn(token) };
        written.push(token);
      } else if (token.type === 'link_close') {
        const [open, ...text] = written.splice(link!.at);
        if (link!.address === undefined) written.push(...text);
        else if (isVisible(text)) written.push(open!, ...text, token);
        written.push(...following);
        [link, following] = [undefined, []];
      } else if (token.type === 'image') {
        const picture = this.picture(token);
        if (!link || picture.type === 'text') written.push(picture);
        else {
          const { alt, host } = picture.meta as OutsidePicture;
          written.push(this.made('picture_name', alt || host));
          following.push(picture);
        }
      } else if (token.type === 'footnote_ref' && link) following.push(token);
      else written.push(token);
    }
    return written;
  }

  /** @returns where the link leads; undefined when it leads nowhere. */
  private leadOn(link: Token): string | undefined {
    const href = attribute(link, 'href')!.trim();
    const title = attribute(link, 'title');
    // A part of the page: `headings` knows them.
    const address = href.startsWith('#') ? href : linkAddress(href);
    if (address === undefined || !this.affords(address.length + (title?.length ?? 0))) return undefined;
    link.attrs = [['href', address], ...(title ? [['title', title] as [string, string]] : []), ['rel', REL]];
    return address;
  }

  /** Its text alone, where it may not be shown. */
  private picture(image: Token): Token {
    const url = pictureAddress(attribute(image, 'src')!);
    const alt = inlineText(image.children ?? [])
      .replace(/\s+/g, ' ')
      .trim();
    const title = attribute(image, 'title');
    if (!url || !this.affords(url.href.length + alt.length + (title?.length ?? 0))) return this.made('text', alt);
    const picture = this.made('outside_picture');
    picture.meta = { address: url.href, host: url.host, alt, title } satisfies OutsidePicture;
    return picture;
  }

  private made(type: string, content = ''): Token {
    const token = new this.TokenClass(type, '', 0);
    token.content = content;
    return token;
  }

  private affords(characters: number): boolean {
    if (this.addressCharacters <= MAX_ADDRESS_CHARACTERS) this.addressCharacters += characters + MARKUP_CHARACTERS;
    return this.addressCharacters <= MAX_ADDRESS_CHARACTERS;
  }
}
