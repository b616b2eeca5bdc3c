import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { CommentAnnouncements } from '../../server/modules/comments/comment-announcements.js';
import { NotificationAnnouncements } from '../../server/modules/notifications/notification-announcements.js';
import { sql } from '../../server/platform/database/index.js';
import { Realtime } from '../../server/platform/realtime/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, signUpModerator, type Story, writeStory } from '../support/factories.js';
import { hear, type Heard, until } from '../support/live.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { statementsOf } from '../support/statements.js';

const COMMENTS = `subscription ($postId: ID!) { commentAdded(postId: $postId) { body author { username } viewerCanEdit post { title commentCount } } }`;
const MODERATION = `subscription { notificationReceived { kind reason actor { id } post { title } } }`;
const NOTIFICATIONS = `subscription { notificationReceived { kind actor { username } post { title } comment { body } } }`;

let app: App;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  [ana, ben] = await Promise.all([signUp(app), signUp(app)]);
});
afterAll(() => app?.close());

const open: Heard[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await until(() => listeners() === 0);
});
const listen = (query: string, variables = {}, person?: Person, url = app.url): Heard => {
  const heard = hear(url, query, variables, person?.token);
  open.push(heard);
  return heard;
};
const listeners = (): number =>
  app.nest.get(CommentAnnouncements).listenerCount + app.nest.get(NotificationAnnouncements).listenerCount;

const ask = async (person: Person, document: string, variables: object = {}) => {
  const { body } = await app.graphql(document, variables, { token: person.token });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
};
const say = (person: Person, postId: string, body: string, parentId?: string) =>
  ask(person, `mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }`, {
    input: { postId, body, parentId },
  });
const like = (person: Person, { id }: Story, liked = true) =>
  ask(person, `mutation ($input: SetLikeInput!) { setLike(input: $input) { post { id } } }`, {
    input: { postId: id, liked },
  });

describe('a comment that is added', () => {
  test('is heard by those who read its story, each as they see it, and by nobody else', async () => {
    const [story, other] = [await writeStory(app, ana, { title: 'Heard' }), await writeStory(app, ana)];
    const guest = listen(COMMENTS, { postId: story.id });
    const writer = listen(COMMENTS, { postId: story.id }, ben);
    const elsewhere = listen(COMMENTS, { postId: other.id });
    await until(() => listeners() === 3);
    await say(ben, story.id, 'one');
    await until(() => guest.results.length === 1 && writer.results.length === 1);
    const seen = (viewerCanEdit: boolean) => ({
      data: {
        commentAdded: {
          body: 'one',
          author: { username: ben.username },
          viewerCanEdit,
          post: { title: 'Heard', commentCount: 1 },
        },
      },
    });
    expect(guest.results).toEqual([seen(false)]);
    expect(writer.results).toEqual([seen(true)]);
    await say(ben, other.id, 'two');
    await until(() => elsewhere.results.length === 1);
    expect(guest.results).toHaveLength(1);
  });

  test('costs as many statements for many listeners as for one, with the id of what it answers', async () => {
    const story = await writeStory(app, ana);
    const first = (await say(ben, story.id, 'one')).addComment.commentEdge.node.id;
    const document = `subscription ($postId: ID!) { commentAdded(postId: $postId) { id author { username } parent { __typename id } } }`;
    const heard: Heard[] = [];
    const costOf = async (count: number) => {
      while (heard.length < count) heard.push(listen(document, { postId: story.id }));
      await until(() => listeners() === count);
      const before = heard.map(({ results }) => results.length);
      const statements = await statementsOf(app, async () => {
        await say(ben, story.id, 'two', first);
        await until(() => heard.every(({ results }, n) => results.length > before[n]!));
      });
      for (const { results } of heard)
        expect(results.at(-1).data.commentAdded.parent).toEqual({ __typename: 'Comment', id: first });
      return statements.length;
    };
    const one = await costOf(1);
    expect(await costOf(4)).toBe(one);
  });

  test.each(['unpublishPost', 'deletePost'])('is heard no more after %s', async (mutation) => {
    const story = await writeStory(app, ana);
    const heard = listen(COMMENTS, { postId: story.id });
    await until(() => listeners() === 1);
    await ask(ana, `mutation ($id: ID!) { ${mutation}(input: { id: $id }) { __typename } }`, { id: story.id });
    expect(await heard.ended).toBe('complete');
    expect(heard.results).toEqual([]);
  });

  test('cannot be waited for on a draft, not even one’s own, nor on what does not exist', async () => {
    const draft = await writeStory(app, ana, { publish: false });
    const heard = [
      listen(COMMENTS, { postId: draft.id }, ben),
      listen(COMMENTS, { postId: draft.id }, ana),
      listen(COMMENTS, { postId: 'post_01h455vb4pex5vsknk084sn02q' }),
      listen(COMMENTS, { postId: ana.id }),
    ];
    await Promise.all(heard.map(({ ended }) => ended));
    const errors = heard.map(({ results }) => results.map((result) => result.errors[0]));
    for (const of of errors) expect(of).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(new Set(errors.map(([error]) => error.message)).size).toBe(1);
  });
});

test('a comment is not heard of a story that is hidden when it is to be told', async () => {
  const story = await writeStory(app, ana);
  const heard = listen(COMMENTS, { postId: story.id });
  await until(() => listeners() === 1);
  await say(ben, story.id, 'one');
  await until(() => heard.results.length === 1);
  const [comment] = await app.database.rows(sql<{ id: string; postId: string }>`
    select id, post_id as "postId" from comments where post_id = (select id from posts where slug = ${story.slug})`);
  const tell = (commentId: string) =>
    app.nest.get(Realtime).publish('comment.added', { commentId, postId: comment!.postId });
  await app.database.write(sql`update posts set status = 'DRAFT' where slug = ${story.slug}`);
  await tell(comment!.id);
  const other = await writeStory(app, ana);
  const elsewhere = listen(COMMENTS, { postId: other.id });
  await until(() => listeners() === 2);
  await say(ben, other.id, 'two');
  await until(() => elsewhere.results.length === 1);
  expect(heard.results).toHaveLength(1);
});

describe('a notification', () => {
  test('is received by whom it concerns, and by nobody else', async () => {
    const story = await writeStory(app, ana, { title: 'Liked' });
    const [own, other] = [listen(NOTIFICATIONS, {}, ana), listen(NOTIFICATIONS, {}, ben)];
    await until(() => listeners() === 2);
    await like(ben, story);
    await say(ben, story.id, 'Yes.');
    await ask(ben, `mutation ($id: ID!) { setFollow(input: { userId: $id, following: true }) { user { id } } }`, {
      id: ana.id,
    });
    await until(() => own.results.length === 3);
    const actor = { username: ben.username };
    expect(own.results.map(({ data }) => data.notificationReceived)).toEqual([
      { kind: 'LIKE', actor, post: { title: 'Liked' }, comment: null },
      { kind: 'COMMENT', actor, post: { title: 'Liked' }, comment: { body: 'Yes.' } },
      { kind: 'FOLLOW', actor, post: null, comment: null },
    ]);
    await say(ana, story.id, `And you, @${ben.username}?`);
    await until(() => other.results.length === 1);
    expect(other.results[0].data.notificationReceived.kind).toBe('MENTION');
    expect(own.results).toHaveLength(3);
  });

  test('of what a moderator takes from the public and gives back is received by whoever wrote it', async () => {
    const [writer, moderator] = [await signUp(app), await signUpModerator(app)];
    const story = await writeStory(app, writer, { title: 'Hats' });
    const [own, other] = [listen(MODERATION, {}, writer), listen(MODERATION, {}, ben)];
    await until(() => listeners() === 2);
    const input = { id: story.id, reason: 'It sells hats.' };
    await ask(moderator, `mutation ($input: DeletePostInput!) { deletePost(input: $input) { deletedId } }`, { input });
    await until(() => own.results.length === 1);
    await ask(moderator, `mutation ($input: RestorePostInput!) { restorePost(input: $input) { post { id } } }`, {
      input,
    });
    await until(() => own.results.length === 2);
    const told = { reason: 'It sells hats.', actor: null, post: { title: 'Hats' } };
    expect(own.results.map(({ data }) => data.notificationReceived)).toEqual([
      { kind: 'REMOVAL', ...told },
      { kind: 'RESTORATION', ...told },
    ]);
    expect(other.results).toEqual([]);
  });

  test('of a name that is put into a comment later is received by whom it names, and by nobody twice', async () => {
    const story = await writeStory(app, ana);
    const [cleo, dora] = [await signUp(app), await signUp(app)];
    const { id } = (await say(cleo, story.id, `Ask @${ben.username}.`)).addComment.commentEdge.node;
    const edit = (body: string) =>
      ask(cleo, `mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { id } } }`, {
        input: { id, body },
      });
    const kinds = () => heard.map(({ results }) => results.map(({ data }) => data.notificationReceived.kind));
    const heard = [ana, ben, cleo, dora].map((person) => listen(NOTIFICATIONS, {}, person));
    await until(() => listeners() === 4);
    const both = `Ask @${ben.username} and @${dora.username}.`;
    await edit(both);
    await until(() => kinds()[3]!.length === 1);
    expect(heard[3]!.results[0].data.notificationReceived).toMatchObject({
      kind: 'MENTION',
      actor: { username: cleo.username },
      comment: { body: both },
    });
    for (const body of [`Ask @${ben.username}.`, both, `${both}!`]) await edit(body);
    for (const person of [ana, ben, dora]) await like(cleo, await writeStory(app, person));
    await until(() => [0, 1, 3].every((n) => kinds()[n]!.includes('LIKE')));
    expect(kinds()).toEqual([['LIKE'], ['LIKE'], [], ['MENTION', 'LIKE']]);
  });

  test('of what is done twice, or taken back and done again, is received once', async () => {
    const story = await writeStory(app, ana);
    const own = listen(NOTIFICATIONS, {}, ana);
    await until(() => listeners() === 1);
    const follow = (following: boolean) =>
      ask(
        ben,
        `mutation ($id: ID!, $following: Boolean!) { setFollow(input: { userId: $id, following: $following }) { user { id } } }`,
        { id: ana.id, following },
      );
    await follow(false);
    await app.database.write(sql`delete from notifications where kind = 'FOLLOW'`);
    for (const [n, on] of [true, true, false, true, false, true].entries()) {
      await like(ben, story, on);
      await follow(on);
      if (n === 0) await until(() => own.results.length === 2);
    }
    await say(ben, story.id, 'The last.');
    await until(() => own.results.some(({ data }) => data.notificationReceived.kind === 'COMMENT'));
    expect(own.results.map(({ data }) => data.notificationReceived.kind)).toEqual(['LIKE', 'FOLLOW', 'COMMENT']);
  });

  test('is not for guests', async () => {
    const heard = listen(NOTIFICATIONS);
    await heard.ended;
    expect(heard.results).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
  });
});

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A server in a process of its own, which ends with the test, whether it passes or not. @returns its address */
async function startProcess(env: Record<string, string>): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  const child = spawn(process.execPath, [join(process.cwd(), 'dist/server/main.js')], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), METRICS_PORT: '0', ...env },
  });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  // It is compiled as it starts, which takes long on a busy machine.
  await until(async () => (await fetch(`${url}/healthz/ready`).catch(() => undefined))?.ok ?? false, 90_000);
  return url;
}

describeWithRedis('two server processes with one Redis', () => {
  test('hear of each other’s stories, comments and notifications', async () => {
    const redis = await RedisServer.start();
    const secrets = { JWT_SECRET: 'j'.repeat(40), SESSION_SECRET: 's'.repeat(40) };
    const here = await startApp({ ...secrets, REDIS_URL: redis.url });
    try {
      const there = await startProcess({ ...secrets, REDIS_URL: redis.url, DATABASE_URL: here.databaseUrl });
      const [writer, reader] = await Promise.all([signUp(here), signUp(here)]);
      const story = await writeStory(here, writer, { title: 'From here' });
      const stories = hear(there, `subscription { postPublished { title } }`);
      const comments = hear(there, COMMENTS, { postId: story.id });
      const told = hear(there, NOTIFICATIONS, {}, writer.token);
      open.push(stories, comments, told);
      const act = async (document: string, variables: object) => {
        const { body } = await here.graphql(document, variables, { token: reader.token });
        expect(body.errors).toBeUndefined();
      };
      // Until all three listen over there, what is said is not heard.
      let n = 0;
      await until(async () => {
        n += 1;
        await writeStory(here, reader, { title: `Story ${n}` });
        await act(`mutation ($input: AddCommentInput!) { addComment(input: $input) { post { id } } }`, {
          input: { postId: story.id, body: `Comment ${n}` },
        });
        return [stories, comments, told].every(({ results }) => results.length > 0);
      });
      expect(stories.results[0].data.postPublished.title).toMatch(/^Story \d+$/);
      expect(comments.results[0].data.commentAdded.body).toMatch(/^Comment \d+$/);
      expect(told.results[0].data.notificationReceived).toMatchObject({
        kind: 'COMMENT',
        actor: { username: reader.username },
        post: { title: 'From here' },
      });
    } finally {
      for (const one of open.splice(0)) one.close();
      await here.close();
      await redis.close();
    }
  }, 150_000);
});
