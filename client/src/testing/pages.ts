import { buildSchema, graphqlSync } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageQuery, PageResult } from '../../../server/platform/page-renderer.js';
import { plan, render } from '../page-renderer.js';

const schema = buildSchema(readFileSync(join(process.cwd(), 'server/schema.graphql'), 'utf8'));
export const origin = 'https://wander.example';

/** A list with one more page. */
const connection = (nodes: readonly object[], hasNextPage = false) => ({
  nodes,
  edges: nodes.map((node, index) => ({
    cursor: `cursor-${index}`,
    node,
    highlights: [{ text: 'tide', isMatch: true }],
  })),
  pageInfo: { hasNextPage, hasPreviousPage: false, startCursor: 'cursor-0', endCursor: 'cursor-last' },
});

const place = { name: 'Neuwerk', countryCode: 'DE', latitude: 53.92, longitude: 8.5, precision: 'CITY' };
const tag = { __typename: 'Tag', id: 'tag_1', slug: 'slow-food', name: 'slow food', postCount: 1_234 };
const ilse = {
  ...{ __typename: 'User', id: 'user_ilse', username: 'ilse', name: 'Ilse <Brandt>', bio: 'Walks at low tide.' },
  ...{ createdAt: '2025-12-31T23:30:00.000Z', postCount: 2, followerCount: 1_000, followingCount: 0 },
  viewerIsFollowing: false,
};
const story = {
  ...{
    __typename: 'Post',
    id: 'post_1',
    slug: 'low-tide',
    title: 'Low tide </script>',
    excerpt: 'Out at six, back by nine.',
  },
  bodyHtml: '<p>Out at six.</p><pre><code>06:12</code></pre><table><tbody><tr><td>low</td></tr></tbody></table>',
  ...{ status: 'PUBLISHED', readingMinutes: 3, publishedAt: '2026-11-14T23:30:00.000Z' },
  ...{ updatedAt: '2026-11-15T08:00:00.000Z', removedReason: null, commentCount: 2, likeCount: 2_500 },
  ...{ viewerCanEdit: false, viewerCanDelete: false, viewerHasLiked: false, viewerHasBookmarked: false },
  ...{ author: ilse, tags: [tag], place, previousByAuthor: null, nextByAuthor: null },
};
const comment = (id: string, replies: readonly object[] = []) => ({
  ...{ __typename: 'Comment', id, body: 'Ahoy', bodyHtml: '<p>Ahoy</p>', createdAt: '2026-11-14T23:45:00.000Z' },
  ...{ editedAt: null, deletedAt: null, removedReason: null, author: ilse, replies: connection(replies) },
  ...{ viewerCanEdit: false, viewerCanDelete: false },
});
const stories = connection(
  [story, { ...story, id: 'post_2', slug: 'ebb', place: null, publishedAt: '2025-06-01T12:00:00.000Z' }],
  true,
);

/** What everybody may see of a small Wander, as the schema has it. */
const data = {
  posts: stories,
  post: ({ slug }: { slug: string }) =>
    slug === story.slug
      ? { ...story, comments: connection([comment('comment_1', [comment('comment_2')])], true) }
      : null,
  tag: ({ slug }: { slug: string }) => (/^slow[- ]food$/i.test(slug) ? { ...tag, posts: stories } : null),
  tags: connection([tag]),
  tagsByAuthor: [tag],
  user: ({ username }: { username: string }) => (username === ilse.username ? { ...ilse, posts: stories } : null),
  mapPins: [{ latitude: 53.9, longitude: 8.5, count: 2, post: null }],
  placeSummary: { postCount: 2, countryCount: 1 },
  search: connection([story, ilse, tag], true),
};

/** What the API answers. */
export function answer({ query, operationName, variables }: PageQuery): PageResult {
  const answered = graphqlSync({ schema, source: query, operationName, variableValues: variables, rootValue: data });
  if (answered.errors) throw new Error(answered.errors.join('\n'));
  return JSON.parse(JSON.stringify(answered)) as PageResult;
}

/** The page at an address, as the API serves it. */
export function renderAt(url: string) {
  const planned = plan(url);
  if (planned.kind !== 'page') throw new Error(`${url} is no page that comes as HTML`);
  return render({ url, origin, results: planned.queries.map(answer) });
}

/** As `renderAt`, of a page that is there or says that nothing is. */
export function pageAt(url: string) {
  const page = renderAt(url);
  if (page.status === 308) throw new Error(`${url} leads to ${page.location}`);
  return page;
}
