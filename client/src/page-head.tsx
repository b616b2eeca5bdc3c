import { type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { scriptSafe } from './script-safe.js';

const NAME = 'Wander: stories from the road';
const ABOUT = 'Stories from the road, told slowly, by the people who were there.';

/** What the head of a page says of it, beside what is said of all pages. */
export interface Head {
  /** Of the tab, as `usePageTitle` says it. */
  tab?: string;
  title?: string;
  description?: string;
  /** The path of the page, as it is spelt. */
  path: string;
  /** Of the page whose feed belongs to it. */
  feed?: { path: string; title: string };
  /** Of Open Graph, and what belongs to it. */
  openGraph?: ReactNode;
  /** Of schema.org. */
  data?: object;
  /** Not for search engines. */
  isHidden?: boolean;
}

const property = (name: string, content: string) => <meta property={name} content={content} />;

/** The elements of the head, as HTML. `origin`: where people open these pages. */
export function renderHead(head: Head, origin: string): string {
  const { tab = NAME, title = NAME, description = ABOUT, path, feed = { path: '', title: NAME } } = head;
  const address = origin + path;
  const feedAt = `${origin}${feed.path}/feed`;
  const meta = renderToStaticMarkup(
    <>
      <title>{tab}</title>
      <meta name="description" content={description} />
      {head.isHidden ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={address} />}
      <link rel="alternate" type="application/atom+xml" title={feed.title} href={`${feedAt}.xml`} />
      <link rel="alternate" type="application/feed+json" title={feed.title} href={`${feedAt}.json`} />
      {property('og:site_name', 'Wander')}
      {property('og:title', title)}
      {property('og:description', description)}
      {property('og:url', address)}
      {head.openGraph ?? property('og:type', 'website')}
    </>,
  );
  const data = head.data && scriptSafe({ '@context': 'https://schema.org', ...head.data });
  return meta + (data ? `<script type="application/ld+json">${data}</script>` : '');
}

interface Person {
  username: string;
  name: string;
}

interface StoryFacts {
  slug: string | null;
  title: string;
  excerpt: string;
  publishedAt: string | null;
  updatedAt: string;
  author: Person;
  tags: readonly { name: string }[];
  /** Where it happened, as it is told to everybody. */
  place: string | undefined;
}

const personAt = ({ username, name }: Person, origin: string) => ({
  '@type': 'Person',
  name,
  url: `${origin}/@${username}`,
});

export function storyHead(story: StoryFacts, origin: string): Head {
  const { author, tags, title, publishedAt, updatedAt } = story;
  const path = `/stories/${story.slug}`;
  const description = story.excerpt || `A story by ${author.name}.`;
  return {
    tab: `${title} · Wander`,
    title,
    description,
    path,
    feed: { path: `/@${author.username}`, title: `${author.name} · Wander` },
    openGraph: (
      <>
        {property('og:type', 'article')}
        {property('article:author', `${origin}/@${author.username}`)}
        {property('article:published_time', publishedAt ?? '')}
        {property('article:modified_time', updatedAt)}
        {tags.map(({ name }) => (
          <meta key={name} property="article:tag" content={name} />
        ))}
        <meta name="author" content={author.name} />
      </>
    ),
    data: {
      '@type': 'Article',
      headline: title,
      description,
      url: origin + path,
      mainEntityOfPage: origin + path,
      datePublished: publishedAt,
      dateModified: updatedAt,
      author: personAt(author, origin),
      publisher: { '@type': 'Organization', name: 'Wander', url: `${origin}/` },
      ...(tags.length > 0 && { keywords: tags.map(({ name }) => name) }),
      ...(story.place && { contentLocation: { '@type': 'Place', name: story.place } }),
    },
  };
}

interface ProfileFacts extends Person {
  bio: string;
  createdAt: string;
}

export function profileHead(person: ProfileFacts, origin: string): Head {
  const { username, name, bio } = person;
  const path = `/@${username}`;
  return {
    tab: `${name} (@${username}) · Wander`,
    title: name,
    description: bio || `Stories from the road by ${name}.`,
    path,
    feed: { path, title: `${name} · Wander` },
    openGraph: (
      <>
        {property('og:type', 'profile')}
        {property('profile:username', username)}
      </>
    ),
    data: {
      '@type': 'ProfilePage',
      url: origin + path,
      dateCreated: person.createdAt,
      mainEntity: { ...personAt(person, origin), alternateName: username, ...(bio && { description: bio }) },
    },
  };
}

export function tagHead({ slug, name }: { slug: string; name: string }): Head {
  const path = `/tags/${encodeURIComponent(slug)}`;
  return {
    tab: `${name} · Wander`,
    title: name,
    description: `Stories from the road about ${name}.`,
    path,
    feed: { path, title: `${name} · Wander` },
  };
}

export const pageHead = (title: string, path: string): Head => ({ tab: `${title} · Wander`, title, path });

/** Of an address at which there is nothing for everybody. */
export const missingHead = (path: string): Head => ({ ...pageHead('Page not found', path), isHidden: true });
