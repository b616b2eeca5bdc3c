import { absoluteHtmlElsewhere, currentHtml, type RenderedText } from '../../platform/markdown/index.js';
import { feedAddress, type PageAddresses } from '../../platform/page-addresses.js';
import type { PostRecord } from '../posts/index.js';
import { entriesOf, type Feed, pageAddress, updatedAt, uuidUri } from './feed.js';
import { type Markup, markup } from './markup.js';

/** Atom (RFC 4287) with the whole texts, paged as RFC 5005 has it; a page ends early where its stories are very long. */
export function atom(feed: Feed, addresses: PageAddresses): string {
  const { id, title, subtitle, page, after } = feed;
  const address = feedAddress(page, 'xml');
  const { entries, next } = entriesOf(
    feed,
    (story) => entry(story, addresses),
    (made) => Buffer.byteLength(made.toString()),
  );
  return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${id}</id>
<title>${title}</title>
${subtitle === '' ? '' : markup`<subtitle>${subtitle}</subtitle>\n`}<updated>${updatedAt(feed)}</updated>
<link rel="self" type="application/atom+xml" href="${pageAddress(address, after)}"/>
<link rel="alternate" type="text/html" href="${page}"/>
${next === undefined ? '' : markup`<link rel="next" type="application/atom+xml" href="${pageAddress(address, next)}"/>\n`}${entries}</feed>
`.toString();
}

function entry(story: PostRecord, addresses: PageAddresses): Markup {
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
<content type="html">${absoluteHtmlElsewhere(currentHtml(story as RenderedText), address)}</content>
</entry>
`;
}
