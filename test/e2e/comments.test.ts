import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { untilBlocked } from '../support/locks.js';
import { statementsOf } from '../support/statements.js';

let app: App;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  [ana, ben] = await Promise.all([signUp(app), signUp(app)]);
});
afterAll(() => app?.close());

const as = ({ token }: Person) => ({ token });
const errorOf = (reply: Awaited<ReturnType<App['graphql']>>) => reply.body.errors?.[0];

const FIELDS = `id body bodyHtml author { username } parent { id } createdAt editedAt deletedAt viewerCanEdit viewerCanDelete`;
const add = (
  person: Person | undefined,
  input: { postId: string; body?: string; parentId?: string; idempotencyKey?: string },
) =>
  app.graphql(
    `mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { cursor node { ${FIELDS} } } post { commentCount } } }`,
    { input: { body: 'Well said.', ...input } },
    person && as(person),
  );
const added = async (person: Person, input: Parameters<typeof add>[1]) => {
  const { body } = await add(person, input);
  expect(body.errors).toBeUndefined();
  return body.data.addComment.commentEdge.node;
};
const edit = (person: Person | undefined, id: string, body: string) =>
  app.graphql(
    `mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { ${FIELDS} } } }`,
    { input: { id, body } },
    person && as(person),
  );
const remove = (person: Person | undefined, id: string) =>
  app.graphql(
    `mutation ($id: ID!) { deleteComment(input: { id: $id }) { deletedId post { commentCount } } }`,
    { id },
    person && as(person),
  );
const read = async ({ slug }: Story, person?: Person, page = 'first: 20') =>
  (
    await app.graphql(
      `query ($slug: String!) { post(slug: $slug) { commentCount comments(${page}) { nodes { ${FIELDS} replies { nodes { ${FIELDS} } pageInfo { hasNextPage } } } edges { cursor } pageInfo { hasNextPage } } } }`,
      { slug },
      person && as(person),
    )
  ).body.data.post;
const bodies = (found: { nodes: { body: string }[] }) => found.nodes.map(({ body }) => body);
const unpublish = (person: Person, { id }: Story) =>
  app.graphql(`mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`, { id }, as(person));

describe('a comment', () => {
  test('is said, read by a guest, changed and deleted', async () => {
    const story = await writeStory(app, ana);
    const comment = await added(ben, { postId: story.id, body: '  Over *there*?\r\n\r\n<script>alert(1)</script>  ' });
    expect(comment).toMatchObject({
      body: 'Over *there*?\n\n<script>alert(1)</script>',
      author: { username: ben.username },
      parent: null,
      editedAt: null,
      viewerCanEdit: true,
      viewerCanDelete: true,
    });
    expect(comment.bodyHtml).toContain('<em>there</em>');
    expect(comment.bodyHtml).not.toContain('<script');
    const seen = await read(story);
    expect(seen).toMatchObject({ commentCount: 1, comments: { nodes: [{ id: comment.id, viewerCanEdit: false }] } });

    const changed = await edit(ben, comment.id, 'Over **here**.');
    expect(changed.body.data.editComment.comment).toMatchObject({
      body: 'Over **here**.',
      createdAt: comment.createdAt,
    });
    expect(changed.body.data.editComment.comment.editedAt).not.toBeNull();
    const same = await edit(ben, comment.id, 'Over **here**.');
    expect(same.body.data).toEqual(changed.body.data);

    expect((await remove(ben, comment.id)).body.data.deleteComment).toEqual({
      deletedId: comment.id,
      post: { commentCount: 0 },
    });
    expect(await read(story)).toMatchObject({ commentCount: 0, comments: { nodes: [] } });
    expect(errorOf(await remove(ben, comment.id))?.extensions.code).toBe('NOT_FOUND');
  });

  test('stands in the list newest first, page by page', async () => {
    const story = await writeStory(app, ana);
    for (const body of ['1', '2', '3']) await added(ben, { postId: story.id, body });
    const first = await read(story, undefined, 'first: 2');
    expect(bodies(first.comments)).toEqual(['3', '2']);
    expect(first.comments.pageInfo.hasNextPage).toBe(true);
    const second = await read(story, undefined, `first: 2, after: "${first.comments.edges[1].cursor}"`);
    expect(bodies(second.comments)).toEqual(['1']);
  });

  test('and its edge has the cursor of its place', async () => {
    const story = await writeStory(app, ana);
    await added(ben, { postId: story.id, body: 'before' });
    const { body } = await add(ben, { postId: story.id, body: 'after' });
    const { cursor } = body.data.addComment.commentEdge;
    expect(bodies((await read(story, undefined, `after: "${cursor}"`)).comments)).toEqual(['before']);
  });

  test('is said once for ten equal ones with one key', async () => {
    const story = await writeStory(app, ana);
    const made = await Promise.all(
      Array.from({ length: 10 }, () => added(ben, { postId: story.id, idempotencyKey: 'c-1' })),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await read(story)).commentCount).toBe(1);
  });

  test('whose key comes back with another text, story or parent is CONFLICT', async () => {
    const [story, other] = [await writeStory(app, ana), await writeStory(app, ana)];
    const first = await added(ben, { postId: story.id, body: 'One.', idempotencyKey: 'c-2' });
    for (const input of [
      { postId: story.id, body: 'Two.' },
      { postId: other.id, body: 'One.' },
      { postId: story.id, body: 'One.', parentId: first.id },
    ])
      expect(errorOf(await add(ben, { ...input, idempotencyKey: 'c-2' }))?.extensions).toMatchObject({
        code: 'CONFLICT',
        fields: [{ path: 'input.idempotencyKey' }],
      });
    expect((await added(ben, { postId: story.id, body: 'One.', idempotencyKey: 'c-2' })).id).toBe(first.id);
    expect((await read(story)).commentCount).toBe(1);
    expect((await read(other)).commentCount).toBe(0);
  });

  test('that was deleted since, or with its story, is not posted again by its key: the error says so', async () => {
    const story = await writeStory(app, ana);
    const input = { postId: story.id, body: 'One.', idempotencyKey: 'c-3' };
    const { id } = await added(ben, input);
    await remove(ben, id);
    expect(errorOf(await add(ben, input))).toMatchObject({
      message: 'The comment that was posted with this idempotency key has been deleted.',
      extensions: { code: 'NOT_FOUND' },
    });
    await unpublish(ana, story);
    expect(errorOf(await add(ben, input))).toMatchObject({
      message: expect.stringContaining('its story has been deleted or unpublished since'),
      extensions: { code: 'NOT_FOUND' },
    });
    expect(errorOf(await add(ben, { ...input, idempotencyKey: 'c-4' }))?.message).not.toContain('idempotency key');
  });

  test.each([
    ['', 'is empty'],
    [' \n\u200b ', 'is empty'],
    ['x'.repeat(5_001), '5,001 characters'],
    ['a\nb\ud800', 'line 2, character 2'],
  ])('of %j is refused with the field and the reason', async (body, reason) => {
    const story = await writeStory(app, ana);
    const comment = await added(ben, { postId: story.id });
    for (const reply of [await add(ben, { postId: story.id, body }), await edit(ben, comment.id, body)]) {
      expect(errorOf(reply)?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.body' }] });
      expect(errorOf(reply)?.extensions.fields[0].message).toContain(reason);
    }
    expect((await read(story)).commentCount).toBe(1);
  });

  test('may have 5,000 characters, counted as people do', async () => {
    const story = await writeStory(app, ana);
    expect((await added(ben, { postId: story.id, body: '👣'.repeat(5_000) })).body).toHaveLength(10_000);
  });

  test('is refused to guests, and to others than who said it', async () => {
    const story = await writeStory(app, ana);
    const comment = await added(ben, { postId: story.id });
    for (const reply of [
      await add(undefined, { postId: story.id }),
      await edit(undefined, comment.id, 'x'),
      await remove(undefined, comment.id),
    ])
      expect(errorOf(reply)?.extensions.code).toBe('UNAUTHENTICATED');
    // Not even the writer of the story.
    for (const reply of [await edit(ana, comment.id, 'x'), await remove(ana, comment.id)])
      expect(errorOf(reply)?.extensions.code).toBe('FORBIDDEN');
    expect(bodies((await read(story)).comments)).toEqual(['Well said.']);
  });

  test('on a draft is refused word for word as on what does not exist, and is hidden with its story', async () => {
    const story = await writeStory(app, ana);
    const comment = await added(ben, { postId: story.id });
    await unpublish(ana, story);
    const draft = await writeStory(app, ana, { publish: false });
    const missing = ['post_01h455vb4pex5vsknk084sn02q', ben.id, 'x'];
    const replies = await Promise.all([story.id, draft.id, ...missing].map((postId) => add(ben, { postId })));
    expect(replies.map((reply) => errorOf(reply)?.extensions.code)).toEqual(replies.map(() => 'NOT_FOUND'));
    expect(new Set(replies.map((reply) => errorOf(reply)?.message)).size).toBe(1);

    const node = `query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }`;
    for (const person of [undefined, ben])
      expect((await app.graphql(node, { id: comment.id }, person && as(person))).body.data).toEqual({
        node: null,
        nodes: [null],
      });
    expect((await app.graphql(node, { id: comment.id }, as(ana))).body.data.node).toEqual({ id: comment.id });
    const gone = [
      await edit(ben, comment.id, 'x'),
      await remove(ben, comment.id),
      await edit(ben, 'comment_01h455vb4pex5vsknk084sn02q', 'x'),
      await remove(ben, story.id),
    ];
    expect(new Set(gone.map((reply) => errorOf(reply)?.message)).size).toBe(1);
    expect(errorOf(gone[0]!)?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('a reply', () => {
  test('stands below what it answers, the oldest first, three at a time', async () => {
    const story = await writeStory(app, ana);
    const comment = await added(ben, { postId: story.id, body: 'first word' });
    for (const body of ['a', 'b', 'c', 'd']) await added(ana, { postId: story.id, parentId: comment.id, body });
    const seen = await read(story);
    expect(seen.commentCount).toBe(5);
    expect(bodies(seen.comments)).toEqual(['first word']);
    expect(bodies(seen.comments.nodes[0].replies)).toEqual(['a', 'b', 'c']);
    expect(seen.comments.nodes[0].replies).toMatchObject({ pageInfo: { hasNextPage: true } });
    const last = await app.graphql(
      `query ($id: ID!) { node(id: $id) { ... on Comment { replies(last: 1) { nodes { body } } post { id } } } }`,
      { id: comment.id },
    );
    expect(last.body.data.node).toEqual({ replies: { nodes: [{ body: 'd' }] }, post: { id: story.id } });
  });

  test('to a reply joins the same parent', async () => {
    const story = await writeStory(app, ana);
    const comment = await added(ben, { postId: story.id });
    const reply = await added(ana, { postId: story.id, parentId: comment.id });
    const again = await added(ben, { postId: story.id, parentId: reply.id });
    expect([reply.parent.id, again.parent.id]).toEqual([comment.id, comment.id]);
  });

  test('to a comment of another story, or to one that is gone, is refused', async () => {
    const [story, other] = [await writeStory(app, ana), await writeStory(app, ana)];
    const [comment, gone] = [await added(ben, { postId: other.id }), await added(ben, { postId: story.id })];
    await remove(ben, gone.id);
    for (const parentId of [comment.id, gone.id, 'comment_01h455vb4pex5vsknk084sn02q', story.id, 'x'])
      expect(errorOf(await add(ana, { postId: story.id, parentId }))?.extensions.code).toBe('NOT_FOUND');
    expect((await read(story)).commentCount).toBe(0);
  });

  test('keeps the place of what it answers, until it goes too', async () => {
    const story = await writeStory(app, ana);
    const comment = await added(ben, { postId: story.id });
    const reply = await added(ana, { postId: story.id, parentId: comment.id });
    await remove(ben, comment.id);
    const seen = await read(story, ben);
    expect(seen.commentCount).toBe(1);
    expect(seen.comments.nodes[0]).toMatchObject({
      id: comment.id,
      body: '',
      bodyHtml: '',
      author: null,
      viewerCanEdit: false,
      viewerCanDelete: false,
      replies: { nodes: [{ id: reply.id }] },
    });
    expect(seen.comments.nodes[0].deletedAt).not.toBeNull();
    for (const again of [
      await edit(ben, comment.id, 'x'),
      await remove(ben, comment.id),
      await add(ana, { postId: story.id, parentId: comment.id }),
    ])
      expect(errorOf(again)?.extensions.code).toBe('NOT_FOUND');
    await remove(ana, reply.id);
    expect(await read(story)).toMatchObject({ commentCount: 0, comments: { nodes: [] } });
  });
});

test('comments go with their story', async () => {
  const story = await writeStory(app, ana);
  const comment = await added(ben, { postId: story.id });
  await added(ana, { postId: story.id, parentId: comment.id });
  const { body } = await app.graphql(
    `mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }`,
    { id: story.id },
    as(ana),
  );
  expect(body.errors).toBeUndefined();
  const rows = await app.graphql(`query ($id: ID!) { node(id: $id) { id } }`, { id: comment.id }, as(ben));
  expect(rows.body.data.node).toBeNull();
});

test('many at once, said and deleted, end with the count equal to the rows', async () => {
  const story = await writeStory(app, ana);
  const parents = await Promise.all(Array.from({ length: 5 }, () => added(ana, { postId: story.id })));
  await Promise.all(
    Array.from({ length: 90 }, async (_, n) => {
      const parentId = n % 2 ? parents[n % 5].id : undefined;
      const reply = await add(ben, { postId: story.id, ...(parentId && { parentId }) });
      const id = reply.body.data.addComment?.commentEdge.node.id;
      if (id && n % 3 === 0) await remove(ben, id);
      if (n < 2) await remove(ana, parents[n].id);
    }),
  );
  const seen = await read(story, ben, 'first: 100');
  const rows = (
    await Promise.all(
      seen.comments.nodes.map(async ({ id, deletedAt }: { id: string; deletedAt: string | null }) => {
        const { body } = await app.graphql(
          `query ($id: ID!) { node(id: $id) { ... on Comment { replies(first: 100) { nodes { id } } } } }`,
          { id },
        );
        return body.data.node.replies.nodes.length + (deletedAt === null ? 1 : 0);
      }),
    )
  ).reduce((sum: number, count: number) => sum + count, 0);
  expect(seen.commentCount).toBe(rows);
}, 60_000);

test('a story with twenty comments is two statements, with replies three', async () => {
  const story = await writeStory(app, ana);
  for (let n = 0; n < 20; n += 1) await added(n % 2 ? ana : ben, { postId: story.id });
  const ask = (fields: string) => () =>
    app.graphql(
      `query ($slug: String!) { post(slug: $slug) { title comments { nodes { ${fields} } } } }`,
      { slug: story.slug },
      as(ben),
    );
  expect(await statementsOf(app, ask('body author { username } viewerCanEdit'))).toHaveLength(2);
  expect(await statementsOf(app, ask('body replies { nodes { body author { username } } }'))).toHaveLength(3);
});

test('what a guest reads is never older than a comment that has been answered', async () => {
  const story = await writeStory(app, ana);
  for (let n = 0; n < 5; n += 1) await read(story);
  for (const body of ['1', '2', '3']) {
    await added(ben, { postId: story.id, body });
    expect((await read(story)).comments.nodes[0].body).toBe(body);
  }
});

test('three answers before a cursor are given unless more are asked for, as from the front', async () => {
  const story = await writeStory(app, ana);
  const { id } = await added(ana, { postId: story.id });
  for (let n = 1; n <= 5; n += 1) await added(ben, { postId: story.id, parentId: id, body: String(n) });
  const replies = async (args: string) => {
    const { body } = await app.graphql(
      `query ($id: ID!) { node(id: $id) { ... on Comment { replies${args} { nodes { body } edges { cursor } } } } }`,
      { id },
    );
    return body.data.node.replies;
  };
  expect(bodies(await replies(''))).toEqual(['1', '2', '3']);
  const fifth = (await replies('(last: 1)')).edges[0].cursor;
  expect(bodies(await replies(`(before: "${fifth}")`))).toEqual(['2', '3', '4']);
});

test('a comment on a story that is being hidden waits, and is not said', async () => {
  const story = await writeStory(app, ana);
  const other = new pg.Client({ connectionString: app.databaseUrl });
  await other.connect();
  try {
    await other.query('begin');
    await other.query(`update posts set status = 'DRAFT' where slug = $1`, [story.slug]);
    const reply = add(ben, { postId: story.id });
    await untilBlocked(app, 1);
    await other.query('commit');
    expect(errorOf(await reply)?.extensions.code).toBe('NOT_FOUND');
    const said = sql`select 1 from comments where post_id = (select id from posts where slug = ${story.slug})`;
    expect(await app.database.rows(said)).toEqual([]);
  } finally {
    await other.end();
  }
});
