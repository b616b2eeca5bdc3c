import { All, Controller, Get, MethodNotAllowedException, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { Public } from '../../platform/auth/index.js';
import type { Cancellation } from '../../platform/cancellation.js';
import { Config } from '../../platform/config/index.js';
import type { Page } from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';
import { fromGlobalId, toGlobalId } from '../../platform/graphql/index.js';
import { Cost, RequestLimitInterceptor, Waiting } from '../../platform/http/index.js';
import { feedAddress, PageAddresses } from '../../platform/page-addresses.js';
import type { PostRecord } from '../posts/index.js';
import type { UserRecord } from '../users/index.js';
import { atom } from './atom.js';
import { type Feed, uuidUri } from './feed.js';
import { FeedChanges, hashOf } from './feed-changes.js';
import { jsonFeed } from './json-feed.js';
import { profileHead, siteHead, storyHead, tagHead } from './head.js';
import { robots } from './robots.js';
import { sitemapIndex, sitemapPart } from './sitemap.js';
import { isListed, SITEMAP_SECONDS, SyndicationReader, type TagInFeed } from './syndication.reader.js';

const PATHS = {
  feed: ['feed.xml', 'feed.json'],
  feedOfWriter: ['@', '%40'].flatMap((at) => [`${at}:username/feed.xml`, `${at}:username/feed.json`]),
  feedOfTag: ['tags/:tag/feed.xml', 'tags/:tag/feed.json'],
  sitemap: ['sitemap.xml'],
  robots: ['robots.txt'],
  head: ['head'],
  headOfStory: ['head/stories/:slug'],
  headOfTag: ['head/tags/:tag'],
  headOfWriter: ['head/@:username', 'head/%40:username'],
};

/** Seconds that caches may keep an answer. */
const FEED_SECONDS = 300;
const ROBOTS_SECONDS = 3_600;
/** As many as a page has stories. */
const FEED_COST = 20;
const SITEMAP_COST = 100;

/** The part of the sitemap with the pages that are nobody's. */
const OWN_PAGES = 'pages';

const NO_WRITER = 'There is no such writer here. The newest stories of all are at /feed.xml.';
const NO_TAG = 'No public story has this tag. The newest stories of all are at /feed.xml.';
const NO_STORY = 'There is no such story here.';
const NO_PART = 'The sitemap has no such part. All of them are listed at /sitemap.xml.';

/** For readers of feeds, search engines and whatever shows a preview of a link: what everybody may see, without JavaScript. */
@Public()
@UseInterceptors(RequestLimitInterceptor)
@Controller()
export class SyndicationController {
  private readonly addresses: PageAddresses;

  constructor(
    private readonly reader: SyndicationReader,
    private readonly changes: FeedChanges,
    config: Config,
  ) {
    this.addresses = new PageAddresses(config.appOrigin);
  }

  @Get(PATHS.feed)
  @Cost(FEED_COST)
  async feed(
    @Res({ passthrough: true }) response: ServerResponse,
    @Waiting() request: Cancellation,
    @Query('after') after?: string,
  ): Promise<string> {
    const form = formOf(response);
    const make = (stories: Page<PostRecord>) =>
      this.made(form, {
        id: feedAddress(this.addresses.home, 'xml'),
        title: 'Wander: stories from the road',
        subtitle: 'The newest stories.',
        page: this.addresses.home,
        stories,
        after,
        since: new Date(0).toISOString(),
      });
    return this.sendFeed(response, form, after, await this.reader.newest(after, request, make, form));
  }

  @Get(PATHS.feedOfWriter)
  @Cost(FEED_COST)
  async feedOfWriter(
    @Res({ passthrough: true }) response: ServerResponse,
    @Waiting() request: Cancellation,
    @Param('username') username: string,
    @Query('after') after?: string,
  ): Promise<string> {
    const form = formOf(response);
    const make = (writer: UserRecord, stories: Page<PostRecord>) =>
      this.made(form, {
        id: uuidUri(writer.id),
        title: `${writer.name} · Wander`,
        subtitle: writer.bio,
        page: this.addresses.user(writer.username),
        stories,
        after,
        since: writer.createdAt,
      });
    const feed = await this.reader.newestOf(username, after, request, make, form);
    if (feed === undefined) throw notFound(NO_WRITER);
    return this.sendFeed(response, form, after, feed);
  }

  @Get(PATHS.feedOfTag)
  @Cost(FEED_COST)
  async feedOfTag(
    @Res({ passthrough: true }) response: ServerResponse,
    @Waiting() request: Cancellation,
    @Param('tag') name: string,
    @Query('after') after?: string,
  ): Promise<string> {
    const form = formOf(response);
    const make = (tag: TagInFeed, stories: Page<PostRecord>) =>
      this.made(form, {
        id: uuidUri(tag.id),
        title: `${tag.name} · Wander`,
        subtitle: `The newest stories tagged “${tag.name}”.`,
        page: this.addresses.tag(tag.slug),
        stories,
        after,
        since: new Date(0).toISOString(),
      });
    const feed = await this.reader.newestWith(name, after, request, make, form);
    if (feed === undefined) throw notFound(NO_TAG);
    return this.sendFeed(response, form, after, feed);
  }

  /** The addresses of the sitemap's parts, each of which begins `from` an id; or one of them. */
  @Get(PATHS.sitemap)
  @Cost(SITEMAP_COST)
  async sitemap(
    @Res({ passthrough: true }) response: ServerResponse,
    @Waiting() request: Cancellation,
    @Query('from') from?: string,
  ): Promise<string> {
    const text = from === undefined ? await this.sitemapIndex() : await this.sitemapPart(from, request);
    return sent(response, 'application/xml', SITEMAP_SECONDS, text);
  }

  @Get(PATHS.robots)
  robots(@Res({ passthrough: true }) response: ServerResponse): string {
    return sent(response, 'text/plain', ROBOTS_SECONDS, robots(this.addresses.sitemap));
  }

  @Get(PATHS.head)
  headOfSite(@Res({ passthrough: true }) response: ServerResponse): string {
    return asHead(response, siteHead(this.addresses));
  }

  @Get(PATHS.headOfStory)
  async headOfStory(
    @Res({ passthrough: true }) response: ServerResponse,
    @Param('slug') slug: string,
  ): Promise<string> {
    const story = await this.reader.findStory(slug);
    if (story === undefined) throw notFound(NO_STORY);
    return asHead(response, storyHead(story, this.addresses));
  }

  @Get(PATHS.headOfTag)
  async headOfTag(@Res({ passthrough: true }) response: ServerResponse, @Param('tag') name: string): Promise<string> {
    const tag = await this.reader.findTag(name);
    if (tag === undefined) throw notFound(NO_TAG);
    return asHead(response, tagHead(tag, this.addresses));
  }

  @Get(PATHS.headOfWriter)
  async headOfWriter(
    @Res({ passthrough: true }) response: ServerResponse,
    @Param('username') username: string,
  ): Promise<string> {
    const writer = await this.reader.findWriter(username);
    if (writer === undefined) throw notFound(NO_WRITER);
    return asHead(response, profileHead(writer, this.addresses));
  }

  @All(Object.values(PATHS).flat())
  otherMethod(): never {
    throw new MethodNotAllowedException();
  }

  private made(form: FeedForm, feed: Feed): MadeFeed {
    const text = form === 'json' ? jsonFeed(feed, this.addresses) : atom(feed, this.addresses);
    return { id: feed.id, text, hash: hashOf(text) };
  }

  private async sendFeed(
    response: ServerResponse,
    form: FeedForm,
    after: string | undefined,
    { id, text, hash }: MadeFeed,
  ): Promise<string> {
    // Anybody can invent a cursor: what is behind one is not remembered.
    const changed = after === undefined ? await this.changes.changedAt(`${id} ${form}`, hash) : undefined;
    if (changed) response.setHeader('Last-Modified', changed.toUTCString());
    // Express would hash the text of each answer.
    response.setHeader('ETag', `W/"${hash}"`);
    return sent(response, form === 'json' ? 'application/feed+json' : 'application/atom+xml', FEED_SECONDS, text);
  }

  private async sitemapIndex(): Promise<string> {
    const parts = await this.reader.sitemapParts();
    const beginnings = [OWN_PAGES, ...parts.map(({ kind, id }) => toGlobalId(kind, id))];
    return sitemapIndex(beginnings.map((from) => `${this.addresses.sitemap}?from=${from}`));
  }

  private async sitemapPart(from: string, request: Cancellation): Promise<string> {
    const { home, about } = this.addresses;
    if (from === OWN_PAGES) return sitemapPart([{ address: home }, { address: about }]);
    const start = fromGlobalId(from);
    if (start === undefined || !isListed(start.type)) throw notFound(NO_PART);
    const kind = start.type;
    const rows = await this.reader.sitemapPart(kind, start.uuid, request);
    return sitemapPart(rows.map(({ name, changed }) => ({ address: this.addresses[kind](name), changed })));
  }
}

type FeedForm = 'atom' | 'json';

/** A feed as it is sent, the same for all who ask for it at once: it may have 5 MB. */
interface MadeFeed {
  id: string;
  text: string;
  hash: string;
}

const formOf = ({ req }: ServerResponse): FeedForm => (/^[^?]*\.json\/?(\?|$)/i.test(req.url!) ? 'json' : 'atom');

function sent(response: ServerResponse, type: string, seconds: number, text: string): string {
  // With it Express sends all again although the client has it; Node's fetch adds it to every condition.
  delete response.req.headers['cache-control'];
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Cache-Control', `public, max-age=${seconds}`);
  return text;
}

/** Included in a page, which is not kept. */
function asHead(response: ServerResponse, text: string): string {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  return text;
}
