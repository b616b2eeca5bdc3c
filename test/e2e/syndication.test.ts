import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startStaticServer } from '../../scripts/static-server.js';
import { sql } from '../../server/platform/database/index.js';
import { RENDERING } from '../../server/platform/markdown/index.js';
import { fromGlobalId } from '../../server/platform/graphql/index.js';
import { MetricsServer } from '../../server/platform/observability/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, signUpModerator, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { untilBlocked } from '../support/locks.js';
import { statementsOf } from '../support/statements.js';

const ORIGIN = 'https://wander.example.com';
const ATOM = 'http://www.w3.org/2005/Atom';

let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp({ APP_ORIGIN: ORIGIN, TRUST_PROXY: '127.0.0.1' });
  ana = await signUp(app, { username: 'ana', name: 'Ana' });
});
afterAll(() => app?.close());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(app.url + path, { headers, method });
const textOf = async (path: string): Promise<string> => {
  const response = await get(path);
  expect(response.status).toBe(200);
  return response.text();
};
/** @throws where the text is not well-formed XML */
const xml = (text: string): Document => new JSDOM(text, { contentType: 'application/xml' }).window.document;
const html = (text: string): Document => new JSDOM(text).window.document;
const feedOf = async (path: string): Promise<Document> => xml(await textOf(path));
const all = (parent: Document | Element, selector: string) => [...parent.querySelectorAll(selector)];
const textsOf = (parent: Document | Element, selector: string) => all(parent, selector).map((each) => each.textContent);
const linkOf = (parent: Document | Element, rel: string) =>
  all(parent, `link[rel=${rel}]`)
    .find((link) => link.parentElement === (parent as Document).documentElement || link.parentElement === parent)
    ?.getAttribute('href') ?? undefined;
const pathOf = (address: string) => address.replace(ORIGIN, '');

/** Within the second of a change there is no time to tell. */
async function modifiedAt(path: string): Promise<string> {
  let time: string | null = null;
  await until(async () => (time = (await get(path)).headers.get('last-modified')) !== null);
  return time!;
}

const suspend = (person: Person) =>
  app.database.write(sql`update users set suspended_at = now() where username = ${person.username}`);
const unpublish = ({ id }: Story, { token }: Person) =>
  app.graphql('mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }', { id }, { token });

/** What people may type, and what only a mistake of ours lets into the database. */
const HOSTILE = `]]> </title><script>alert(1)</script> "q" 'a' & &amp; <!-- --> 🌊 é`;
const NEVER = '\u0001\u0008\u000b\u001f\ufffe\uffff';

describe('a feed', () => {
  let ben: Person;
  let first: Story;
  beforeAll(async () => {
    ben = await signUp(app, { username: 'ben', name: 'Ben' });
    first = await writeStory(app, ben, {
      title: 'Tides & salt',
      body: 'We [went](/tags/tides) there ([top](#top)).\n\n![the pier](https://pictures.example.org/a.jpg)',
      tags: ['Lake Malawi', 'tides'],
    });
    await writeStory(app, ben, { title: 'Back' });
  });

  test('has the newest stories with whole texts and whole addresses, in one statement', async () => {
    const statements = await statementsOf(app, () => get('/feed.xml'));
    expect(statements).toHaveLength(1);
    const response = await get('/feed.xml');
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const feed = xml(await response.text());
    const root = feed.documentElement;
    expect([root.namespaceURI, root.localName]).toEqual([ATOM, 'feed']);
    expect(textsOf(feed, 'feed > id')).toEqual([`${ORIGIN}/feed.xml`]);
    expect([linkOf(root, 'self'), linkOf(root, 'alternate')]).toEqual([`${ORIGIN}/feed.xml`, `${ORIGIN}/`]);
    expect(textsOf(feed, 'entry > title').slice(0, 2)).toEqual(['Back', 'Tides & salt']);

    const entry = all(feed, 'entry')[1]!;
    const { body } = await app.graphql('query ($slug: String!) { post(slug: $slug) { publishedAt updatedAt } }', {
      slug: first.slug,
    });
    const address = `${ORIGIN}/stories/${first.slug}`;
    expect(textsOf(entry, 'id')[0]).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(textsOf(entry, 'published')).toEqual([body.data.post.publishedAt]);
    expect(textsOf(entry, 'updated')).toEqual([body.data.post.updatedAt]);
    expect(textsOf(entry, 'author > name')).toEqual(['Ben']);
    expect(textsOf(entry, 'author > uri')).toEqual([`${ORIGIN}/@ben`]);
    expect(linkOf(entry, 'alternate')).toBe(address);
    expect(all(entry, 'category').map((each) => [each.getAttribute('term'), each.getAttribute('label')])).toEqual([
      ['lake-malawi', 'Lake Malawi'],
      ['tides', 'tides'],
    ]);
    expect(textsOf(entry, 'summary')).toEqual(['We went there (top).']);
    const [content] = all(entry, 'content');
    expect(content!.getAttribute('type')).toBe('html');
    const text = html(content!.textContent);
    expect(all(text, 'a').map((a) => a.getAttribute('href'))).toEqual([
      `${ORIGIN}/tags/tides`,
      `${address}#top`,
      'https://pictures.example.org/a.jpg',
    ]);
    expect(all(text, 'img, button, [data-src]')).toEqual([]);
  });

  test('of a writer has theirs alone, with or without capitals, in one statement', async () => {
    await writeStory(app, ana, { title: 'Not Ben’s' });
    const statements = await statementsOf(app, () => get('/@ben/feed.xml'));
    expect(statements).toHaveLength(1);
    const feed = await feedOf('/@BEN/feed.xml');
    expect(textsOf(feed, 'entry > title')).toEqual(['Back', 'Tides & salt']);
    expect(textsOf(feed, 'feed > title')).toEqual(['Ben · Wander']);
    const root = feed.documentElement;
    expect([linkOf(root, 'self'), linkOf(root, 'alternate')]).toEqual([`${ORIGIN}/@ben/feed.xml`, `${ORIGIN}/@ben`]);
    const updated = textsOf(feed, 'entry > updated').sort().at(-1);
    expect(textsOf(feed, 'feed > updated')).toEqual([updated]);
  });

  test('of a writer is found by its address in another spelling', async () => {
    for (const format of ['xml', 'json'])
      expect(await textOf(`/%40ana/feed.${format}`)).toBe(await textOf(`/@ana/feed.${format}`));
  });

  test('of a writer without stories is an empty one', async () => {
    await signUp(app, { username: 'empty', name: 'Nobody yet' });
    const feed = await feedOf('/@empty/feed.xml');
    expect(all(feed, 'entry, feed > link[rel=next], subtitle')).toEqual([]);
    expect(textsOf(feed, 'feed > updated')[0]).toMatch(/^\d{4}-.*Z$/);
  });

  test('a page of very long stories ends early, and the next ones have the rest', async () => {
    const long = await signUp(app, { username: 'long', name: 'Long' });
    await app.rows(sql`
      insert into posts (id, author_id, title, body, body_html, rendering, excerpt, reading_minutes, status, slug, published_at)
      select gen_random_uuid(), u.id, 'Long ' || n, 'x', repeat('&quot;', 50000), ${RENDERING}, 'x', 1, 'PUBLISHED', 'long-' || n,
        now() - n * interval '1 day'
      from users u, generate_series(1, 20) n where u.username = ${long.username}`);
    const read: (string | null)[] = [];
    let pages = 0;
    for (let path: string | undefined = '/@long/feed.xml'; path !== undefined; pages += 1) {
      const text = await textOf(path);
      expect(Buffer.byteLength(text)).toBeLessThan(5_000_000);
      const feed = xml(text);
      read.push(...textsOf(feed, 'entry > title'));
      const next = linkOf(feed.documentElement, 'next');
      path = next && pathOf(next);
    }
    expect(read).toEqual(Array.from({ length: 20 }, (_, n) => `Long ${n + 1}`));
    expect(pages).toBeGreaterThan(1);
    await app.database.rows(sql`delete from posts where title like 'Long %'`);
  });

  test.each(['/@ghost/feed.xml', '/@x%00y/feed.xml', `/@${'a'.repeat(81)}/feed.xml`, '/@a.b/feed.xml'])(
    '%s is nobody’s: 404 that says where to look',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
      expect(errors[0]).toMatchObject({
        message: 'There is no such writer here. The newest stories of all are at /feed.xml.',
        extensions: { code: 'NOT_FOUND' },
      });
    },
  );

  test('goes on behind rel=next: every story once, newest first, each page in one statement', async () => {
    const cleo = await signUp(app, { username: 'cleo' });
    const written: string[] = [];
    for (let n = 0; n < 45; n += 1) written.unshift((await writeStory(app, cleo, { title: `Day ${n}` })).title);
    for (const [start, isHers] of [
      ['/@cleo/feed.xml', true],
      ['/feed.xml', false],
    ] as const) {
      const read: (string | null)[] = [];
      let pages = 0;
      for (let path: string | undefined = start; path !== undefined; pages += 1) {
        const page: string = path;
        let feed: Document | undefined;
        expect(await statementsOf(app, async () => (feed = await feedOf(page)))).toHaveLength(1);
        const root = feed!.documentElement;
        read.push(...textsOf(feed!, 'entry > title'));
        expect(linkOf(root, 'self')).toBe(ORIGIN + page);
        const next = linkOf(root, 'next');
        path = next && pathOf(next);
      }
      if (isHers) expect({ pages, read }).toEqual({ pages: 3, read: written });
      expect(read.filter((title) => /^Day \d/.test(title!))).toEqual(written);
    }
  });

  // Read as bytes, what is given many times would be a cursor.
  const bytes = [...Buffer.from('["syndication","2026-11-14T09:00:00.000Z","01930000-0000-7000-8000-000000000000"]')];
  const manyTimes = `?${bytes.map((byte) => `after=${byte}`).join('&')}`;
  test.each(['?after=nonsense', '?after=a&after=b', manyTimes, '?after=%00', `?after=${'A'.repeat(200)}`])(
    '%s is no place in it: 400 that says so',
    async (query) => {
      for (const path of ['/feed.xml', '/@ben/feed.xml']) {
        const response = await get(path + query);
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({
          errors: [{ message: 'This cursor does not belong to this list and order.' }],
        });
      }
    },
  );

  test.each([
    ['/feed.xml', '1 minute'],
    ['/@ben/feed.xml', '2 minutes'],
  ])('%s is not sent again until it changed', async (path, later) => {
    const { headers } = await get(path);
    const [etag, modified] = [headers.get('etag')!, headers.get('last-modified')!];
    expect(Date.parse(modified)).toBeGreaterThan(0);
    const conditions: Record<string, string>[] = [{ 'If-None-Match': etag }, { 'If-Modified-Since': modified }];
    for (const condition of conditions) {
      const again = await get(path, condition);
      expect({ status: again.status, text: await again.text() }).toEqual({ status: 304, text: '' });
      expect(again.headers.get('etag')).toBe(etag);
    }
    const { slug } = await writeStory(app, ben, { title: 'Gone again' });
    // Last-Modified knows no parts of a second.
    await app.database.write(sql`update posts set updated_at = updated_at + ${later}::interval where slug = ${slug}`);
    for (const condition of conditions) expect((await get(path, condition)).status).toBe(200);
  });

  test.each<[string, (story: Story, writer: Person) => Promise<unknown>]>([
    ['taken back among the drafts', (story, writer) => unpublish(story, writer)],
    [
      'deleted',
      ({ id }, { token }) =>
        app.graphql('mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }', { id }, { token }),
    ],
    [
      'removed by a moderator',
      async ({ id }) =>
        app.graphql(
          'mutation ($id: ID!) { deletePost(input: { id: $id, reason: "Spam" }) { deletedId } }',
          { id },
          { token: (await signUpModerator(app)).token },
        ),
    ],
  ])('a story that is %s is gone also for readers that ask by time alone', async (_how, withdraw) => {
    const writer = await signUp(app);
    await writeStory(app, writer, { title: 'Stays' });
    const story = await writeStory(app, writer, { title: 'Withdrawn later' });
    const paths = ['/feed.xml', `/@${writer.username}/feed.xml`];
    const times = await Promise.all(paths.map(modifiedAt));
    const ask = () => Promise.all(paths.map((path, i) => get(path, { 'If-Modified-Since': times[i]! })));
    expect((await ask()).map(({ status }) => status)).toEqual([304, 304]);
    await withdraw(story, writer);
    for (const answer of await ask()) {
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toContain('Withdrawn later');
    }
  });

  test('a story that comes back is there again for readers that ask by time alone', async () => {
    const writer = await signUp(app);
    await writeStory(app, writer, { title: 'Away for a while' });
    const path = `/@${writer.username}/feed.xml`;
    await get(path);
    const become = (value: ReturnType<typeof sql>) =>
      app.database.write(sql`update posts set status = ${value} where author_id = ${fromGlobalId(writer.id)!.uuid}`);
    await become(sql`'DRAFT'`);
    const time = await modifiedAt(path);
    await become(sql`'PUBLISHED'`);
    const answer = await get(path, { 'If-Modified-Since': time });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Away for a while')]);
  });

  test.each(['/feed.json/', '/FEED.JSON', '/feed.json/?x=1', '/@ana/feed.json/'])('at %s is JSON', async (path) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    expect(await response.json()).toMatchObject({ version: 'https://jsonfeed.org/version/1.1' });
  });

  test('answers HEAD as GET, without the text', async () => {
    const plain = { 'Accept-Encoding': 'identity' };
    const [got, asked] = [await get('/feed.xml', plain), await get('/feed.xml', plain, 'HEAD')];
    expect(asked.status).toBe(200);
    expect(await asked.text()).toBe('');
    for (const name of ['content-type', 'content-length', 'etag', 'last-modified', 'cache-control'])
      expect(asked.headers.get(name)).toBe(got.headers.get(name));
  });
});

describe('what nobody else may see', () => {
  const SECRETS =
    /Kept back|Taken away|Removed|Of the suspended|quiet-harbour|Quiet Harbour|1\.23456|sus\b|@example\.com/;
  let addresses: string[];
  let own: App;

  beforeAll(async () => {
    own = await startApp({ APP_ORIGIN: ORIGIN, TRUST_PROXY: '127.0.0.1' });
    const mainApp = app;
    app = own;
    const [writer, suspended, moderator] = [
      await signUp(app, { username: 'writer' }),
      await signUp(app, { username: 'sus' }),
      await signUpModerator(app),
    ];
    const place = {
      name: 'Quiet Harbour',
      countryCode: 'NO',
      latitude: 61.23456,
      longitude: 5.5,
      precision: 'COUNTRY',
    };
    await writeStory(app, writer, { title: 'In the open', place });
    await writeStory(app, writer, { title: 'Kept back', publish: false });
    const taken = await writeStory(app, writer, { title: 'Taken away' });
    await unpublish(taken, writer);
    const removed = await writeStory(app, writer, { title: 'Removed' });
    await app.graphql(
      'mutation ($id: ID!) { deletePost(input: { id: $id, reason: "Spam" }) { deletedId } }',
      { id: removed.id },
      { token: moderator.token },
    );
    const theirs = await writeStory(app, suspended, { title: 'Of the suspended', tags: ['quiet-harbour'] });
    await suspend(suspended);
    addresses = [taken, removed, theirs].map(({ slug }) => `/head/stories/${slug}`);
    app = mainApp;
  });
  afterAll(() => own?.close());

  test('is in no feed and in no sitemap', async () => {
    const read = async (path: string) => (await fetch(own.url + path)).text();
    const index = xml(await read('/sitemap.xml'));
    const parts = textsOf(index, 'loc').map((address) => pathOf(address));
    expect(parts.map((part) => /from=([a-z]+)/.exec(part)?.[1])).toEqual(['pages', 'post', 'user']);
    const texts = await Promise.all(['/feed.xml', '/@writer/feed.xml', '/sitemap.xml', ...parts].map(read));
    expect(textsOf(xml(texts[0]!), 'entry > title')).toEqual(['In the open']);
    expect(textsOf(xml(texts[1]!), 'entry > title')).toEqual(['In the open']);
    expect(textsOf(xml(texts[4]!), 'loc')).toEqual([`${ORIGIN}/stories/in-the-open`]);
    expect(textsOf(xml(texts[5]!), 'loc')).toEqual([`${ORIGIN}/@writer`]);
    for (const text of texts) expect(text).not.toMatch(SECRETS);
  });

  test('has no head, and neither has who is suspended, nor a feed', async () => {
    for (const path of [...addresses, '/head/@sus', '/@sus/feed.xml'])
      expect((await fetch(own.url + path)).status).toBe(404);
    expect(await (await fetch(`${own.url}/head/stories/in-the-open`)).text()).not.toMatch(SECRETS);
    expect(await (await fetch(`${own.url}/head/@writer`)).text()).not.toMatch(SECRETS);
  });
});

describe('what people write', () => {
  let dee: Person;
  let story: Story;
  beforeAll(async () => {
    dee = await signUp(app, { username: 'dee', name: 'Dee' });
    story = await writeStory(app, dee, { title: HOSTILE, body: `${HOSTILE}\n\n\`\`\`\n${HOSTILE}\n\`\`\`` });
    await app.graphql(
      'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { id } } }',
      { input: { name: HOSTILE.slice(0, 50), bio: `${HOSTILE}\n$& $1 <?xml?> <!--# include virtual="/graphql" -->` } },
      { token: dee.token },
    );
  });

  test('stays text in a feed', async () => {
    const feed = await feedOf('/@dee/feed.xml');
    expect(textsOf(feed, 'entry > title')).toEqual([HOSTILE]);
    expect(textsOf(feed, 'author > name')).toEqual([HOSTILE.slice(0, 50)]);
    const { body } = await app.graphql('query ($slug: String!) { post(slug: $slug) { bodyHtml excerpt } }', {
      slug: story.slug,
    });
    expect(textsOf(feed, 'content')).toEqual([body.data.post.bodyHtml]);
    expect(textsOf(feed, 'summary')).toEqual([body.data.post.excerpt]);
  });

  test('stays text in a head', async () => {
    const head = html(await textOf(`/head/stories/${story.slug}`));
    expect(head.title).toBe(`${HOSTILE} · Wander`);
    expect(head.querySelector('[property="og:title"]')!.getAttribute('content')).toBe(HOSTILE);
    const profile = html(await textOf('/head/@dee'));
    expect(profile.querySelector('[name=description]')!.getAttribute('content')).toContain(
      '$& $1 <?xml?> <!--# include',
    );
    for (const page of [head, profile]) expect(all(page, 'script, body *, [onerror]')).toEqual([]);
  });

  test('and cannot stand in XML leaves it well-formed', async () => {
    const later = await writeStory(app, dee, { title: 'Before' });
    await app.database.write(sql`
      update posts set title = ${`a${NEVER}b`}, excerpt = ${NEVER}, body_html = ${`<p>${NEVER}</p>`} where slug = ${later.slug}`);
    const feed = await feedOf('/@dee/feed.xml');
    expect(textsOf(feed, 'entry > title')[0]).toBe(`a${'\ufffd'.repeat(6)}b`);
    expect(textsOf(feed, 'content')[0]).toBe(`<p>${'\ufffd'.repeat(6)}</p>`);
    expect(html(await textOf(`/head/stories/${later.slug}`)).title).toBe(`a${'\ufffd'.repeat(6)}b · Wander`);
  });
});

describe('a JSON feed', () => {
  test('has what the Atom feed has, page by page', async () => {
    const writer = await signUp(app, { username: 'jay', name: 'Jay' });
    await app.graphql(
      `mutation { updateProfile(input: { bio: "Slow boats." }) { user { id } } }`,
      {},
      { token: writer.token },
    );
    const stories: Story[] = [];
    for (let n = 1; n <= 21; n += 1)
      stories.push(
        await writeStory(app, writer, { title: `Boat ${n}`, body: `It [left](#${n}).`, tags: ['Slow boats'] }),
      );
    const response = await get('/@JAY/feed.json');
    expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    const feed = await response.json();
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Jay · Wander',
      description: 'Slow boats.',
      home_page_url: `${ORIGIN}/@jay`,
      feed_url: `${ORIGIN}/@jay/feed.json`,
    });
    expect(feed.items).toHaveLength(20);
    const atom = await feedOf('/@jay/feed.xml');
    expect(feed.items.map(({ id }: { id: string }) => id)).toEqual(textsOf(atom, 'entry > id'));
    const url = `${ORIGIN}/stories/${stories[20]!.slug}`;
    expect(feed.items[0]).toEqual({
      id: textsOf(atom, 'entry > id')[0],
      url,
      title: 'Boat 21',
      summary: 'It left.',
      content_html: textsOf(atom, 'entry > content')[0],
      date_published: textsOf(atom, 'entry > published')[0],
      date_modified: textsOf(atom, 'entry > updated')[0],
      authors: [{ name: 'Jay', url: `${ORIGIN}/@jay` }],
      tags: ['Slow boats'],
    });
    const next = await (await get(pathOf(feed.next_url))).json();
    expect(next).toMatchObject({ feed_url: feed.next_url, items: [{ title: 'Boat 1' }] });
    expect(next.next_url).toBeUndefined();
    const all = await (await get('/feed.json')).json();
    expect(all).toMatchObject({ home_page_url: `${ORIGIN}/`, items: feed.items });
  });

  test('holds whatever people write', async () => {
    await writeStory(app, ana, { title: HOSTILE, body: HOSTILE });
    const { items } = await (await get('/@ana/feed.json')).json();
    expect(items[0].title).toBe(HOSTILE);
    expect(items[0].content_html).not.toContain('<script');
  });
});

describe('the feed of a tag', () => {
  test('has its stories, by its slug or name, without those of people who are suspended', async () => {
    const [writer, other] = [await signUp(app), await signUp(app)];
    await writeStory(app, writer, { title: 'Fog 1', tags: ['Fog horns'] });
    await writeStory(app, other, { title: 'Fog 2', tags: ['fog horns'] });
    await writeStory(app, writer, { title: 'Clear', tags: ['sun'] });
    const statements = await statementsOf(app, () => get('/tags/fog-horns/feed.xml'));
    expect(statements).toHaveLength(1);
    const feed = await feedOf('/tags/FOG%20horns/feed.xml');
    expect(textsOf(feed, 'feed > title')).toEqual(['Fog horns · Wander']);
    expect(textsOf(feed, 'entry > title')).toEqual(['Fog 2', 'Fog 1']);
    expect(linkOf(feed.documentElement, 'self')).toBe(`${ORIGIN}/tags/fog-horns/feed.xml`);
    expect((await (await get('/tags/fog-horns/feed.json')).json()).items).toMatchObject([
      { title: 'Fog 2' },
      { title: 'Fog 1' },
    ]);
    await suspend(other);
    expect(textsOf(await feedOf('/tags/fog-horns/feed.xml'), 'entry > title')).toEqual(['Fog 1']);
    expect((await get('/tags/nowhere-at-all/feed.xml')).status).toBe(404);
    expect((await get('/tags/nowhere-at-all/feed.json')).status).toBe(404);
  });
});

describe('the head of a page', () => {
  const contents = (head: Document) =>
    Object.fromEntries(
      all(head, 'meta').map((meta) => [
        meta.getAttribute('property') ?? meta.getAttribute('name'),
        meta.getAttribute('content'),
      ]),
    );
  const feedsOf = (page: string) => ({
    'application/atom+xml': `${page}/feed.xml`,
    'application/feed+json': `${page}/feed.json`,
  });
  const linksOf = (head: Document) =>
    Object.fromEntries(
      all(head, 'link').map((link) => [
        link.getAttribute('type') ?? link.getAttribute('rel'),
        link.getAttribute('href'),
      ]),
    );

  test('of a story says what it is, in one statement', async () => {
    const story = await writeStory(app, ana, { title: 'Over the pass', body: 'Snow, *and* more.', tags: ['Snow'] });
    const path = `/head/stories/${story.slug}?utm_source=x`;
    expect(await statementsOf(app, () => get(path))).toHaveLength(1);
    const response = await get(path);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const head = html(await response.text());
    const address = `${ORIGIN}/stories/over-the-pass`;
    const { body } = await app.graphql('{ post(slug: "over-the-pass") { publishedAt updatedAt } }');
    expect(head.title).toBe('Over the pass · Wander');
    expect(linksOf(head)).toEqual({ canonical: address, ...feedsOf(`${ORIGIN}/@ana`) });
    expect(contents(head)).toEqual({
      description: 'Snow, and more.',
      author: 'Ana',
      'og:site_name': 'Wander',
      'og:title': 'Over the pass',
      'og:description': 'Snow, and more.',
      'og:url': address,
      'og:type': 'article',
      'article:author': `${ORIGIN}/@ana`,
      'article:published_time': body.data.post.publishedAt,
      'article:modified_time': body.data.post.updatedAt,
      'article:tag': 'Snow',
    });
  });

  test('of a profile says who it is, with or without capitals', async () => {
    expect(await statementsOf(app, () => get('/head/@ana'))).toHaveLength(1);
    const head = html(await textOf('/head/@ANA/'));
    expect(head.title).toBe('Ana (@ana) · Wander');
    expect(linksOf(head)).toEqual({ canonical: `${ORIGIN}/@ana`, ...feedsOf(`${ORIGIN}/@ana`) });
    expect(contents(head)).toMatchObject({
      description: 'Stories from the road by Ana.',
      'og:type': 'profile',
      'og:title': 'Ana',
      'og:url': `${ORIGIN}/@ana`,
      'profile:username': 'ana',
    });
  });

  test('of a tag says which, by its slug or name, and leads to its feed', async () => {
    await writeStory(app, ana, { title: 'Salt', tags: ['Salt Pans'] });
    expect(await statementsOf(app, () => get('/head/tags/salt-pans'))).toHaveLength(1);
    const page = `${ORIGIN}/tags/salt-pans`;
    for (const path of ['/head/tags/salt-pans', '/head/tags/Salt%20Pans/?x=1']) {
      const head = html(await textOf(path));
      expect(head.title).toBe('Salt Pans · Wander');
      expect(linksOf(head)).toEqual({ canonical: page, ...feedsOf(page) });
      expect(contents(head)).toMatchObject({ 'og:type': 'website', 'og:title': 'Salt Pans', 'og:url': page });
    }
  });

  test('of the first page leads to the feed of all, without a statement', async () => {
    expect(await statementsOf(app, () => get('/head/'))).toEqual([]);
    const head = html(await textOf('/head/?x=1'));
    expect(head.title).toBe('Wander: stories from the road');
    expect(linksOf(head)).toEqual({ canonical: `${ORIGIN}/`, ...feedsOf(`${ORIGIN}`) });
    expect(contents(head)['og:type']).toBe('website');
  });

  test('is not there for what is not there', async () => {
    for (const path of [
      '/head/nowhere',
      '/head/stories/no-such-story',
      '/head/stories/%00',
      '/head/@ghost',
      '/head/tags/no-such-tag',
      '/head/tags/%00',
      '/head/settings',
    ])
      expect((await get(path)).status).toBe(404);
    expect((await get('/head/stories/%ff')).status).toBe(400);
  });

  test('stands in the page that a browser or a bot loads; without the API the page is the plain one', async () => {
    const story = await writeStory(app, ana, { title: 'In <the> page' });
    const root = await mkdtemp(join(tmpdir(), 'wander-head-'));
    await copyFile(new URL('../../client/index.html', import.meta.url), join(root, 'index.html'));
    const open = (apiUrl: string) => startStaticServer({ root, apiUrl, port: 0 });
    const [frontend, alone] = [await open(app.url), await open('http://127.0.0.1:9')];
    try {
      const load = async (url: string, path: string) => html(await (await fetch(url + path)).text());
      const page = await load(frontend.url, `/stories/${story.slug}`);
      expect(page.title).toBe('In <the> page · Wander');
      expect(all(page, 'title, meta[name=description], link[rel=canonical]')).toHaveLength(3);
      expect(contents(page)).toMatchObject({ 'og:title': 'In <the> page', 'og:type': 'article' });
      expect(contents(await load(frontend.url, '/@ana'))).toMatchObject({ 'og:type': 'profile' });
      for (const plain of [
        await load(alone.url, `/stories/${story.slug}`),
        await load(frontend.url, '/stories/gone'),
      ]) {
        expect(plain.title).toBe('Wander: stories from the road');
        expect(all(plain, 'title, meta[name=description]')).toHaveLength(2);
        expect(all(plain, '[property], link[rel=canonical]')).toEqual([]);
        expect(plain.getElementById('root')).not.toBeNull();
      }
    } finally {
      await Promise.all([frontend.close(), alone.close()]);
      await rm(root, { recursive: true });
    }
  });
});

describe('the sitemap', () => {
  const STORIES = 20_500;
  let own: App;
  beforeAll(async () => {
    own = await startApp({ APP_ORIGIN: ORIGIN });
    const client = new pg.Client({ connectionString: own.databaseUrl });
    await client.connect();
    // Without triggers: neither search nor map is asked here.
    await client.query(`
      begin; set local session_replication_role = replica;
      insert into users (id, username, email, name, password_hash, post_count)
        select gen_random_uuid(), 'writer' || n, 'writer' || n || '@example.com', 'W', 'x', 1 from generate_series(1, 3) n;
      insert into posts (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status, published_at)
        select gen_random_uuid(), (select id from users where username = 'writer' || 1 + n % 3), 'T', 'story-' || n, 'x', '', '',
          1, 'PUBLISHED', now() from generate_series(1, ${STORIES}) n;
      insert into tags (id, slug, name, post_count) values (gen_random_uuid(), 'søer', 'Søer', 1), (gen_random_uuid(), 'unused', 'Unused', 0);
      insert into post_tags (post_id, tag_id, position, published_at)
        select p.id, t.id, 0, now() from posts p, tags t where p.slug = 'story-1' and t.slug = 'søer';
      commit`);
    await client.end();
  });
  afterAll(() => own?.close());
  const read = async (path: string) => (await fetch(own.url + path)).text();
  // Not by a parser of XML: 10,000 of them hold up this process, which is the server's too, for seconds.
  const locs = (text: string) => [...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => pathOf(address!));

  test('lists every story, writer and tag once, in parts of at most 10,000, one statement each', async () => {
    let index = '';
    expect(await statementsOf(own, async () => (index = await read('/sitemap.xml')))).toHaveLength(1);
    expect(xml(index).documentElement.localName).toBe('sitemapindex');
    const parts = locs(index);
    expect(parts.map((part) => /^\/sitemap\.xml\?from=([a-z]+)/.exec(part)?.[1])).toEqual([
      ...['pages', 'post', 'post', 'post', 'tag', 'user'],
    ]);
    const texts: string[] = [];
    for (const part of parts) {
      const statements = await statementsOf(own, async () => texts.push(await read(part)));
      expect(statements).toHaveLength(part.endsWith('pages') ? 0 : 1);
    }
    for (const small of [texts[0]!, texts[3]!, texts[4]!, texts[5]!]) {
      const { localName, namespaceURI } = xml(small).documentElement;
      expect([localName, namespaceURI]).toEqual(['urlset', 'http://www.sitemaps.org/schemas/sitemap/0.9']);
    }
    const lists = texts.map(locs);
    expect(lists.map((list) => list.length)).toEqual([2, 10_000, 10_000, STORIES - 20_000, 1, 3]);
    expect(lists[0]).toEqual(['/', '/about']);
    const stories = new Set(lists.slice(1, 4).flat());
    expect(stories.size).toBe(STORIES);
    for (const n of [1, 10_000, STORIES]) expect(stories).toContain(`/stories/story-${n}`);
    expect(lists[4]).toEqual(['/tags/s%C3%B8er']);
    expect(new Set(lists[5])).toEqual(new Set(['/@writer1', '/@writer2', '/@writer3']));
    // The protocol's limit is 50 MB.
    for (const text of texts) expect(text.length).toBeLessThan(5_000_000);
  });

  test('says when a story changed, and a part is not sent again until something did', async () => {
    const part = own.url + locs(await read('/sitemap.xml'))[1]!;
    const response = await fetch(part);
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const text = await response.text();
    expect(text.match(/<lastmod>\d{4}-\d\d-\d\dT[\d:.]{12}Z<\/lastmod>/g)).toHaveLength(10_000);
    const condition = { 'If-None-Match': response.headers.get('etag')! };
    expect((await fetch(part, { headers: condition })).status).toBe(304);
  });

  test.each(['nonsense', '', 'comment_01h455vb4pex5vsknk084sn02q', 'post_', 'post_zzzzzzzzzzzzzzzzzzzzzzzzzz', '%00'])(
    'has no part from “%s”: 404 that says where they are',
    async (from) => {
      const response = await fetch(`${own.url}/sitemap.xml?from=${from}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('All of them are listed at /sitemap.xml.');
    },
  );

  test('is named in robots.txt, which keeps search engines from what is one person’s alone and from nothing else', async () => {
    const response = await get('/robots.txt');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const text = await response.text();
    expect(text).toMatch(/^User-agent: \*$/m);
    expect(text).toMatch(new RegExp(`^Sitemap: ${ORIGIN}/sitemap.xml$`, 'm'));
    const closed = [...text.matchAll(/^Disallow: (\/\S+)$/gm)].map(([, prefix]) => prefix!);
    const isOpen = (path: string) => !closed.some((prefix) => path.startsWith(prefix));
    const own = ['/settings', '/drafts', '/write', '/write/post_01h', '/search?q=lake', '/login', '/following'];
    expect(own.filter(isOpen)).toEqual([]);
    const open = ['/', '/stories/a-walk', '/@amara', '/tags/lake', '/about', '/graphql', '/config.js', '/assets/a.js'];
    const outside = ['/feed.xml', '/@amara/feed.xml', '/sitemap.xml'];
    expect([...open, ...outside].filter((path) => !isOpen(path))).toEqual([]);
  });
});

describe('requests for them', () => {
  test.each([
    ...['/feed.xml', '/feed.json', '/@ana/feed.xml', '/tags/tides/feed.json', '/sitemap.xml', '/robots.txt'],
    ...['/head', '/head/stories/x', '/head/tags/x', '/head/@ana', '/healthz/live', '/healthz/ready'],
  ])('by other methods than GET and HEAD are 405 at %s', async (path) => {
    for (const method of ['POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH']) {
      const response = await get(path, {}, method);
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
      expect(await response.json()).toMatchObject({
        errors: [{ message: 'Use GET or HEAD.', extensions: { code: 'BAD_REQUEST' } }],
      });
    }
    expect((await get('/nowhere', {}, 'POST')).status).toBe(404);
  });

  test('are paid from the budget of the guest’s address, and probes are not', async () => {
    const own = await startApp({ RATE_LIMIT_GUEST: '50', TRUST_PROXY: '127.0.0.1' });
    try {
      const from = (address: string, path: string) =>
        fetch(own.url + path, { headers: { 'X-Forwarded-For': address } });
      for (const status of [200, 200, 429]) expect((await from('10.1.1.1', '/feed.xml')).status).toBe(status);
      const refused = await from('10.1.1.1', '/feed.xml');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
      expect((await from('10.1.1.1', '/head/')).status).toBe(200);
      expect((await from('10.2.2.2', '/feed.xml')).status).toBe(200);
      expect((await from('10.1.1.1', '/healthz/ready')).status).toBe(200);
    } finally {
      await own.close();
    }
  });

  test('are counted by how they ended', async () => {
    const metricsUrl = `http://127.0.0.1:${await app.nest.get(MetricsServer).listen(0, '127.0.0.1')}`;
    const count = async (outcome: string) => {
      const text = await (await fetch(`${metricsUrl}/metrics`)).text();
      const line = `wander_http_requests_total{handler="feedOfWriter",outcome="${outcome}"} `;
      return Number(
        text
          .split('\n')
          .find((each) => each.startsWith(line))
          ?.slice(line.length) ?? 0,
      );
    };
    const before = [await count('ok'), await count('refused')];
    await get('/@ana/feed.xml');
    await get('/@ana/feed.xml', {}, 'HEAD');
    await get('/@ghost/feed.xml');
    expect([await count('ok'), await count('refused')]).toEqual([before[0]! + 2, before[1]! + 1]);
  });

  describe('while the database is held up', () => {
    let locker: pg.Client;
    beforeAll(async () => {
      locker = new pg.Client({ connectionString: app.databaseUrl });
      await locker.connect();
      await locker.query('begin; lock table posts in access exclusive mode');
    });
    afterAll(() => locker?.end());

    test.each(['/feed.xml', '/@ana/feed.xml', '/sitemap.xml?from=post_01h455vb4pex5vsknk084sn02q'])(
      '%s ends in the database when its reader leaves',
      async (path) => {
        const leaving = new AbortController();
        const request = fetch(app.url + path, { signal: leaving.signal });
        request.catch(() => undefined);
        await untilBlocked(app, 1);
        const began = Date.now();
        leaving.abort();
        await untilBlocked(app, 0);
        // Not by its own timeout, which would be later.
        expect(Date.now() - began).toBeLessThan(3_000);
        await expect(request).rejects.toThrow();
      },
    );

    test.each(['/feed.xml', '/sitemap.xml', '/head/stories/over-the-pass'])(
      '%s is UNAVAILABLE after its time',
      async (path) => {
        const response = await get(path);
        expect(response.status).toBe(503);
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
        expect((await get('/healthz/live')).status).toBe(200);
      },
    );
  });
});
