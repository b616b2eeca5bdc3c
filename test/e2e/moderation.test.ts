import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, signUpModerator, type Story, writeStory } from '../support/factories.js';

let app: App;
let ana: Person;
let ben: Person;
let mod: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  [ana, ben, mod] = await Promise.all([signUp(app), signUp(app), signUpModerator(app)]);
});
afterAll(() => app?.close());

const as = ({ token }: Person) => ({ token });
const errorOf = (reply: Awaited<ReturnType<App['graphql']>>) => reply.body.errors?.[0];
const remove = (person: Person, id: string, reason?: string | null) =>
  app.graphql(
    `mutation ($input: DeletePostInput!) { deletePost(input: $input) { deletedId } }`,
    { input: { id, ...(reason !== undefined && { reason }) } },
    as(person),
  );
const say = async (person: Person, postId: string, parentId?: string): Promise<string> =>
  (
    await app.graphql(
      `mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }`,
      { input: { postId, body: 'Buy my hats.', ...(parentId && { parentId }) } },
      as(person),
    )
  ).body.data.addComment.commentEdge.node.id;
const removeComment = (person: Person, id: string, reason?: string) =>
  app.graphql(
    `mutation ($input: DeleteCommentInput!) { deleteComment(input: $input) { deletedId post { commentCount } } }`,
    { input: { id, ...(reason !== undefined && { reason }) } },
    as(person),
  );
const logOf = (id: string) =>
  app.database.rows(
    sql`select subject, text, reason, u.username as moderator, a.username as author
      from moderation_log m join users u on u.id = m.moderator_id join users a on a.id = m.author_id
      where subject_id = (select id from posts where slug = ${id} union select id from comments where removed_reason = ${id})`,
  );

describe('a story', () => {
  test('that a moderator removes leaves the public on every path, and is the writer’s draft with the reason', async () => {
    const story = await writeStory(app, ana, { title: 'Hats', tags: ['hats-for-sale'] });
    const read = (person?: Person) =>
      app.graphql(
        `query ($id: ID!, $slug: String!, $u: String!) { node(id: $id) { id } post(slug: $slug) { title status removedReason viewerCanEdit } posts(first: 100) { nodes { id } } tag(slug: "hats-for-sale") { id } user(username: $u) { postCount posts { nodes { id } } } }`,
        { id: story.id, slug: story.slug, u: ana.username },
        person && as(person),
      );
    for (let n = 0; n < 4; n += 1) await read();
    const before = (await read()).body.data;
    const reply = await remove(mod, story.id, ' It sells hats. ');
    expect(reply.body.data.deletePost).toEqual({ deletedId: story.id });
    for (const person of [undefined, ben, mod]) {
      const { data } = (await read(person)).body;
      expect(data).toMatchObject({ node: null, post: null, tag: null });
      expect(data.posts.nodes).not.toContainEqual({ id: story.id });
      expect(data.user.posts.nodes).not.toContainEqual({ id: story.id });
      expect(data.user.postCount).toBe(before.user.postCount - 1);
    }
    expect((await read(ana)).body.data.post).toEqual({
      title: 'Hats',
      status: 'DRAFT',
      removedReason: 'It sells hats.',
      viewerCanEdit: true,
    });
    expect(await logOf(story.slug)).toEqual([
      {
        subject: 'POST',
        text: 'Hats\n\nWe went.\n\nIt was good.',
        reason: 'It sells hats.',
        moderator: mod.username,
        author: ana.username,
      },
    ]);
    expect(errorOf(await remove(mod, story.id, 'again'))?.extensions.code).toBe('NOT_FOUND');
  });

  test('that was removed cannot be published again, and its writer may still delete it', async () => {
    const story = await writeStory(app, ana);
    await remove(mod, story.id, 'Not a story.');
    const publish = await app.graphql(
      `mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { id } } }`,
      { input: { id: story.id, version: 1 } },
      as(ana),
    );
    expect(errorOf(publish)?.extensions.code).toBe('FORBIDDEN');
    expect(errorOf(publish)?.message).toContain('Not a story.');
    expect((await remove(ana, story.id)).body.data.deletePost).toEqual({ deletedId: story.id });
  });

  test.each([undefined, null, '', ' \u200b ', 'x'.repeat(501)])('is not removed for the reason %j', async (reason) => {
    const story = await writeStory(app, ana);
    expect(errorOf(await remove(mod, story.id, reason))?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.reason' }],
    });
    const { body } = await app.graphql(`query ($s: String!) { post(slug: $s) { id } }`, { s: story.slug });
    expect(body.data.post).toEqual({ id: story.id });
  });

  test('is removed by moderators alone, and a draft not even by them', async () => {
    const story = await writeStory(app, ana);
    expect(errorOf(await remove(ben, story.id, 'I do not like it.'))?.extensions.code).toBe('FORBIDDEN');
    const draft = await writeStory(app, ana, { publish: false });
    const [hidden, missing] = [
      await remove(mod, draft.id, 'why'),
      await remove(mod, 'post_01h455vb4pex5vsknk084sn02q', 'why'),
    ];
    expect(errorOf(hidden)?.extensions.code).toBe('NOT_FOUND');
    expect(errorOf(hidden)?.message).toBe(errorOf(missing)?.message);
    const may = async (person: Person) =>
      (
        await app.graphql(
          `query ($s: String!) { post(slug: $s) { viewerCanDelete viewerCanEdit } }`,
          { s: story.slug },
          as(person),
        )
      ).body.data.post;
    expect(await may(mod)).toEqual({ viewerCanDelete: true, viewerCanEdit: false });
    expect(await may(ben)).toEqual({ viewerCanDelete: false, viewerCanEdit: false });
  });

  test('removed and taken back at once ends in one of the two, without a deadlock', async () => {
    const stories = await Promise.all(Array.from({ length: 8 }, () => writeStory(app, ana, { tags: ['both'] })));
    const replies = await Promise.all(
      stories.flatMap((story: Story) => [
        remove(mod, story.id, 'Both at once.'),
        app.graphql(
          `mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`,
          { id: story.id },
          as(ana),
        ),
      ]),
    );
    const codes = replies.flatMap((reply) => errorOf(reply)?.extensions.code ?? []);
    expect(codes.filter((code) => code !== 'NOT_FOUND')).toEqual([]);
  });
});

describe('a comment', () => {
  const read = async (story: Story, person?: Person) =>
    (
      await app.graphql(
        `query ($s: String!) { post(slug: $s) { commentCount comments { nodes { id body author { username } deletedAt removedReason viewerCanDelete } } } }`,
        { s: story.slug },
        person && as(person),
      )
    ).body.data.post;

  test('that a moderator removes keeps its place without its text; who said it reads why, and others do not', async () => {
    const story = await writeStory(app, ana);
    const id = await say(ben, story.id);
    expect((await read(story, mod)).comments.nodes[0].viewerCanDelete).toBe(true);
    expect((await removeComment(mod, id, 'An advertisement 1')).body.data.deleteComment).toEqual({
      deletedId: id,
      post: { commentCount: 0 },
    });
    for (const [person, removedReason] of [
      [undefined, null],
      [ana, null],
      [ben, 'An advertisement 1'],
      [mod, 'An advertisement 1'],
    ] as const) {
      const seen = await read(story, person);
      expect(seen.commentCount).toBe(0);
      expect(seen.comments.nodes[0]).toMatchObject({
        id,
        body: '',
        author: null,
        removedReason,
        viewerCanDelete: false,
      });
    }
    expect(await logOf('An advertisement 1')).toEqual([
      {
        subject: 'COMMENT',
        text: 'Buy my hats.',
        reason: 'An advertisement 1',
        moderator: mod.username,
        author: ben.username,
      },
    ]);
    expect(errorOf(await removeComment(mod, id, 'again'))?.extensions.code).toBe('NOT_FOUND');
  });

  test('that was removed stays with its reason when the last answer to it goes', async () => {
    const story = await writeStory(app, ana);
    const id = await say(ben, story.id);
    const reply = await say(ana, story.id, id);
    await removeComment(mod, id, 'An advertisement 2');
    await removeComment(ana, reply);
    expect((await read(story, ben)).comments.nodes).toMatchObject([{ id, removedReason: 'An advertisement 2' }]);
  });

  test('is not removed without a reason, nor by others', async () => {
    const story = await writeStory(app, ana);
    const id = await say(ben, story.id);
    expect(errorOf(await removeComment(mod, id))?.extensions).toMatchObject({ fields: [{ path: 'input.reason' }] });
    expect(errorOf(await removeComment(ana, id, 'Not on my story.'))?.extensions.code).toBe('FORBIDDEN');
    expect((await read(story)).commentCount).toBe(1);
  });

  test('of a moderator’s own needs no reason', async () => {
    const story = await writeStory(app, ana);
    const id = await say(mod, story.id);
    expect((await removeComment(mod, id)).body.errors).toBeUndefined();
  });
});

test('a moderator who is suspended can neither delete nor change what they said, and is told so', async () => {
  const other = await signUpModerator(app);
  const story = await writeStory(app, ana);
  const own = await writeStory(app, other);
  await say(ben, story.id);
  await say(other, own.id);
  await app.database.write(sql`update users set suspended_at = now() where username = ${other.username}`);
  const login = await app.graphql(
    `mutation ($input: LoginInput!) { login(input: $input) { accessToken } }`,
    { input: { email: other.email, password: 'a lantern on the pier' } },
    { headers: { 'X-Forwarded-For': '10.9.9.8' } },
  );
  const token = login.body.data.login.accessToken as string;
  const seen = async (slug: string) =>
    (
      await app.graphql(
        `query ($s: String!) { post(slug: $s) { viewerCanDelete comments { nodes { viewerCanDelete viewerCanEdit } } } }`,
        { s: slug },
        { token },
      )
    ).body.data.post;
  const none = { viewerCanDelete: false, comments: { nodes: [{ viewerCanDelete: false, viewerCanEdit: false }] } };
  expect(await seen(story.slug)).toEqual(none);
  expect(await seen(own.slug)).toEqual(none);
});

test('somebody who is suspended reads, and can neither like, keep, follow nor speak', async () => {
  const story = await writeStory(app, ana);
  const person = await signUp(app);
  const other = await say(person, story.id);
  await app.database.write(sql`update users set suspended_at = now() where username = ${person.username}`);
  const login = await app.graphql(
    `mutation ($input: LoginInput!) { login(input: $input) { accessToken } }`,
    { input: { email: person.email, password: 'a lantern on the pier' } },
    { headers: { 'X-Forwarded-For': '10.9.9.9' } },
  );
  const token = login.body.data.login.accessToken as string;
  const fields = [
    `setLike(input: { postId: "${story.id}", liked: true }) { post { id } }`,
    `setBookmark(input: { postId: "${story.id}", bookmarked: true }) { post { id } }`,
    `setFollow(input: { userId: "${ana.id}", following: true }) { user { id } }`,
    `addComment(input: { postId: "${story.id}", body: "x" }) { post { id } }`,
    `editComment(input: { id: "${other}", body: "x" }) { comment { id } }`,
    `deleteComment(input: { id: "${other}" }) { deletedId }`,
  ];
  for (const field of fields) {
    const reply = await app.graphql(`mutation { ${field} }`, {}, { token });
    expect(errorOf(reply)?.extensions.code).toBe('FORBIDDEN');
    expect(errorOf(reply)?.message).toContain('suspended');
  }
  const read = await app.graphql(`query ($s: String!) { post(slug: $s) { title } }`, { s: story.slug }, { token });
  expect(read.body.data.post).toEqual({ title: 'A walk' });
});

const restore = (person: Person, id: string, reason = 'It was a mistake.') =>
  app.graphql(
    `mutation ($input: RestorePostInput!) { restorePost(input: $input) { post { id status slug publishedAt } } }`,
    { input: { id, reason } },
    as(person),
  );
const restoreComment = (person: Person, id: string, reason = 'It was a mistake.') =>
  app.graphql(
    `mutation ($input: RestoreCommentInput!) { restoreComment(input: $input) { comment { body bodyHtml author { id } post { commentCount } } } }`,
    { input: { id, reason } },
    as(person),
  );
const toldTo = async (person: Person) => {
  const { body } = await app.graphql(
    `{ viewer { unreadNotificationCount notifications { nodes { kind reason actor { id } post { id } comment { id } } } } }`,
    {},
    as(person),
  );
  return body.data.viewer;
};

describe('the writer is told', () => {
  test('of a story that is removed and given back, with the reason and without the moderator', async () => {
    const writer = await signUp(app);
    const story = await writeStory(app, writer, { tags: ['given-back'] });
    const published = await app.graphql(`query ($s: String!) { post(slug: $s) { publishedAt } }`, { s: story.slug });
    await remove(mod, story.id, 'It sells hats.');
    expect(await toldTo(writer)).toEqual({
      unreadNotificationCount: 1,
      notifications: {
        nodes: [{ kind: 'REMOVAL', reason: 'It sells hats.', actor: null, post: { id: story.id }, comment: null }],
      },
    });
    expect((await restore(mod, story.id)).body.data.restorePost.post).toEqual({
      id: story.id,
      status: 'PUBLISHED',
      slug: story.slug,
      publishedAt: published.body.data.post.publishedAt,
    });
    expect((await toldTo(writer)).notifications.nodes).toMatchObject([
      { kind: 'RESTORATION', reason: 'It was a mistake.', actor: null, post: { id: story.id } },
      { kind: 'REMOVAL' },
    ]);
    const { body } = await app.graphql(`query ($s: String!) { post(slug: $s) { removedReason tags { postCount } } }`, {
      s: story.slug,
    });
    expect(body.data.post).toEqual({ removedReason: null, tags: [{ postCount: 1 }] });
    // Twice is once, and tells once.
    expect((await restore(mod, story.id)).body.errors).toBeUndefined();
    expect((await toldTo(writer)).notifications.nodes).toHaveLength(2);
    expect((await remove(mod, story.id, 'After all.')).body.errors).toBeUndefined();
    expect((await toldTo(writer)).notifications.nodes).toHaveLength(3);
  });

  test('of a comment that is removed and given back with its text', async () => {
    const speaker = await signUp(app);
    const story = await writeStory(app, ana);
    const id = await say(speaker, story.id);
    await removeComment(mod, id, 'An advertisement.');
    expect((await restoreComment(mod, id)).body.data.restoreComment.comment).toEqual({
      body: 'Buy my hats.',
      bodyHtml: '<p>Buy my hats.</p>\n',
      author: { id: speaker.id },
      post: { commentCount: 1 },
    });
    await removeComment(mod, id, 'Still one.');
    expect((await toldTo(speaker)).notifications.nodes).toMatchObject([
      { kind: 'REMOVAL', reason: 'Still one.', actor: null, post: { id: story.id }, comment: { id } },
    ]);
  });

  test('by nobody else than a moderator, and only of what was removed', async () => {
    const writer = await signUp(app);
    const story = await writeStory(app, writer);
    const draft = await writeStory(app, writer, { publish: false });
    const comment = await say(writer, story.id);
    await removeComment(mod, comment, 'Why not.');
    for (const person of [writer, ben]) {
      expect(errorOf(await restore(person, story.id))?.extensions.code).toBe('FORBIDDEN');
      expect(errorOf(await restoreComment(person, comment))?.extensions.code).toBe('FORBIDDEN');
    }
    expect(errorOf(await restore(mod, draft.id))?.extensions.code).toBe('NOT_FOUND');
    expect(errorOf(await restore(mod, story.id, ' '))?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.reason' }],
    });
    const own = await say(writer, story.id);
    await say(ben, story.id, own);
    await removeComment(writer, own);
    expect(errorOf(await restoreComment(mod, own))?.extensions.code).toBe('NOT_FOUND');
    await remove(mod, story.id, 'Gone.');
    expect(errorOf(await restoreComment(mod, comment))?.extensions.code).toBe('NOT_FOUND');
    await app.graphql(
      `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }`,
      { input: { id: story.id, version: 1, body: '' } },
      as(writer),
    );
    expect(errorOf(await restore(mod, story.id))?.extensions.code).toBe('CONFLICT');
  });

  test('what the writer changed since is not made public, and nobody gives back their own', async () => {
    const [writer, other] = [await signUp(app), await signUpModerator(app)];
    const story = await writeStory(app, writer);
    await remove(mod, story.id, 'Why not.');
    await app.graphql(
      `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }`,
      { input: { id: story.id, version: 1, body: 'Something worse.' } },
      as(writer),
    );
    expect(errorOf(await restore(mod, story.id))?.extensions.code).toBe('CONFLICT');
    const own = await writeStory(app, other);
    const comment = await say(other, own.id);
    await removeComment(mod, comment, 'Why not.');
    expect(errorOf(await restoreComment(other, comment))?.extensions.code).toBe('FORBIDDEN');
    await remove(mod, own.id, 'Why not.');
    expect(errorOf(await restore(other, own.id))?.extensions.code).toBe('FORBIDDEN');
    expect((await restore(mod, own.id)).body.errors).toBeUndefined();
  });
});

test('a suspended viewer knows it', async () => {
  const person = await signUp(app);
  const suspended = async () => (await app.graphql(`{ viewer { isSuspended } }`, {}, as(person))).body.data.viewer;
  expect(await suspended()).toEqual({ isSuspended: false });
  await app.database.write(sql`update users set suspended_at = now() where username = ${person.username}`);
  const { body } = await app.graphql(
    `mutation ($input: LoginInput!) { login(input: $input) { viewer { isSuspended } } }`,
    { input: { email: person.email, password: 'a lantern on the pier' } },
    { headers: { 'X-Forwarded-For': '10.9.9.7' } },
  );
  expect(body.data.login).toEqual({ viewer: { isSuspended: true } });
});
