import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { JSDOM } from 'jsdom';
import { buildPages } from '../../scripts/lib/build.js';
import { inProject } from '../../scripts/lib/project.js';
import { sql } from '../../server/platform/database/index.js';
import { LoopWatch } from '../../server/platform/observability/index.js';
import { alone } from '../support/alone.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, signUpModerator, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';

/** What pages show of what is there, by the client itself. How they are made: page-rendering.test.ts. */

/** The client may have to be built first. */
const BUILDING_MS = 300_000;
const ORIGIN = 'https://wander.example.com';
const PLACE = { name: 'Kisumu', countryCode: 'KE', latitude: -0.1, longitude: 34.75, precision: 'EXACT' };

interface Page {
  status: number;
  headers: Headers;
  text: string;
  document: Document;
}

let app: App;
let ana: Person;
let ben: Person;
let story: Story;
let draft: Story;
beforeAll(async () => {
  await alone(buildPages);
  app = await startApp({ APP_ORIGIN: ORIGIN, TRUST_PROXY: '127.0.0.1' });
  // Whether the machine is busy is not what is asked.
  app.nest.get(LoopWatch).onApplicationShutdown();
  ana = await signUp(app, { username: 'ana', name: 'Ana of the Lake' });
  ben = await signUp(app, { username: 'ben', name: 'Ben' });
  story = await writeStory(app, ana, {
    title: 'A ferry across the lake',
    body: 'We left **at dawn**.\n\nAnd came back.',
    tags: ['ferries', 'Lake Victoria'],
    place: PLACE,
  });
  draft = await writeStory(app, ana, { title: 'A hidden draft', body: 'Nobody reads this yet.', publish: false });
  await comment(ben, story, 'I was **on it**, too.');
}, BUILDING_MS);
afterAll(() => app?.close());

async function mutate(person: Person, name: string, input: object): Promise<void> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const { body } = await app.graphql(
    `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`,
    { input },
    { token: person.token },
  );
  if (!body.data?.[name]) throw new Error(`${name}: ${JSON.stringify(body)}`);
}
const comment = (person: Person, { id }: Story, body: string) => mutate(person, 'addComment', { postId: id, body });

/** The page once it is there: a machine that is busy answers UNAVAILABLE first. */
async function get(path: string, headers: Record<string, string> = {}): Promise<Page> {
  let response!: Response;
  await until(async () => {
    response = await fetch(`${app.url}/pages${path}`, { headers, redirect: 'manual' });
    return response.status !== 503;
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, document: new JSDOM(text).window.document };
}
const readable = ({ document }: Page) => document.querySelector('#root')!.textContent;
const robotsOf = ({ document }: Page) => document.querySelector('meta[name=robots]')?.getAttribute('content');
const stateOf = ({ document }: Page) => document.querySelector('#page-state')!.textContent;

describe('a page', () => {
  test.each<[string, string[]]>([
    ['/', ['A ferry across the lake', 'Ana of the Lake', 'Kisumu']],
    ['/@ana', ['A ferry across the lake', 'Ana of the Lake', '@ana']],
    ['/tags/ferries', ['A ferry across the lake', 'ferries']],
    ['/search?q=ferry', ['A ferry across the lake']],
    ['/map', ['A ferry across the lake']],
    ['/about', ['Wander']],
  ])('%s comes whole, before any script', async (path, words) => {
    const page = await get(path);
    expect(page.status).toBe(200);
    for (const word of words) expect(readable(page)).toContain(word);
    expect(page.document.querySelectorAll('h1').length).toBeGreaterThan(0);
    expect(page.document.querySelectorAll('title').length).toBe(1);
    // What somebody searches for is no page for search engines.
    if (path.startsWith('/search')) expect(robotsOf(page)).toContain('noindex');
    else expect(page.document.querySelector('link[rel=canonical]')!.getAttribute('href')).toBe(ORIGIN + path);
  });

  test('of a story has its text, writer, tags, place and comments, and says what it is', async () => {
    const page = await get(`/stories/${story.slug}`);
    expect(page.status).toBe(200);
    for (const word of ['Ana of the Lake', 'Lake Victoria', 'Kisumu', 'at dawn', 'And came back.', 'I was on it, too.'])
      expect(readable(page)).toContain(word);
    expect(page.document.title).toBe('A ferry across the lake · Wander');
    const [data] = [...page.document.querySelectorAll('script[type="application/ld+json"]')].map(
      ({ textContent }) => JSON.parse(textContent) as object,
    );
    expect(data).toMatchObject({ '@type': 'Article', headline: 'A ferry across the lake' });
  });

  test.each([
    ['a story', () => '/stories/nothing-here-12'],
    ['a person', () => '/@nobody'],
    ['a tag', () => '/tags/nothing'],
  ])('of %s that is not there is a 404 that nobody lists', async (_what, path) => {
    const page = await get(path());
    expect(page.status).toBe(404);
    expect(robotsOf(page)).toContain('noindex');
    expect(page.document.querySelectorAll('h1').length).toBeGreaterThan(0);
  });

  test.each([
    ['/%40ana', '/@ana'],
    ['/@ANA', '/@ana'],
    ['/@ana/', '/@ana'],
    ['/@ana/?after=x', '/@ana?after=x'],
    ['/tags/Lake%20Victoria', '/tags/lake-victoria'],
    ['/about/', '/about'],
  ])('at %s is at %s', async (path, location) => {
    let at = path;
    for (let step = 0; step < 3 && at !== location; step += 1) {
      const { status, headers } = await get(at);
      expect(status).toBe(308);
      at = headers.get('location')!;
    }
    expect(at).toBe(location);
  });

  test('has links to the next ones that need no script', async () => {
    const writer = await signUp(app, { username: 'often' });
    for (let n = 1; n <= 25; n += 1) await writeStory(app, writer, { title: `Part ${n}` });
    for (const path of ['/', '/@often']) {
      const first = await get(path);
      const next = first.document.querySelector('#root a[href*="after="]')!.getAttribute('href')!;
      const second = await get(next);
      expect(second.status).toBe(200);
      const titles = (page: Page) =>
        [...page.document.querySelectorAll('#root article h2, #root article h3')].map((title) => title.textContent);
      expect(titles(second).length).toBeGreaterThan(0);
      expect(titles(second).filter((title) => titles(first).includes(title))).toEqual([]);
    }
  });
});

describe('a page never has', () => {
  const paths = () => ['/', '/@ana', '/tags/ferries', '/search?q=hidden', '/map', `/stories/${story.slug}`];

  test('a draft, or anybody’s e-mail address, in what is read as in what scripts take over', async () => {
    for (const path of paths()) {
      const { text } = await get(path);
      for (const secret of ['hidden draft', 'Nobody reads this', '@example.com']) expect(text).not.toContain(secret);
    }
    expect((await get(`/stories/${draft.slug}`)).status).toBe(404);
  });

  test('anything else for its writer, whose token and cookie are not looked at', async () => {
    const headers = { Authorization: `Bearer ${ana.token}`, Cookie: 'wander_rt=x' };
    for (const path of paths()) expect((await get(path, headers)).text).toBe((await get(path)).text);
    const own = await get(`/stories/${draft.slug}`, headers);
    expect([own.status, own.text.includes('Nobody reads this')]).toEqual([404, false]);
  });

  test('markup of what people wrote, whatever they wrote', async () => {
    const hostile = '</script><script>alert(1)</script><!-- \u2028 \u2029 $& <img src=x onerror=alert(1)>';
    const mallory = await signUp(app, { username: 'mallory', name: hostile.slice(0, 40) });
    const written = await writeStory(app, mallory, { title: hostile, body: `\`${hostile}\``, tags: ['mallory'] });
    await comment(mallory, written, hostile);
    for (const path of ['/', '/@mallory', '/tags/mallory', `/stories/${written.slug}`, '/search?q=%3C/script%3E']) {
      const page = await get(path);
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/<script>alert|<img src=x/);
      expect(stateOf(page)).not.toMatch(/[<\u2028\u2029]/);
      expect(page.document.querySelectorAll('[onerror], img[src=x]').length).toBe(0);
      JSON.parse(stateOf(page));
    }
    await mutate(mallory, 'deletePost', { id: written.id });
  });

  test('a script in its markup but the one that the policy allows', async () => {
    const allowed = await readFile(inProject('client/nginx/headers.conf'), 'utf8');
    for (const path of paths()) {
      const { document } = await get(path);
      const scripts = [...document.querySelectorAll('script:not([src])')].filter(
        (script) => !/json/.test(script.getAttribute('type') ?? ''),
      );
      expect(scripts).toHaveLength(1);
      const hash = createHash('sha256').update(scripts[0]!.textContent).digest('base64');
      expect(allowed).toContain(`'sha256-${hash}'`);
      const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
        element.getAttributeNames().filter((name) => name.startsWith('on')),
      );
      expect(handlers).toEqual([]);
    }
  });
});

describe('a page that was kept is another after', () => {
  /** Reads before, so that something is kept; then right after the write. */
  async function after(path: string, write: () => Promise<unknown>): Promise<Page> {
    await get(path);
    await write();
    return get(path);
  }

  test('a publication, an edit, a withdrawal and a deletion', async () => {
    const own = await writeStory(app, ben, { title: 'First title', publish: false });
    const published = await after('/', () => mutate(ben, 'publishPost', { id: own.id, version: own.version }));
    expect(readable(published)).toContain('First title');
    const { body } = await app.graphql('query ($id: ID!) { node(id: $id) { ... on Post { slug version } } }', {
      id: own.id,
    });
    const { slug, version } = body.data.node as { slug: string; version: number };
    const path = `/stories/${slug}`;
    expect(readable(await get(path))).toContain('First title');
    const edited = await after(path, () => mutate(ben, 'updatePost', { id: own.id, version, title: 'Second title' }));
    expect(readable(edited)).toContain('Second title');
    const withdrawn = await after(path, () => mutate(ben, 'unpublishPost', { id: own.id }));
    expect([withdrawn.status, withdrawn.text.includes('Second title')]).toEqual([404, false]);
    const other = await writeStory(app, ben, { title: 'To be deleted' });
    const deleted = await after(`/stories/${other.slug}`, () => mutate(ben, 'deletePost', { id: other.id }));
    expect([deleted.status, deleted.text.includes('To be deleted')]).toEqual([404, false]);
    expect((await get('/')).text).not.toMatch(/Second title|To be deleted/);
  });

  test('a comment, another name, and what a moderator takes away', async () => {
    const own = await writeStory(app, ben, { title: 'Spoken about' });
    const path = `/stories/${own.slug}`;
    expect(readable(await after(path, () => comment(ana, own, 'Something was said.')))).toContain(
      'Something was said.',
    );
    expect(readable(await after(path, () => mutate(ben, 'updateProfile', { name: 'Benjamin' })))).toContain('Benjamin');
    const moderator = await signUpModerator(app);
    const removed = await after(path, () => mutate(moderator, 'deletePost', { id: own.id, reason: 'Not here.' }));
    expect([removed.status, removed.text.includes('Spoken about')]).toEqual([404, false]);
  });

  test('what a host does, within the time that answers are kept', async () => {
    const gone = await signUp(app, { username: 'gone', name: 'Soon gone' });
    await writeStory(app, gone, { title: 'By somebody who is suspended' });
    expect(readable(await get('/'))).toContain('By somebody who is suspended');
    await app.database.write(
      sql`update posts set title = 'Changed by hand' where title = 'By somebody who is suspended'`,
    );
    await until(async () => readable(await get('/')).includes('Changed by hand'));
  });
});
