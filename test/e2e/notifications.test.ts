import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql, Sweeper } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { statementsOf } from '../support/statements.js';

let app: App;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => app?.close());

const as = ({ token }: Person) => ({ token });
const people = (count: number) => Promise.all(Array.from({ length: count }, () => signUp(app)));
const ask = async (person: Person | undefined, document: string, variables: object = {}) => {
  const { body } = await app.graphql(document, variables, person && as(person));
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
};
const like = (person: Person, postId: string, liked = true) =>
  ask(person, `mutation ($input: SetLikeInput!) { setLike(input: $input) { post { id } } }`, {
    input: { postId, liked },
  });
const follow = (person: Person, userId: string, following = true) =>
  ask(person, `mutation ($input: SetFollowInput!) { setFollow(input: $input) { user { id } } }`, {
    input: { userId, following },
  });
const say = async (person: Person, postId: string, body = 'Well.', parentId?: string): Promise<string> =>
  (
    await ask(
      person,
      `mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }`,
      { input: { postId, body, ...(parentId && { parentId }) } },
    )
  ).addComment.commentEdge.node.id;

const edit = (person: Person, id: string, body: string) =>
  ask(person, `mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { id } } }`, {
    input: { id, body },
  });

interface Told {
  id: string;
  kind: string;
  actor: { username: string };
  post: { id: string } | null;
  comment: { id: string } | null;
  readAt: string | null;
  createdAt: string;
}
const toldTo = async (person: Person, args = ''): Promise<{ nodes: Told[]; count: number }> => {
  const { viewer } = await ask(
    person,
    `{ viewer { unreadNotificationCount notifications${args} { nodes { id kind actor { username } post { id } comment { id } readAt createdAt } } } }`,
  );
  return { nodes: viewer.notifications.nodes, count: viewer.unreadNotificationCount };
};
const kinds = ({ nodes }: { nodes: Told[] }) => nodes.map(({ kind }) => kind);

describe('people are told', () => {
  test('of likes, follows, comments, replies and mentions, the newest first, with who and what', async () => {
    const [ana, ben] = (await people(2)) as [Person, Person];
    const [story, other] = [await writeStory(app, ana), await writeStory(app, ben)];
    await like(ben, story.id);
    await follow(ben, ana.id);
    const comment = await say(ben, story.id);
    const own = await say(ana, other.id);
    const reply = await say(ben, other.id, 'Yes.', own);
    const mention = await say(ben, other.id, `Ask @${ana.username.toUpperCase()}, she knows.`);
    const told = await toldTo(ana);
    expect(told.count).toBe(5);
    const by = { actor: { username: ben.username }, readAt: null };
    expect(told.nodes).toMatchObject([
      { kind: 'MENTION', ...by, post: { id: other.id }, comment: { id: mention } },
      { kind: 'REPLY', ...by, post: { id: other.id }, comment: { id: reply } },
      { kind: 'COMMENT', ...by, post: { id: story.id }, comment: { id: comment } },
      { kind: 'FOLLOW', ...by, post: null, comment: null },
      { kind: 'LIKE', ...by, post: { id: story.id }, comment: null },
    ]);
    expect(kinds(await toldTo(ben))).toEqual(['COMMENT']);
  });

  test('once for one comment, whatever it is to them', async () => {
    const [ana, ben] = (await people(2)) as [Person, Person];
    const story = await writeStory(app, ana);
    const own = await say(ana, story.id);
    await say(ben, story.id, `@${ana.username} and again @${ana.username}`, own);
    await say(ben, story.id, `@${ana.username}`);
    expect(kinds(await toldTo(ana))).toEqual(['COMMENT', 'REPLY']);
  });

  test('of an answer to a reply is told who said that reply', async () => {
    const [ana, ben, cleo] = (await people(3)) as [Person, Person, Person];
    const story = await writeStory(app, await signUp(app));
    const first = await say(ana, story.id);
    const reply = await say(ben, story.id, 'No.', first);
    const answer = await say(cleo, story.id, 'Why not?', reply);
    expect((await toldTo(ben)).nodes).toMatchObject([
      { kind: 'REPLY', actor: { username: cleo.username }, comment: { id: answer } },
    ]);
    expect((await toldTo(ana)).nodes.map(({ comment }) => comment?.id)).toEqual([reply]);
    await ask(ben, `mutation ($id: ID!) { deleteComment(input: { id: $id }) { deletedId } }`, { id: reply });
    expect(
      await ask(undefined, `query ($id: ID!) { node(id: $id) { ... on Comment { parent { id } } } }`, { id: answer }),
    ).toEqual({ node: { parent: { id: first } } });
  });

  test('ten of one comment that names them, the first in it, however often it is changed', async () => {
    const [ana, ...named] = (await people(13)) as [Person, ...Person[]];
    const story = await writeStory(app, ana);
    const naming = (who: Person[]) => who.map(({ username }) => `@${username}`).join(' ');
    const comment = await say(ana, story.id, naming([named[11]!, ana, ...named.slice(0, 11), named[11]!]));
    const told = async () => {
      const all = await Promise.all(named.map((person) => toldTo(person)));
      return all.flatMap(({ nodes }, n) => (nodes.length > 0 ? [n] : []));
    };
    expect(await told()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 11]);
    await edit(ana, comment, naming(named.slice(9, 11)));
    expect(await told()).toEqual([]);
    await edit(ana, comment, naming(named));
    expect(await told()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 11]);
  });

  test('of a comment that names them since it was changed, and not once it names them no more', async () => {
    const [ana, ben, cleo] = (await people(3)) as [Person, Person, Person];
    const story = await writeStory(app, ana);
    const comment = await say(ana, story.id, `You, @${ben.username}.`);
    const { nodes } = await toldTo(ben);
    await edit(ana, comment, `No, you, @${cleo.username}.`);
    expect(await toldTo(ben)).toEqual({ nodes: [], count: 0 });
    expect(kinds(await toldTo(cleo))).toEqual(['MENTION']);
    await edit(ana, comment, `Both, @${cleo.username} and @${ben.username}.`);
    expect((await toldTo(ben)).nodes).toEqual(nodes);
    expect((await toldTo(cleo)).count).toBe(1);
  });

  test('never of their own doings', async () => {
    const [ana] = (await people(1)) as [Person];
    const story = await writeStory(app, ana);
    await like(ana, story.id);
    await say(ana, story.id, `I, @${ana.username}`, await say(ana, story.id));
    expect(await toldTo(ana)).toEqual({ nodes: [], count: 0 });
  });

  test('not of an address that looks like a name, nor of a name in another', async () => {
    const [ana, ben] = (await people(2)) as [Person, Person];
    const story = await writeStory(app, ben);
    for (const text of [
      `mail me: me@${ana.username}`,
      `https://a.org/@${ana.username}`,
      `@${ana.username}x`,
      `@@${ana.username}`,
    ])
      await say(ben, story.id, text);
    expect(await toldTo(ana)).toEqual({ nodes: [], count: 0 });
    await say(ben, story.id, `(@${ana.username})`);
    expect(kinds(await toldTo(ana))).toEqual(['MENTION']);
  });

  test('of a name that is read as one, and of no other; whoever is told is linked', async () => {
    const [ana, ben] = (await people(2)) as [Person, Person];
    const story = await writeStory(app, ben);
    const name = ana.username;
    const htmlOf = async (id: string): Promise<string> =>
      (await ask(ben, `query ($id: ID!) { node(id: $id) { ... on Comment { bodyHtml } } }`, { id })).node.bodyHtml;
    for (const text of [
      `\`@${name}\``,
      `See:\n\n    @${name}`,
      `\`\`\`\n@${name}\n\`\`\``,
      `\\@${name}`,
      `&#64;${name}`,
      `[@${name}](https://a.org)`,
      `[so says **@${name}**](https://a.org)`,
      `![@${name}](https://a.org/a.jpg)`,
      `[a](https://a.org/@${name} "@${name}")`,
      `<https://a.org/@${name}>`,
      `[a]\n\n[a]: /x "@${name}"`,
      `a.org/@${name}`,
      `@${name}@a.social`,
      `@${name}.a.social`,
      `@${name}/package`,
      `@${name}\\_x`,
      `@${name}**x**`,
      `@nobody_of_this_name`,
    ])
      expect([text, await htmlOf(await say(ben, story.id, text))]).toEqual([
        text,
        expect.not.stringContaining('href="/@'),
      ]);
    expect(await toldTo(ana)).toEqual({ nodes: [], count: 0 });
    const read = [
      `Hi @${name}.`,
      `谢谢@${name.toUpperCase()}你`,
      `**@${name}**’s`,
      `> - (@${name})`,
      `| @${name} |\n|-|`,
    ];
    for (const text of read)
      expect(await htmlOf(await say(ben, story.id, text))).toMatch(
        new RegExp(`<a href="/@${name}" rel="nofollow ugc noopener">@${name}</a>`, 'i'),
      );
    expect(kinds(await toldTo(ana))).toEqual(read.map(() => 'MENTION'));
    const { post } = await ask(ben, `query ($slug: String!) { post(slug: $slug) { bodyHtml } }`, {
      slug: (await writeStory(app, ben, { body: `With @${name}, not \`@${name}\`.` })).slug,
    });
    expect(post.bodyHtml).toContain(`<p>With <a href="/@${name}" rel="nofollow ugc noopener">@${name}</a>, not <code>`);
  });

  test('no more of what is taken back, and not twice of what is done again', async () => {
    const [ana, ben] = (await people(2)) as [Person, Person];
    const story = await writeStory(app, ana);
    await like(ben, story.id);
    await follow(ben, ana.id);
    const comment = await say(ben, story.id);
    const before = await toldTo(ana);
    await ask(
      ana,
      `mutation ($upTo: DateTime!) { markNotificationsRead(input: { upTo: $upTo }) { unreadNotificationCount } }`,
      {
        upTo: before.nodes[0]!.createdAt,
      },
    );
    await like(ben, story.id, false);
    await follow(ben, ana.id, false);
    await ask(ben, `mutation ($id: ID!) { deleteComment(input: { id: $id }) { deletedId } }`, { id: comment });
    expect(await toldTo(ana)).toEqual({ nodes: [], count: 0 });
    await like(ben, story.id);
    await follow(ben, ana.id);
    const again = await toldTo(ana);
    expect(kinds(again)).toEqual(['FOLLOW', 'LIKE']);
    expect(again.count).toBe(0);
    expect(again.nodes.map(({ createdAt }) => createdAt)).toEqual(
      before.nodes.slice(1).map(({ createdAt }) => createdAt),
    );
  });

  test('nothing of a story that is public no more, but its writer', async () => {
    const [ana, ben] = (await people(2)) as [Person, Person];
    const story = await writeStory(app, ana);
    await say(ana, story.id, `Look, @${ben.username}`);
    await say(ben, story.id, 'Good.');
    const { nodes } = await toldTo(ben);
    await ask(ana, `mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`, { id: story.id });
    expect(await toldTo(ben)).toEqual({ nodes: [], count: 0 });
    expect((await ask(ben, `query ($id: ID!) { node(id: $id) { id } }`, { id: nodes[0]!.id })).node).toBeNull();
    expect(kinds(await toldTo(ana))).toEqual(['COMMENT']);
  });

  test('nothing more once the story is deleted', async () => {
    const [ana, ben] = (await people(2)) as [Person, Person];
    const story = await writeStory(app, ana);
    await say(ben, story.id);
    await like(ben, story.id);
    await ask(ana, `mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }`, { id: story.id });
    expect(await toldTo(ana)).toEqual({ nodes: [], count: 0 });
  });
});

test('what is marked read stays listed and counts no more; twice is once', async () => {
  const [ana, ...fans] = (await people(4)) as [Person, ...Person[]];
  const story = await writeStory(app, ana);
  for (const fan of fans) await like(fan, story.id);
  const before = await toldTo(ana);
  const mark = (upTo: string) =>
    ask(
      ana,
      `mutation ($upTo: DateTime!) { markNotificationsRead(input: { upTo: $upTo }) { unreadNotificationCount } }`,
      { upTo },
    );
  for (const _ of [1, 2])
    expect((await mark(before.nodes[1]!.createdAt)).markNotificationsRead).toEqual({ unreadNotificationCount: 1 });
  const after = await toldTo(ana);
  expect(after.nodes.map(({ readAt }) => readAt === null)).toEqual([true, false, false]);
  expect(kinds(await toldTo(ana, '(unreadOnly: true)'))).toEqual(['LIKE']);
  await mark('2100-01-01T00:00:00Z');
  expect(await toldTo(ana, '(unreadOnly: true)')).toEqual({ nodes: [], count: 0 });
});

test('notifications are their owner’s alone', async () => {
  const [ana, ben] = (await people(2)) as [Person, Person];
  const story = await writeStory(app, ana);
  await like(ben, story.id);
  const { nodes } = await toldTo(ana);
  const find = async (person?: Person) =>
    (await ask(person, `query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }`, {
      id: nodes[0]!.id,
    })) as object;
  expect(await find(ana)).toEqual({ node: { id: nodes[0]!.id }, nodes: [{ id: nodes[0]!.id }] });
  for (const person of [undefined, ben]) expect(await find(person)).toEqual({ node: null, nodes: [null] });
  const guest = await app.graphql(
    `mutation { markNotificationsRead(input: { upTo: "2100-01-01T00:00:00Z" }) { unreadNotificationCount } }`,
  );
  expect(guest.body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  await ask(
    ben,
    `mutation { markNotificationsRead(input: { upTo: "2100-01-01T00:00:00Z" }) { unreadNotificationCount } }`,
  );
  expect((await toldTo(ana)).count).toBe(1);
});

test('a page is one statement, with its stories two, with comments three', async () => {
  const [ana, ben] = (await people(2)) as [Person, Person];
  const stories: Story[] = [];
  for (let n = 0; n < 5; n += 1) stories.push(await writeStory(app, ana));
  for (const story of stories) await say(ben, story.id);
  const page = (fields: string) => () => ask(ana, `{ viewer { notifications { nodes { kind ${fields} } } } }`);
  expect(await statementsOf(app, page('actor { username }'))).toHaveLength(1);
  expect(await statementsOf(app, page('actor { username } post { title }'))).toHaveLength(2);
  expect(await statementsOf(app, page('actor { username } post { title } comment { body }'))).toHaveLength(3);
});

test('page follows page', async () => {
  const [ana, ...fans] = (await people(6)) as [Person, ...Person[]];
  const story = await writeStory(app, ana);
  for (const fan of fans) await like(fan, story.id);
  const seen: string[] = [];
  for (let after: string | null = null, n = 0; n < 3; n += 1) {
    const { viewer } = await ask(
      ana,
      `query ($after: String) { viewer { notifications(first: 2, after: $after) { nodes { actor { username } } pageInfo { endCursor } } } }`,
      { after },
    );
    seen.push(...viewer.notifications.nodes.map(({ actor }: Told) => actor.username));
    after = viewer.notifications.pageInfo.endCursor;
  }
  expect(seen).toEqual(fans.map(({ username }) => username).reverse());
});

test('more than a hundred that are unread count as a hundred', async () => {
  const [ana, ben] = (await people(2)) as [Person, Person];
  const story = await writeStory(app, ana);
  await app.database.write(sql`
    insert into comments (id, post_id, author_id, body, body_html)
    select gen_random_uuid(), p.id, u.id, 'n', 'n' from posts p, users u, generate_series(1, 101)
    where p.slug = ${story.slug} and u.username = ${ben.username}`);
  expect((await toldTo(ana)).count).toBe(100);
});

test('those that are older than a year are swept', async () => {
  const [ana, ben] = (await people(2)) as [Person, Person];
  const story = await writeStory(app, ana);
  await say(ben, story.id);
  await like(ben, story.id);
  const age = (kind: string, days: number) =>
    app.database.write(sql`
      update notifications set created_at = now() - ${days}::int * interval '1 day'
      where kind = ${kind} and user_id = (select id from users where username = ${ana.username})`);
  await age('LIKE', 364);
  await age('COMMENT', 367);
  await app.nest.get(Sweeper).sweep();
  expect(kinds(await toldTo(ana))).toEqual(['LIKE']);
});
