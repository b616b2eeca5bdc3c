import { feedAddress, type PageAddresses } from '../../platform/page-addresses.js';
import type { PostRecord } from '../posts/index.js';
import type { UserRecord } from '../users/index.js';
import { type Markup, markup } from './markup.js';
import type { TagInFeed } from './syndication.reader.js';

const NAME = 'Wander: stories from the road';
const ABOUT = 'Stories from the road, told slowly, by the people who were there.';

/** What the page at an address shows of itself without running: the client's own words for the tab, Open Graph, its feed. */
interface Head {
  tab: string;
  title: string;
  description: string;
  address: string;
  /** The page whose feed belongs to it. */
  feedPage: string;
  feedTitle: string;
  /** Open Graph's, and what belongs to it. */
  type: Markup;
}

const head = ({ tab, title, description, address, feedPage, feedTitle, type }: Head): string =>
  markup`<title>${tab}</title>
<meta name="description" content="${description}">
<link rel="canonical" href="${address}">
<link rel="alternate" type="application/atom+xml" title="${feedTitle}" href="${feedAddress(feedPage, 'xml')}">
<link rel="alternate" type="application/feed+json" title="${feedTitle}" href="${feedAddress(feedPage, 'json')}">
<meta property="og:site_name" content="Wander">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${address}">
${type}`.toString();

export const siteHead = (addresses: PageAddresses): string =>
  head({
    tab: NAME,
    title: NAME,
    description: ABOUT,
    address: addresses.home,
    feedPage: addresses.home,
    feedTitle: NAME,
    type: markup`<meta property="og:type" content="website">\n`,
  });

export const storyHead = (story: PostRecord, addresses: PageAddresses): string => {
  const author = story.author!;
  return head({
    tab: `${story.title} · Wander`,
    title: story.title,
    description: story.excerpt || `A story by ${author.name}.`,
    address: addresses.post(story.slug!),
    feedPage: addresses.user(author.username),
    feedTitle: `${author.name} · Wander`,
    type: markup`<meta property="og:type" content="article">
<meta property="article:author" content="${addresses.user(author.username)}">
<meta property="article:published_time" content="${story.publishedAt!}">
<meta property="article:modified_time" content="${story.updatedAt}">
${story.tags!.map((tag) => markup`<meta property="article:tag" content="${tag.name}">\n`)}<meta name="author" content="${author.name}">
`,
  });
};

export const tagHead = ({ name, slug }: TagInFeed, addresses: PageAddresses): string =>
  head({
    tab: `${name} · Wander`,
    title: name,
    description: `The newest stories tagged “${name}”.`,
    address: addresses.tag(slug),
    feedPage: addresses.tag(slug),
    feedTitle: `${name} · Wander`,
    type: markup`<meta property="og:type" content="website">\n`,
  });

export const profileHead = ({ username, name, bio }: UserRecord, addresses: PageAddresses): string =>
  head({
    tab: `${name} (@${username}) · Wander`,
    title: name,
    description: bio || `Stories from the road by ${name}.`,
    address: addresses.user(username),
    feedPage: addresses.user(username),
    feedTitle: `${name} · Wander`,
    type: markup`<meta property="og:type" content="profile">
<meta property="profile:username" content="${username}">
`,
  });
