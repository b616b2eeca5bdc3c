import { absoluteHtmlElsewhere, currentHtml, type RenderedText } from '../../platform/markdown/index.js';
import { feedAddress, type PageAddresses } from '../../platform/page-addresses.js';
import type { PostRecord } from '../posts/index.js';
import { entriesOf, type Feed, pageAddress, uuidUri } from './feed.js';

/** JSON Feed 1.1 (https://jsonfeed.org/version/1.1) with the whole texts, in the same pages as the Atom feed. */
export function jsonFeed(feed: Feed, addresses: PageAddresses): string {
  const { title, subtitle, page, after } = feed;
  const address = feedAddress(page, 'json');
  const { entries, next } = entriesOf(
    feed,
    (story) => JSON.stringify(item(story, addresses)),
    (made) => Buffer.byteLength(made),
  );
  const head = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    ...(subtitle !== '' && { description: subtitle }),
    home_page_url: page,
    feed_url: pageAddress(address, after),
    ...(next !== undefined && { next_url: pageAddress(address, next) }),
  });
  return `${head.slice(0, -1)},"items":[${entries.join(',')}]}`;
}

function item(story: PostRecord, addresses: PageAddresses): object {
  const { author, tags } = story;
  const url = addresses.post(story.slug!);
  return {
    id: uuidUri(story.id),
    url,
    title: story.title,
    summary: story.excerpt,
    content_html: absoluteHtmlElsewhere(currentHtml(story as RenderedText), url),
    date_published: story.publishedAt,
    date_modified: story.updatedAt,
    authors: [{ name: author!.name, url: addresses.user(author!.username) }],
    tags: tags!.map(({ name }) => name),
  };
}
