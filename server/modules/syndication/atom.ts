import { htmlElsewhere } from '../../platform/markdown/index.js';
import type { Page } from '../../platform/database/index.js';
import { LIMITS } from '../../platform/limits.js';
import type { PostRecord } from '../posts/index.js';
import type { Addresses } from './addresses.js';
import { type Markup, markup } from './markup.js';

/** A feed's stories, newest first, and a page of them. */
export interface Feed {
  /** A URI of its own, for ever. */
  id: string;
  title: string;
  subtitle: string;
  /** The address of the feed, and of Wander's page that shows the same. */
  address: string;
  page: string;
  stories: Page<PostRecord>;
  /** The cursor behind which the page begins. */
  after: string | undefined;
  /** When it began; RFC 3339. */
  since: string;
}

/** The last change of a page; RFC 3339. */
const updatedAt = ({ stories, since }: Feed): string =>
  stories.nodes.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), since);

/** With room for a story that is as long as stories may be, and for the rest of the feed. */
const ENTRIES_BYTES = LIMITS.request.answerBytes - 4 * LIMITS.text.bodyHtmlBytes;

/** The first stories of the page that fit into an answer, and where the next page begins. */
function entriesOf({ stories }: Feed, addresses: Addresses): { entries: Markup[]; next: string | undefined } {
  const entries: Markup[] = [];
  let bytes = 0;
  let last: string | undefined;
  for (const { node, cursor } of stories.edges) {
    if (bytes > ENTRIES_BYTES) return { entries, next: last };
    const made = entry(node, addresses);
    entries.push(made);
    bytes += Buffer.byteLength(made.toString());
    last = cursor;
  }
  return { entries, next: stories.pageInfo.hasNextPage ? last : undefined };
}

/** Atom (RFC 4287) with the whole texts, paged as RFC 5005 has it; a page ends early where its stories are very long. */
export function atom(feed: Feed, addresses: Addresses): string {
  const { id, title, subtitle, address, page, after } = feed;
  const { entries, next } = entriesOf(feed, addresses);
  const behind = (cursor: string) => `${address}?after=${encodeURIComponent(cursor)}`;
  return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${id}</id>
<title>${title}</title>
${subtitle === '' ? '' : markup`<subtitle>${subtitle}</subtitle>\n`}<updated>${updatedAt(feed)}</updated>
<link rel="self" type="application/atom+xml" href="${after === undefined ? address : behind(after)}"/>
<link rel="alternate" type="text/html" href="${page}"/>
${next === undefined ? '' : markup`<link rel="next" type="application/atom+xml" href="${behind(next)}"/>\n`}${entries}</feed>
`.toString();
}

function entry(story: PostRecord, addresses: Addresses): Markup {
  const { author, tags } = story;
  const address = addresses.post(story.slug!);
  return markup`<entry>
<id>${uuidUri(story.id)}</id>
<title>${story.title}</title>
<published>${story.publishedAt!}</published>
<updated>${story.updatedAt}</updated>
<author><name>${author!.name}</name><uri>${addresses.user(author!.username)}</uri></author>
<link rel="alternate" type="text/html" href="${address}"/>
${tags!.map(({ slug, name }) => markup`<category term="${slug}" label="${name}"/>\n`)}<summary>${story.excerpt}</summary>
<content type="html">${htmlElsewhere(story.bodyHtml!, address)}</content>
</entry>
`;
}

/** An id that stays also when Wander moves to another address. */
export const uuidUri = (uuid: string): string => `urn:uuid:${uuid}`;
