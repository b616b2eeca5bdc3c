import { beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { inBrowser, storyText } from './support.js';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const body = `It rained.

## The second day

![A lighthouse](https://pictures.example/lighthouse.png)

> “Go on”, she said.

- bread
- [a map](https://maps.example)

\`\`\`
06:40 north
\`\`\`

| from | by | on | at | until | for | with | to |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Llanfairpwllgwyngyll | Holyhead | Wednesdays | afternoon | September | ninepence | umbrellas | Aberystwyth |

${'> '.repeat(20)}Said one who heard it from another

${Array.from({ length: 12 }, (_, depth) => `${'  '.repeat(depth)}- and then`).join('\n')}
`;

const place = { name: 'Bangor', countryCode: 'GB', latitude: 53.2, longitude: -4.2, precision: 'CITY' };

const wide = 1280;
const narrow = 320;

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run({
      runOnly: { type: 'tag', values: tags },
      rules: { 'label-content-name-mismatch': { enabled: true } },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  }, rules);
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

inBrowser('every page', (site) => {
  let writer: Person;
  let guestPages: [path: string, ready: string][];
  let ownPages: [path: string, ready: string][];

  beforeAll(async () => {
    const { app } = site();
    writer = await signUp(app, { name: 'Wolfeschlegelsteinhausenbergerdorffwelchevoraltern' });
    const story = await writeStory(app, writer, {
      title: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch by bus',
      body,
      tags: ['slow trains', 'wales', 'donaudampfschifffahrtsgesellsc'],
      place: { ...place, name: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch' },
    });
    await writeStory(app, writer, { title: 'Another', body, tags: ['wales'], place });
    const reader = await signUp(app);
    for (const [person, document] of [
      [reader, `mutation { setFollow(input: { userId: "${writer.id}", following: true }) { user { id } } }`],
      [reader, `mutation { setLike(input: { postId: "${story.id}", liked: true }) { post { id } } }`],
      [writer, `mutation { setBookmark(input: { postId: "${story.id}", bookmarked: true }) { post { id } } }`],
      [
        reader,
        `mutation { addComment(input: { postId: "${story.id}", body: "Donaudampfschifffahrtsgesellschaftskapitän" }) { post { id } } }`,
      ],
    ] as const)
      await app.graphql(document, {}, { token: person.token });
    const draft = await writeStory(app, writer, { title: 'Half', body, publish: false });
    guestPages = [
      ['/', '.card a'],
      [`/stories/${story.slug}`, '.comment[id]'],
      [`/@${writer.username}`, '.card a'],
      ['/tags/wales', '.card a'],
      [`/@${writer.username}/followers`, '.person-row'],
      [`/@${writer.username}/following`, '.empty'],
      ['/map', '.minilist li'],
      ['/map?at=-60,0,5', '.maplist'],
      ['/search?q=bus', '.hits li'],
      ['/search?q=zeppelin', '.empty'],
      ['/login', '#email'],
      ['/register', '#email'],
      ['/about', 'h1'],
      ['/nowhere', '.lost'],
      ['/stories/never-written', '.lost'],
    ];
    ownPages = [
      ['/', '.card a'],
      [`/stories/${story.slug}`, '.comment[id]'],
      [`/@${writer.username}`, '.card a'],
      ['/drafts', '.rows li'],
      ['/following', '.empty'],
      ['/map', '.minilist li'],
      ['/bookmarks', '.card a'],
      ['/notifications', '.notes li'],
      ['/settings', '#sessions li'],
      ['/write', '.cm-content'],
      [`/write/${draft.id}`, '.cm-content'],
      ['/nowhere', '.lost'],
    ];
  });

  /** What axe finds at these widths, and whether anything scrolls sideways. */
  async function lookAt(page: Page, pages: typeof guestPages, widths: number[]): Promise<string[]> {
    const found: string[] = [];
    for (const [path, ready] of pages) {
      await page.setViewportSize({ width: wide, height: 900 });
      await page.goto(path);
      await page.locator(ready).first().waitFor();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        if ((await sideways(page)) > 0) found.push(`${path} scrolls sideways at ${width}`);
        const items = page.locator('.site').getByRole('listitem');
        if ((await items.filter({ hasNot: page.getByRole('link').or(page.getByRole('button')) }).count()) > 0)
          found.push(`${path} has an empty item in its header at ${width}`);
        for (const violation of await violationsOf(page)) found.push(`${path} at ${width}: ${violation}`);
      }
    }
    return found;
  }

  // Colours are the same at every width.
  const looks = [
    ['light', [wide, narrow]],
    ['dark', [wide]],
  ] as const;

  test.each(looks)('is within reach of everyone: a guest, %s', async (colorScheme, widths) => {
    const page = await site().page('/about', { colorScheme, reducedMotion: 'reduce' });
    expect(await lookAt(page, guestPages, [...widths])).toEqual([]);
  });

  test.each(looks)('is within reach of everyone: signed in, %s', async (colorScheme, widths) => {
    const page = await site().pageOf(writer, '/drafts', { colorScheme, reducedMotion: 'reduce' });
    expect(await lookAt(page, ownPages, [...widths])).toEqual([]);
  });

  test('what opens over a page is within reach of everyone', async () => {
    const draft = await writeStory(site().app, writer, { title: 'Open', body, publish: false });
    const page = await site().pageOf(writer, '/drafts', { colorScheme: 'dark', reducedMotion: 'reduce' });
    const found: string[] = [];
    const lookAt = async (name: string, opened: string) => {
      await page.locator(opened).first().waitFor();
      for (const violation of await violationsOf(page)) found.push(`${name}: ${violation}`);
      await page.keyboard.press('Escape');
    };
    await page.getByRole('button', { name: 'Delete' }).first().click();
    await lookAt('delete', 'dialog .btn.danger');
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await lookAt('menu', '.menubox .menu');
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('another');
    await lookAt('search', '[role=option]');
    await page.goto(`/write/${draft.id}`);
    await storyText(page).waitFor();
    await page.getByRole('button', { name: /^Link/ }).click();
    await lookAt('link', '.popover');
    await page.locator('.writemenu summary').click();
    await lookAt('story', '.writemenu .menu a, .writemenu .menu button');
    await page.getByRole('button', { name: 'Add a place' }).click();
    await page.getByRole('combobox', { name: 'Where did it happen?' }).fill('Lantern Cove');
    await page.getByRole('option', { name: 'set the dot yourself' }).click();
    await lookAt('place', '.spot .world');
    expect(found).toEqual([]);
  });

  test('the two versions of a story are within reach of everyone', async () => {
    const draft = await writeStory(site().app, writer, { title: 'Twice', body, publish: false });
    const page = await site().pageOf(writer, `/write/${draft.id}`, { reducedMotion: 'reduce' });
    await storyText(page).click();
    await site().app.graphql(
      'mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }',
      { input: { id: draft.id, version: draft.version, body: 'Quite another text.' } },
      { token: writer.token },
    );
    await page.keyboard.insertText('Mine. ');
    await page.getByText('saved somewhere else').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of colorScheme === 'light' ? [wide, narrow] : [wide]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await sideways(page)).toBeLessThanOrEqual(0);
        expect(await violationsOf(page)).toEqual([]);
      }
    }
  });

  test('no word is too long for its line, whoever wrote it', async () => {
    const { app } = site();
    const word = (length: number) =>
      'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch'.repeat(4).slice(0, length);
    const [wordy, other] = [await signUp(app, { name: word(50) }), await signUp(app, { name: word(49) })];
    const ask = (person: Person, document: string, variables: object = {}) =>
      app.graphql(document, variables, { token: person.token });
    const more = { body: word(200), tags: [word(30)], place: { ...place, name: word(100) } };
    const stories = [];
    for (const length of [200, 199, 198]) stories.push(await writeStory(app, wordy, { ...more, title: word(length) }));
    const [, middle] = stories as [Story, Story, Story];
    const draft = await writeStory(app, wordy, { ...more, title: word(197), publish: false });
    for (const person of [wordy, other])
      await ask(person, 'mutation ($bio: String!) { updateProfile(input: { bio: $bio }) { user { id } } }', {
        bio: word(200),
      });
    for (const document of [
      `mutation { setFollow(input: { userId: "${wordy.id}", following: true }) { user { id } } }`,
      `mutation { setLike(input: { postId: "${middle.id}", liked: true }) { post { id } } }`,
      `mutation { addComment(input: { postId: "${middle.id}", body: "${word(200)}" }) { post { id } } }`,
    ])
      await ask(other, document);
    for (const document of [
      `mutation { setFollow(input: { userId: "${other.id}", following: true }) { user { id } } }`,
      `mutation { setBookmark(input: { postId: "${middle.id}", bookmarked: true }) { post { id } } }`,
    ])
      await ask(wordy, document);
    const [who, tag] = [wordy.username, word(30).toLowerCase()];
    const pages: typeof guestPages = [
      ['/', '.card a'],
      [`/stories/${middle.slug}`, '.comment[id]'],
      [`/stories/${middle.slug}`, '.pager a'],
      [`/@${who}`, '.card a'],
      [`/@${who}/followers`, '.person-row'],
      [`/@${who}/following`, '.person-row'],
      [`/tags/${tag}`, '.card a'],
      ['/map', '.minilist li'],
      [`/search?q=${word(56)}`, '.hits li'],
      ['/following', '.empty'],
      ['/bookmarks', '.card a'],
      ['/notifications', '.notes li'],
      ['/drafts', '.rows li'],
      ['/settings', '#sessions li'],
      [`/write/${draft.id}`, '.cm-content'],
    ];
    const page = await site().pageOf(wordy, '/drafts');
    const found: string[] = [];
    for (const [path, ready] of pages) {
      await page.goto(path);
      await page.locator(ready).first().waitFor();
      for (const width of [wide, 820, 390, narrow]) {
        await page.setViewportSize({ width, height: 900 });
        const over = await page.evaluate(() =>
          [...document.querySelectorAll('main *')].flatMap((element) => {
            const { left, right } = element.getBoundingClientRect();
            const scrolls = element.closest('.tablewrap, pre, .tabs, .world, nav ul, .vh, .cm-editor') !== null;
            return right > left && right > innerWidth + 1 && !scrolls ? [element.className || element.tagName] : [];
          }),
        );
        if ((await sideways(page)) > 0) found.push(`${path} scrolls sideways at ${width}`);
        if (over.length > 0) found.push(`${path} at ${width} loses ${over.slice(0, 3).join(', ')}`);
      }
    }
    expect(found).toEqual([]);
  });

  test('nothing scrolls sideways at 640 and at 320 with text twice as large', async () => {
    const page = await site().pageOf(writer, '/drafts', { viewport: { width: 640, height: 900 } });
    const found: string[] = [];
    for (const [path, ready] of ownPages) {
      await page.goto(path);
      await page.locator(ready).first().waitFor();
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      for (const width of [640, narrow]) {
        await page.setViewportSize({ width, height: 900 });
        if ((await sideways(page)) > 0) found.push(`${path} at ${width}`);
      }
    }
    expect(found).toEqual([]);
  });
});
