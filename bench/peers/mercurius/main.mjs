/** Mercurius as its documentation has it: compiled queries, loaders for what hangs on each row, a pool of its own. */
import { createVerifier } from 'fast-jwt';
import fastify from 'fastify';
import mercurius from 'mercurius';
import { createDraft, rows } from '../shared/own-sql.mjs';
import { afterCursor, draftCursor, pageOf, publishedCursor } from '../shared/page.mjs';
import { settings } from '../shared/process.mjs';
import { fields, typeDefs } from '../shared/schema.mjs';
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
  },
  Mutation: {
    createPost: async (_, { input }, { viewer }) => {
      if (viewer === undefined) throw new mercurius.ErrorWithProps('Sign in first.', { code: 'UNAUTHENTICATED' });
      return { post: await createDraft(viewer, input) };
    },
  },
  Viewer: { drafts: async ({ id }) => pageOf(await rows(statements.drafts, [id]), draftCursor) },
  ...fields,
};

const loaders = {
  Post: {
    author: async (queries) => {
      const authors = await rows(statements.usersByIds, [[...new Set(queries.map(({ obj }) => obj.authorId))]]);
      const byId = new Map(authors.map((author) => [author.id, author]));
      return queries.map(({ obj }) => byId.get(obj.authorId));
    },
    tags: async (queries) => {
      const tags = await rows(statements.tagsByPosts, [queries.map(({ obj }) => obj.id)]);
      const byPost = grouped(tags);
      return queries.map(({ obj }) => byPost.get(obj.id) ?? []);
    },
  },
};

function grouped(tags) {
  const byPost = new Map();
  for (const tag of tags) {
    const known = byPost.get(tag.postId);
    if (known === undefined) byPost.set(tag.postId, [tag]);
    else known.push(tag);
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
