/** Mercurius as its documentation has it: compiled queries, loaders for what hangs on each row, a pool of its own. */
import { createVerifier } from 'fast-jwt';
import fastify from 'fastify';
import mercurius from 'mercurius';
import { createDraft, rows } from '../shared/own-sql.mjs';
import { afterCursor, commentCursor, draftCursor, feedCursor, pageOf, publishedCursor } from '../shared/page.mjs';
import { settings } from '../shared/process.mjs';
import { fields, typeDefs } from '../shared/schema.mjs';
import { highlightsOf, searchCursor, searchWhole } from '../shared/search.mjs';
import * as statements from './statements.mjs';

const verify = createVerifier({ key: settings.secret, algorithms: ['HS256'], cache: true });

function viewerOf({ headers: { authorization } }) {
  return authorization?.startsWith('Bearer ') ? verify(authorization.slice(7)).sub : undefined;
}

async function published(after, tag) {
  if (tag != null) return rows(statements.tagged, [tag]);
  return after == null ? rows(statements.newest, []) : rows(statements.newestAfter, afterCursor(after));
}

const resolvers = {
  Query: {
    posts: async (_, { after, filter }) => pageOf(await published(after, filter?.tag), publishedCursor),
    post: async (_, { slug }) => (await rows(statements.story, [slug]))[0],
    user: async (_, { username }) => (await rows(statements.user, [username]))[0],
    viewer: (_, __, { viewer }) => (viewer === undefined ? null : { id: viewer }),
    search: async (_, { query }) => {
      const { nodes, pageInfo } = pageOf(await rows(...searchWhole(query)), searchCursor);
      return { edges: nodes, pageInfo };
    },
    mapPins: (_, { bounds: { south, north, west, east }, zoom }) =>
      rows(statements.pins, [south, north, west, east, statements.cellOf(zoom)]),
  },
  Mutation: {
    createPost: async (_, { input }, { viewer }) => {
      if (viewer === undefined) throw new mercurius.ErrorWithProps('Sign in first.', { code: 'UNAUTHENTICATED' });
      return { post: await createDraft(viewer, input) };
    },
  },
  Viewer: {
    drafts: async ({ id }) => pageOf(await rows(statements.drafts, [id]), draftCursor),
    feed: async ({ id }) => pageOf(await rows(statements.feedAlone, [id]), feedCursor),
  },
  SearchResultEdge: { highlights: highlightsOf },
  ...fields,
};

const loaders = {
  Post: {
    author: async (queries) => {
      const authors = await usersById(queries.map(({ obj }) => obj.authorId));
      return queries.map(({ obj }) => authors.get(obj.authorId));
    },
    tags: async (queries) => {
      const tags = await rows(statements.tagsByPosts, [queries.map(({ obj }) => obj.id)]);
      const byPost = grouped(tags);
      return queries.map(({ obj }) => byPost.get(obj.id) ?? []);
    },
    comments: async (queries) => {
      const byPost = grouped(await rows(statements.commentsOfPosts, [queries.map(({ obj }) => obj.id)]));
      return queries.map(({ obj }) => pageOf(byPost.get(obj.id) ?? [], commentCursor));
    },
    viewerHasLiked: async (queries, { viewer }) => {
      if (viewer === undefined) return queries.map(() => false);
      const liked = await rows(statements.likedAmong, [viewer, queries.map(({ obj }) => obj.id)]);
      const ids = new Set(liked.map(({ id }) => id));
      return queries.map(({ obj }) => ids.has(obj.id));
    },
  },
  Comment: {
    author: async (queries) => {
      const authors = await usersById(queries.map(({ obj }) => obj.authorId));
      return queries.map(({ obj }) => (obj.isDeleted ? null : authors.get(obj.authorId)));
    },
  },
};

async function usersById(ids) {
  const users = await rows(statements.usersByIds, [[...new Set(ids)]]);
  return new Map(users.map((user) => [user.id, user]));
}

function grouped(ofPosts) {
  const byPost = new Map();
  for (const one of ofPosts) {
    const known = byPost.get(one.postId);
    if (known === undefined) byPost.set(one.postId, [one]);
    else known.push(one);
  }
  return byPost;
}

const app = fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers,
  loaders,
  jit: 1,
  context: (request) => ({ viewer: viewerOf(request) }),
});
await app.listen({ port: settings.port, host: settings.host });
