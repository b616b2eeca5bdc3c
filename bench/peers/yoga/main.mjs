/** GraphQL Yoga on node:http with its defaults for production: caches of parsed and validated documents, masked errors. */
import { createServer } from 'node:http';
import { createVerifier } from 'fast-jwt';
import { GraphQLError } from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import { createDraft, rows } from '../shared/own-sql.mjs';
import { afterCursor, commentCursor, draftCursor, feedCursor, pageOf, publishedCursor } from '../shared/page.mjs';
import { settings } from '../shared/process.mjs';
import { fields, typeDefs } from '../shared/schema.mjs';
import { highlightsOf, searchCursor, searchWhole } from '../shared/search.mjs';
import * as statements from '../shared/statements.mjs';

const verify = createVerifier({ key: settings.secret, algorithms: ['HS256'], cache: true });

function viewerOf(request) {
  const authorization = request.headers.get('authorization');
  return authorization?.startsWith('Bearer ') ? verify(authorization.slice(7)).sub : undefined;
}

async function published(after, tag, viewer) {
  if (tag != null) return rows(statements.tagged, [tag]);
  if (viewer !== undefined && after == null) return rows(statements.newestLiked, [viewer]);
  return after == null ? rows(statements.newest, []) : rows(statements.newestAfter, afterCursor(after));
}

const resolvers = {
  Query: {
    posts: async (_, { after, filter }, { viewer }) =>
      pageOf(await published(after, filter?.tag, viewer), publishedCursor),
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
      if (viewer === undefined) throw new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
      return { post: await createDraft(viewer, input) };
    },
  },
  Viewer: {
    drafts: async ({ id }) => pageOf(await rows(statements.drafts, [id]), draftCursor),
    feed: async ({ id }) => pageOf(await rows(statements.feed, [id]), feedCursor),
  },
  SearchResultEdge: { highlights: highlightsOf },
  ...fields,
  Post: {
    ...fields.Post,
    comments: async ({ id }) => pageOf(await rows(statements.comments, [id]), commentCursor),
    viewerHasLiked: (post) => post.viewerHasLiked ?? false,
  },
};

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: ({ request }) => ({ viewer: viewerOf(request) }),
  graphiql: false,
  landingPage: false,
});
createServer(yoga).listen(settings.port, settings.host);
