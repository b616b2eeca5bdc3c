import { v7 } from 'uuid';
import { documentOf } from '../shared/documents.mjs';
import { ending, globalId } from '../shared/ids.mjs';
import { derived } from '../shared/markdown.mjs';
import { afterCursor, commentCursor, draftCursor, feedCursor, pageOf, publishedCursor } from '../shared/page.mjs';
import { highlightsOf, searchCursor, searchWhole } from '../shared/search.mjs';
import * as statements from '../shared/statements.mjs';
import { believedViewer } from '../shared/token.mjs';

const tagOf = ({ id, slug, name, postCount }) => ({ id: globalId('tag', id), slug, name, postCount });

const cardOf = ({ id, slug, title, excerpt, readingMinutes, publishedAt, author, tags }) => ({
  id: globalId('post', id),
  slug,
  title,
  excerpt,
  readingMinutes,
  publishedAt,
  author: {
    id: globalId('user', author.id),
    username: author.username,
    name: author.name,
    postCount: author.postCount,
  },
  tags: tags.map(tagOf),
});

const pageOfCards = (rows, cursor = publishedCursor) => {
  const { nodes, pageInfo } = pageOf(rows, cursor);
  return { nodes: nodes.map(cardOf), pageInfo };
};

const likedCardOf = (post) => ({
  ...cardOf(post),
  likeCount: post.likeCount,
  viewerHasLiked: post.viewerHasLiked,
});

const storyOf = (post) => ({
  id: globalId('post', post.id),
  slug: post.slug,
  title: post.title,
  bodyHtml: post.bodyHtml,
  readingMinutes: post.readingMinutes,
  publishedAt: post.publishedAt,
  updatedAt: post.updatedAt,
  author: {
    id: globalId('user', post.author.id),
    username: post.author.username,
    name: post.author.name,
    bio: post.author.bio,
    postCount: post.author.postCount,
  },
  tags: post.tags.map(tagOf),
});

const commentOf = ({ id, bodyHtml, createdAt, author }) => ({
  id: globalId('comment', id),
  bodyHtml,
  createdAt,
  author: author && { id: globalId('user', author.id), username: author.username, name: author.name },
});

const foundOf = ({ node }) => {
  switch (node.__typename) {
    case 'Post':
      return { __typename: 'Post', ...cardOf(node) };
    case 'User':
      return { ...node, id: globalId('user', node.id) };
    default:
      return { __typename: 'Tag', ...tagOf(node) };
  }
};

const pinOf = ({ latitude, longitude, count, post }) => ({
  latitude,
  longitude,
  count,
  post: post && { ...post, id: globalId('post', post.id) },
});

const draftOf = (post) => ({
  id: globalId('post', post.id),
  title: post.title,
  excerpt: post.excerpt,
  status: post.status,
  version: post.version,
  readingMinutes: post.readingMinutes,
  updatedAt: post.updatedAt,
});

/**
 * What a hand-written server knows of each of the works: its one statement and the shape of its answer.
 * @param rows sends a statement and gives its rows
 */
export function answersBy(rows) {
  return new Map([
    [
      documentOf('list'),
      async ({ after }) => {
        const page = after == null ? rows(statements.newest, []) : rows(statements.newestAfter, afterCursor(after));
        return { posts: pageOfCards(await page) };
      },
    ],
    [documentOf('tag'), async ({ tag }) => ({ posts: pageOfCards(await rows(statements.tagged, [tag])) })],
    [
      documentOf('story'),
      async ({ slug }) => {
        const [post] = await rows(statements.story, [slug]);
        return { post: post === undefined ? null : storyOf(post) };
      },
    ],
    [
      documentOf('comments'),
      async ({ slug }) => {
        const [post] = await rows(statements.storyWithComments, [slug]);
        if (post === undefined) return { post: null };
        const { nodes, pageInfo } = pageOf(post.comments, commentCursor);
        const { likeCount, commentCount } = post;
        return {
          post: { ...storyOf(post), likeCount, commentCount, comments: { nodes: nodes.map(commentOf), pageInfo } },
        };
      },
    ],
    [
      documentOf('liked'),
      async (_, authorization) => {
        const page = await rows(statements.newestLiked, [believedViewer(authorization)]);
        const { nodes, pageInfo } = pageOf(page, publishedCursor);
        return { posts: { nodes: nodes.map(likedCardOf), pageInfo } };
      },
    ],
    [
      documentOf('feed'),
      async (_, authorization) => {
        const viewer = believedViewer(authorization);
        if (viewer === undefined) return { viewer: null };
        return { viewer: { feed: pageOfCards(await rows(statements.feed, [viewer]), feedCursor) } };
      },
    ],
    [
      documentOf('search'),
      async ({ query }) => {
        const { nodes, pageInfo } = pageOf(await rows(...searchWhole(query)), searchCursor);
        const edges = nodes.map((row) => ({ node: foundOf(row), highlights: highlightsOf(row) }));
        return { search: { edges, pageInfo } };
      },
    ],
    [
      documentOf('map'),
      async ({ bounds: { south, north, west, east }, zoom }) => {
        const pins = await rows(statements.pins, [south, north, west, east, statements.cellOf(zoom)]);
        return { mapPins: pins.map(pinOf) };
      },
    ],
    [
      documentOf('user'),
      async ({ username }) => {
        const [user] = await rows(statements.user, [username]);
        if (user === undefined) return { user: null };
        const { id, name, bio, role, createdAt, postCount } = user;
        return { user: { id: globalId('user', id), username: user.username, name, bio, role, createdAt, postCount } };
      },
    ],
    [
      documentOf('drafts'),
      async (_, authorization) => {
        const viewer = believedViewer(authorization);
        if (viewer === undefined) return { viewer: null };
        const { nodes, pageInfo } = pageOf(await rows(statements.draftsAlone, [viewer]), draftCursor);
        return { viewer: { drafts: { nodes: nodes.map(draftOf), pageInfo } } };
      },
    ],
    [
      documentOf('create'),
      async ({ input }, authorization) => {
        const id = v7();
        const { html, excerpt, minutes } = derived(input.body);
        const [post] = await rows(statements.create, [
          ...[id, believedViewer(authorization), input.title, input.body, html, excerpt, minutes],
        ]);
        return {
          createPost: {
            post: {
              id: globalId('post', id),
              slug: ending(id),
              title: post.title,
              excerpt,
              bodyHtml: post.bodyHtml,
              status: post.status,
              version: post.version,
              readingMinutes: post.readingMinutes,
              createdAt: post.createdAt,
              author: {
                id: globalId('user', post.author.id),
                username: post.author.username,
                name: post.author.name,
              },
            },
          },
        };
      },
    ],
  ]);
}
