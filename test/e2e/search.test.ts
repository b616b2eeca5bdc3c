import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type App, startApp } from '../support/app.js';
import { sql } from '../../server/platform/database/index.js';
import { type Person, signUp, signUpModerator, type Story, writeStory } from '../support/factories.js';
import { statementsOf } from '../support/statements.js';

let app: App;
let ana: Person;
let stories: Record<string, Story>;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  ana = await signUp(app, { username: 'ferrywoman', name: 'Ána Brandt' });
  const write = (title: string, body: string, tags: string[] = []) => writeStory(app, ana, { title, body, tags });
  stories = {
    ilala: await write('Deck class on the Ilala', 'There is no word for *ferry* in her papers; she is a ship.', [
      'Lake Malawi',
    ]),
    bodo: await write('Three hours of nothing, from Bodø', 'We waited.\n\n> The ferry leaves when the cars are in.', [
      'Ferries',
    ]),
    zeppelin: await write('The zeppelin over Über-Lingen', 'It hummed & was <gone>. 100% quiet_ness, it’s "so".', []),
    code: await write('A note', 'Call `unfindable` [here](https://example.org/hiddenaddress).'),
  };
});
afterAll(() => app?.close());

const as = ({ token }: Person) => ({ token });
const DOCUMENT = `query ($query: String!, $type: SearchType, $first: Int, $after: String, $last: Int, $before: String) { search(query: $query, type: $type, first: $first, after: $after, last: $last, before: $before) {
  edges { cursor node { __typename ... on Post { title } ... on User { username } ... on Tag { name } } highlights { text isMatch } }
  pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
const ask = (query: string, more: object = {}, person?: Person) =>
  app.graphql(DOCUMENT, { query, ...more }, person && as(person));
interface Edge {
  cursor: string;
  node: { __typename: string; title?: string; username?: string; name?: string };
  highlights: { text: string; isMatch: boolean }[];
}
const found = async (query: string, more: object = {}, person?: Person): Promise<Edge[]> => {
  const { body } = await ask(query, more, person);
  expect(body.errors).toBeUndefined();
  return body.data.search.edges;
};
const names = (edges: Edge[]) => edges.map(({ node }) => node.title ?? node.username ?? node.name);

describe('a search', () => {
  test('finds stories, people and tags, the best first', async () => {
    expect(names(await found('ferry'))).toEqual(
      expect.arrayContaining([stories.ilala!.title, stories.bodo!.title, 'ferrywoman', 'Ferries']),
    );
    expect(names(await found('ferrywoman'))[0]).toBe('ferrywoman');
    expect(names(await found('deck'))[0]).toBe(stories.ilala!.title);
  });

  test.each([
    ['POST', ['Post']],
    ['USER', ['User']],
    ['TAG', ['Tag']],
  ])('of type %s finds nothing else', async (type, types) => {
    const edges = await found('ferr', { type });
    expect(edges.length).toBeGreaterThan(0);
    expect([...new Set(edges.map(({ node }) => node.__typename))]).toEqual(types);
  });

  test.each([
    ['an ending of English', 'ferries', 'ilala'],
    ['the beginning of the last word', 'zepp', 'zeppelin'],
    ['capitals', 'ILALA', 'ilala'],
    ['no accents', 'uber lingen', 'zeppelin'],
    ['accents that are not there', 'zéppelin', 'zeppelin'],
    ['a letter of another alphabet', 'bodo', 'bodo'],
    ['a tag', 'malawi', 'ilala'],
    ['the beginning of a word that English shortens', 'hu', 'zeppelin'],
    ['more of it than English leaves', 'humme', 'zeppelin'],
    ['all of it', 'hummed', 'zeppelin'],
    ['several words, in any order', 'ship papers ferry', 'ilala'],
    ['a typing error', 'zepelin', 'zeppelin'],
    ['letters that changed places', 'zepplein', 'zeppelin'],
  ])('by %s', async (_, query, key) => {
    expect(names(await found(query, { type: 'POST' }))).toContain(stories[key]!.title);
  });

  test('finds what has all the words, and nothing for words that nobody wrote', async () => {
    expect(names(await found('ferry nowhere', { type: 'POST' }))).toEqual([]);
    expect(await found('qqqxyz')).toEqual([]);
    expect(await found('hiddenaddress')).toEqual([]);
  });

  test('finds people by name, username and bio, accents or not', async () => {
    await app.graphql(
      `mutation { updateProfile(input: { bio: "Collects lighthouses and tide tables." }) { user { id } } }`,
      {},
      as(ana),
    );
    for (const query of ['ana brandt', 'Ána', 'ferryw', 'lighthouse', 'brant'])
      expect(names(await found(query, { type: 'USER' }))).toEqual(['ferrywoman']);
    const [edge] = await found('lighthouse', { type: 'USER' });
    expect(edge!.highlights).toContainEqual({ text: 'lighthouses', isMatch: true });
  });

  test.each([
    '',
    '   ',
    '%',
    '_',
    "'",
    '"',
    '\\',
    '&|!():*<->',
    '\u0002',
    '👣',
    "'; drop table posts; --",
    '%ferry%',
    'a:* | b',
  ])('of %j is words or nothing, never an operator', async (query) => {
    const edges = await found(query);
    if (/^[^\p{L}]*$/u.test(query)) expect(edges).toEqual([]);
  });

  test('of % and _ does not mean anything at all', async () => {
    expect(names(await found('100%', { type: 'POST' }))).toEqual([stories.zeppelin!.title]);
    expect(names(await found('quiet_ness', { type: 'POST' }))).toEqual([stories.zeppelin!.title]);
  });

  test('of more than 200 characters, or of half a character, is refused', async () => {
    for (const long of ['x'.repeat(201), '👣'.repeat(201)])
      expect((await ask(long)).body.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ path: 'query', message: 'Search for at most 200 characters.' }],
      });
    for (const short of ['x '.repeat(100), '👣'.repeat(200)]) expect(await found(short)).toEqual([]);
    expect((await ask('a\u0000b')).status).toBe(200);
  });

  test('shows the passage as plain text, with what was found marked', async () => {
    const [edge] = await found('leaves', { type: 'POST' });
    expect(edge!.highlights.filter(({ isMatch }) => isMatch)).toEqual([{ text: 'leaves', isMatch: true }]);
    expect(edge!.highlights.map(({ text }) => text).join('')).toContain('The ferry leaves when the cars are in.');
    const [other] = await found('hummed', { type: 'POST' });
    expect(other!.highlights.map(({ text }) => text).join('')).toContain('& was <gone>. 100% quiet_ness, it’s "so".');
  });
});

test('finds a picture of another site by its description, not by what Wander says around it', async () => {
  const picture = (alt: string) => `![${alt}](https://pictures.example/away.jpg)`;
  const body = `${picture('A cormorant, "drying" & still')} and ${picture('')} then a guillemot.`;
  const { title } = await writeStory(app, ana, { title: 'On the cliff', body });
  for (const query of ['cormorant', 'drying', 'still', 'guillemot'])
    expect(names(await found(query, { type: 'POST' }))).toEqual([title]);
  for (const query of ['showing', 'picture', 'tells that site', 'pictures.example', 'outside', 'grow'])
    expect(names(await found(query, { type: 'POST' }))).toEqual([]);
  const [edge] = await found('guillemot', { type: 'POST' });
  expect(edge!.highlights.map(({ text }) => text).join('')).toContain('A cormorant, "drying" & still and then a');
});

test('of a long story shows a passage from its beginning alone, though all of it is searched', async () => {
  const body = `A brachiopod here. ${'We walked on and on. '.repeat(2_000)} And a stromatolite there.`;
  await writeStory(app, ana, { title: 'Mud', body });
  const marked = async (query: string) =>
    (await found(query, { type: 'POST' })).map(({ highlights }) =>
      highlights.filter(({ isMatch }) => isMatch).map(({ text }) => text),
    );
  expect(await marked('brachiopod')).toEqual([['brachiopod']]);
  expect(await marked('stromatolite')).toEqual([[]]);
});

test('looks for passages only where they are asked for', async () => {
  const passages = async (document: string) =>
    (await statementsOf(app, () => app.graphql(document))).filter((text) => text.includes('matched_words')).length;
  expect(await passages('{ search(query: "ferry") { nodes { __typename } edges { cursor } } }')).toBe(0);
  expect(
    await passages(
      '{ search(query: "ferry") { edges { ...e } } } fragment e on SearchResultEdge { highlights { text } }',
    ),
  ).toBe(1);
});

test('drafts, what is taken back and what is removed are found by nobody; what is published again is', async () => {
  const moderator = await signUpModerator(app);
  const draft = await writeStory(app, ana, { title: 'Quokka draft', publish: false });
  const taken = await writeStory(app, ana, { title: 'Quokka taken' });
  const removed = await writeStory(app, ana, { title: 'Quokka removed', tags: ['quokkatag'] });
  const changed = await writeStory(app, ana, { title: 'Quokka changed' });
  const act = async (person: Person, document: string, variables: object) =>
    expect((await app.graphql(document, variables, as(person))).body.errors).toBeUndefined();
  await act(ana, `mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`, { id: taken.id });
  await act(moderator, `mutation ($id: ID!) { deletePost(input: { id: $id, reason: "no" }) { deletedId } }`, {
    id: removed.id,
  });
  await act(
    ana,
    `mutation ($id: ID!) { updatePost(input: { id: $id, version: 1, title: "Wombat", tags: ["Numbat"] }) { post { id } } }`,
    {
      id: changed.id,
    },
  );
  for (const person of [undefined, ana, moderator]) {
    expect(names(await found('quokka', {}, person))).toEqual([]);
    expect(names(await found('quokkatag', {}, person))).toEqual([]);
    expect(names(await found('wombat', { type: 'POST' }, person))).toEqual(['Wombat']);
    expect(names(await found('numbat', { type: 'POST' }, person))).toEqual(['Wombat']);
  }
  await act(ana, `mutation ($id: ID!) { publishPost(input: { id: $id, version: 1 }) { post { id } } }`, {
    id: taken.id,
  });
  expect(names(await found('quokka'))).toEqual(['Quokka taken']);
  expect(draft.status).toBe('DRAFT');
});

test('page follows page, forwards and backwards, without a gap', async () => {
  for (let n = 0; n < 7; n += 1) await writeStory(app, ana, { title: `Pangolin ${n}` });
  const all = names(await found('pangolin'));
  expect(all).toHaveLength(7);
  const seen: string[] = [];
  for (let after: string | undefined, n = 0; n < 4; n += 1) {
    const { body } = await ask('pangolin', { first: 2, after });
    seen.push(...(names(body.data.search.edges) as string[]));
    after = body.data.search.pageInfo.endCursor;
    expect(body.data.search.pageInfo.hasNextPage).toBe(n < 3);
  }
  expect(seen).toEqual(all);
  const [, , third] = await found('pangolin');
  expect(names(await found('pangolin', { last: 2, before: third!.cursor }))).toEqual(all.slice(0, 2));
  const wrong = await app.graphql(`query ($after: String) { posts(after: $after) { nodes { id } } }`, {
    after: third!.cursor,
  });
  expect(wrong.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

describe('a word that hundreds of stories have', () => {
  /** So many published stories at once, one a second from that day on. */
  const publish = (title: string, text: string, count: number, day: string) =>
    app.rows(sql`
      insert into posts
        (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status, published_at)
      select gen_random_uuid(), u.id, ${title} || ' ' || n, ${title.toLowerCase()} || '-' || n, ${text}, ${text}, '', 1,
        'PUBLISHED', ${day}::timestamptz + n * interval '1 second'
      from users u, generate_series(1, ${count}::int) n where u.username = ${ana.username}`);
  const every = async (query: string): Promise<(string | undefined)[]> => {
    const all: (string | undefined)[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { body } = await ask(query, { first: 100, after });
      all.push(...names(body.data.search.edges));
      ({ endCursor: after, hasNextPage: more } = body.data.search.pageInfo);
    }
    return all;
  };

  test('finds the newest three hundred, and those that are called so before them, however old', async () => {
    await publish('Tern', '<p>On the jetty.</p>', 1, '2020-01-01');
    await publish('Jetty', '<p>A tern, and another tern.</p>', 320, '2030-01-01');
    const newest = Array.from({ length: 300 }, (_, n) => `Jetty ${n + 21}`);
    const common = await every('tern');
    expect(common[0]).toBe('Tern 1');
    expect(common.slice(1).sort()).toEqual(newest.sort());
    // None of the newest has it now: it is found another way.
    await publish('Pier', '<p>Nobody.</p>', 200, '2031-01-01');
    expect(await every('tern')).toEqual(common);
  });
});

describe('the order', () => {
  test('begins with those who are called exactly so', async () => {
    await signUp(app, { username: 'kelp_forest', name: 'Somebody of quite another name' });
    await signUp(app, { username: 'kelp_forest_', name: 'Kelp Forest, kelp forest' });
    for (const query of ['kelp_forest', ' @Kelp_Forest ']) expect(names(await found(query))[0]).toBe('kelp_forest');
  });

  test('puts a long story that is called so before a short one that says so', async () => {
    await writeStory(app, ana, { title: 'Heron', body: Array.from({ length: 2_000 }, (_, n) => `w${n}`).join(' ') });
    await writeStory(app, ana, { title: 'Marsh', body: 'Heron.', tags: ['heron'] });
    expect(names(await found('heron', { type: 'POST' }))).toEqual(['Heron', 'Marsh']);
  });
});

test('an emoji, which is no word, finds the tag and its newest stories, page by page', async () => {
  const written: string[] = [];
  for (let n = 0; n < 3; n += 1)
    written.unshift((await writeStory(app, ana, { title: `Up ${n}`, tags: ['⛰️'] })).title);
  await writeStory(app, ana, { title: 'Not yet', tags: ['⛰️'], publish: false });
  for (const query of ['⛰️', '⛰', ' #⛰️ ']) expect(names(await found(query))).toEqual(['⛰️', ...written]);
  expect(names(await found('⛰️', { type: 'TAG' }))).toEqual(['⛰️']);
  expect(names(await found('⛰️', { type: 'USER' }))).toEqual([]);
  const first = await found('⛰️', { type: 'POST', first: 2 });
  expect(names(await found('⛰️', { type: 'POST', first: 2, after: first[1]!.cursor }))).toEqual(written.slice(2));
  expect(names(await found('🏔️'))).toEqual([]);
});

describe('the address of a page finds what it is of', () => {
  const origin = 'http://localhost:3000';
  test.each([
    ['a story', () => `${origin}/stories/${stories.bodo!.slug}`, () => [stories.bodo!.title]],
    [
      'a story with what programs add',
      () => ` ${origin}/stories/${stories.bodo!.slug}/?utm=1#x `,
      () => [stories.bodo!.title],
    ],
    ['a story by its path', () => `/stories/${stories.bodo!.slug}`, () => [stories.bodo!.title]],
    ['a person without the scheme', () => 'localhost:3000/@ferrywoman', () => ['ferrywoman']],
    ['a person', () => `${origin}/@ferrywoman`, () => ['ferrywoman']],
    ['a tag', () => `${origin}/tags/Lake%20Malawi`, () => ['Lake Malawi']],
    ['a story that is not there', () => `${origin}/stories/nowhere`, () => []],
    ['a page of another site, which none is of', () => 'https://example.org/@ferrywoman/x', () => []],
  ])('%s', async (_, address, expected) => {
    expect(names(await found(address()))).toEqual(expected());
  });

  test('of that type alone, and of a draft nothing', async () => {
    expect(await found(`${origin}/@ferrywoman`, { type: 'POST' })).toEqual([]);
    const draft = await writeStory(app, ana, { title: 'Address of a draft', publish: false });
    expect(await found(`${origin}/stories/${draft.slug}`)).toEqual([]);
    expect(await statementsOf(app, () => ask(`${origin}/@ferrywoman`))).toHaveLength(2);
  });
});

test('a cursor belongs to its words and its type', async () => {
  const [edge] = await found('ferry');
  expect((await ask('  ferry! ', { after: edge!.cursor })).body.errors).toBeUndefined();
  for (const [query, type] of [
    ['deck', undefined],
    ['ferry', 'POST'],
  ] as const) {
    const { body } = await ask(query, { type, after: edge!.cursor });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'after' }] });
  }
});

test('marks that a text has in it mark nothing', async () => {
  await writeStory(app, ana, { title: 'Fake', body: 'Bittern &#2;fake&#3; here.' });
  const [edge] = await found('bittern', { type: 'POST' });
  expect(edge!.highlights.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual(['Bittern']);
});

test('what was hidden since it was found is left out', async () => {
  const story = await writeStory(app, ana, { title: 'Capercaillie' });
  await writeStory(app, ana, { title: 'Capercaillie too' });
  await app.database.write(sql`alter table posts disable trigger user`);
  await app.database.write(sql`update posts set status = 'DRAFT' where slug = ${story.slug}`);
  const { body } = await app.graphql(
    `{ search(query: "capercaillie", type: POST) { nodes { ... on Post { title } } edges { node { ... on Post { title } } } } }`,
  );
  await app.database.write(sql`alter table posts enable trigger user`);
  expect(body).toEqual({
    data: { search: { nodes: [{ title: 'Capercaillie too' }], edges: [{ node: { title: 'Capercaillie too' } }] } },
  });
});

test('is one statement, and one more for each kind of what is found', async () => {
  expect(await statementsOf(app, () => ask('nobodywrotethis'))).toHaveLength(1);
  expect(await statementsOf(app, () => ask('deck', { type: 'POST' }))).toHaveLength(2);
  expect(await statementsOf(app, () => ask('ferry'))).toHaveLength(4);
});
