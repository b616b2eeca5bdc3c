/** Mercurius with compiled queries on Wander's own data layer: the same statements, rows and connections. */
import fastify from 'fastify';
import mercurius from 'mercurius';
import { settings } from '../shared/process.mjs';
import { fields, typeDefs } from '../shared/schema.mjs';
import { verifiedViewer } from '../shared/token.mjs';
import { wanderDataLayer } from '../shared/wander.mjs';

const { posts, stories, users, tags, comments, likes, feed, search, places } = await wanderDataLayer();

/** What the works ask for of the stories of a list. */
const CARD = 'card';

const signedIn = (viewer) => {
  if (viewer === undefined) throw new mercurius.ErrorWithProps('Sign in first.', { code: 'UNAUTHENTICATED' });
  return { id: viewer, role: 'USER', suspended: false };
};

/** Rows of what was found, each kind read at once. */
async function found(edges) {
  const idsOf = (kind) => edges.flatMap(({ node }) => (node.type === kind ? [node.id] : []));
  const read = async (kind, typename, byIds) => {
    const ids = idsOf(kind);
    const rows = ids.length === 0 ? [] : await byIds(ids);
    return rows.map((row) => [row.id, { __typename: typename, ...row }]);
  };
  const rows = new Map(
    (
      await Promise.all([
        read('POST', 'Post', (ids) => posts.findByIds(ids)),
        read('USER', 'User', (ids) => users.findByIds(ids)),
        read('TAG', 'Tag', (ids) => tags.findByIds(ids)),
      ])
    ).flat(),
  );
  return edges.map(({ node: { id, highlights } }) => ({ node: rows.get(id), highlights }));
}

const resolvers = {
  Query: {
    posts: (_, { filter, ...page }) => posts.list(page, CARD, filter),
    post: (_, { slug }) => posts.findBySlug(undefined, slug),
    user: (_, { username }) => users.findByUsername(username),
    viewer: (_, __, { viewer }) => (viewer === undefined ? null : { id: viewer }),
    search: async (_, { query, ...page }) => {
      const { edges, pageInfo } = await search.search(query, undefined, page, true);
      return { edges: await found(edges), pageInfo };
    },
    mapPins: (_, { bounds, zoom }) => places.pins({ bounds, zoom }),
  },
  Mutation: {
    createPost: async (_, { input }, { viewer }) => ({
      post: await stories.create(signedIn(viewer), { tags: [], publish: false, ...input }),
    }),
  },
  Viewer: {
    drafts: (viewer, page) => posts.listDrafts(viewer, page, 'plain'),
    feed: (viewer, page) => feed.list(viewer, page, CARD),
  },
  MapPin: {
    post: async ({ postId }) => (postId === null ? null : (await posts.findByIds([postId]))[0]),
  },
  ...fields,
};

const loaders = {
  Post: {
    comments: async (queries) =>
      comments.list(
        queries.map(({ obj }) => obj.id),
        queries[0].params,
      ),
    viewerHasLiked: async (queries, { viewer }) => {
      if (viewer === undefined) return queries.map(() => false);
      const liked = await likes.likedAmong(
        { id: viewer },
        queries.map(({ obj }) => obj.id),
      );
      return queries.map(({ obj }) => liked.has(obj.id));
    },
  },
};

const app = fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers,
  loaders,
  jit: 1,
  context: (request) => ({ viewer: verifiedViewer(request.headers.authorization, settings.secret) }),
});
await app.listen({ port: settings.port, host: settings.host });
