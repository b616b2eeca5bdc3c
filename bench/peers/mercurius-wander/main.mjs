/** Mercurius with compiled queries on Wander's own data layer: the same statements, rows and connections. */
import fastify from 'fastify';
import mercurius from 'mercurius';
import { settings } from '../shared/process.mjs';
import { fields, typeDefs } from '../shared/schema.mjs';
import { verifiedViewer } from '../shared/token.mjs';
import { wanderDataLayer } from '../shared/wander.mjs';

const { posts, stories, users } = await wanderDataLayer();

const signedIn = (viewer) => {
  if (viewer === undefined) throw new mercurius.ErrorWithProps('Sign in first.', { code: 'UNAUTHENTICATED' });
  return { id: viewer, role: 'USER', suspended: false };
};

const resolvers = {
  Query: {
    posts: (_, { filter, ...page }) => posts.list(page, filter),
    post: (_, { slug }) => posts.findBySlug(undefined, slug),
    user: (_, { username }) => users.findByUsername(username),
    viewer: (_, __, { viewer }) => (viewer === undefined ? null : { id: viewer }),
  },
  Mutation: {
    createPost: async (_, { input }, { viewer }) => ({
      post: await stories.create(signedIn(viewer), { tags: [], publish: false, ...input }),
    }),
  },
  Viewer: { drafts: (viewer, page) => posts.listDrafts(viewer, page) },
  ...fields,
};

const app = fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers,
  jit: 1,
  context: (request) => ({ viewer: verifiedViewer(request.headers.authorization, settings.secret) }),
});
await app.listen({ port: settings.port, host: settings.host });
