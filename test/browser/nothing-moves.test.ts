import { beforeAll, expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { PASSWORD, type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { inBrowser, untilListening } from './support.js';

/* Cumulative layout shift, as browsers measure it: what moves although nobody asked for it, on every route and on walks. */

const most = 0.01;
const atOnce = 4;
const phone = { width: 390, height: 844 };
const tablet = { width: 820, height: 1180 };
const desktop = { width: 1280, height: 800 };
const large = { width: 1920, height: 1080 };
/** Bytes a second and ms of a phone far from its mast. */
const slow = { downloadThroughput: 200_000, uploadThroughput: 93_750, latency: 150, offline: false };

interface Shift {
  value: number;
  moved: string[];
}

/** Notes each shift that follows no input, with what moved. */
const watch = () => {
  const shifts: Shift[] = [];
  Object.assign(window, { shifts });
  const nameOf = (node: Node | null) => {
    const element = node instanceof Element ? node : node?.parentElement;
    return element
      ? `${element.localName}.${[...element.classList].join('.')}#${element.id}`
      : 'something that is gone';
  };
  const placeOf = ({ x, y, width, height }: DOMRectReadOnly) =>
    `${[x, y].map(Math.round).join()} ${[width, height].map(Math.round).join('×')}`;
  interface Source {
    node: Node | null;
    previousRect: DOMRectReadOnly;
    currentRect: DOMRectReadOnly;
  }
  type LayoutShift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: Source[] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as LayoutShift[])
      if (!entry.hadRecentInput)
        shifts.push({
          value: entry.value,
          moved: entry.sources.map(
            ({ node, previousRect, currentRect }) =>
              `${nameOf(node)} from ${placeOf(previousRect)} to ${placeOf(currentRect)}`,
          ),
        });
  }).observe({ type: 'layout-shift', buffered: true });
};

/** What has moved on a page, if it is more than may; asked once nothing is on its way any more. */
async function movedOn(page: Page): Promise<Shift[]> {
  await page.waitForLoadState('networkidle');
  // The entries of a frame come after it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  const shifts = await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
  return shifts.reduce((sum, { value }) => sum + value, 0) > most ? shifts : [];
}

inBrowser(
  'nothing moves',
  (site) => {
    let writer: Person;
    let reader: Person;
    let story: Story;
    let guestPages: [path: string, ready: string][];
    let ownPages: [path: string, ready: string][];

    beforeAll(async () => {
      const { app } = site();
      [writer, reader] = await Promise.all([signUp(app, { name: 'Amara Osei' }), signUp(app, { name: 'Ben Okri' })]);
      const body = 'The ferry left in the rain, and nobody on deck said a word.\n\n'.repeat(30);
      const place = { name: 'Bangor', countryCode: 'GB', latitude: 53.2, longitude: -4.2, precision: 'CITY' };
      for (let n = 0; n < 14; n += 1)
        story = await writeStory(app, n % 3 ? writer : reader, {
          title: `By ferry, day ${n}`,
          body,
          tags: ['ferries'],
          place,
        });
      const draft = await writeStory(app, writer, { title: 'Half', body, publish: false });
      for (const [person, document] of [
        [reader, `mutation { setFollow(input: { userId: "${writer.id}", following: true }) { user { id } } }`],
        [writer, `mutation { setFollow(input: { userId: "${reader.id}", following: true }) { user { id } } }`],
        [reader, `mutation { setLike(input: { postId: "${story.id}", liked: true }) { post { id } } }`],
        [writer, `mutation { setBookmark(input: { postId: "${story.id}", bookmarked: true }) { post { id } } }`],
        [reader, `mutation { addComment(input: { postId: "${story.id}", body: "I was there." }) { post { id } } }`],
      ] as const)
        await app.graphql(document, {}, { token: person.token });
      const forAll: typeof guestPages = [
        ['/', '.card'],
        [`/stories/${story.slug}`, '.comment[id]'],
        [`/@${writer.username}`, '.card'],
        ['/tags/ferries', '.card'],
        ['/map', '.minilist li'],
        [`/@${writer.username}/followers`, '.person-row'],
        ['/search?q=ferry', '.hits li'],
        ['/about', 'h1'],
        ['/nowhere', '.lost'],
        ['/stories/never-written', '.lost'],
      ];
      guestPages = [...forAll, ['/login', '#email'], ['/register', '#email']];
      ownPages = [
        ...forAll,
        ['/following', '.card'],
        ['/bookmarks', '.card'],
        ['/notifications', '.notes li'],
        ['/drafts', '.rows li'],
        ['/settings', '#sessions li'],
        ['/write', '.cm-content'],
        [`/write/${draft.id}`, '.cm-content'],
      ];
    });

    async function open(context: BrowserContext, path: string, isSlow = false): Promise<Page> {
      const page = await context.newPage();
      await page.addInitScript(watch);
      if (isSlow) {
        const devtools = await context.newCDPSession(page);
        await devtools.send('Network.enable');
        await devtools.send('Network.emulateNetworkConditions', slow);
      }
      await page.goto(path);
      return page;
    }

    /** What moved on each of these pages, by their addresses; several at once, since most of the time is waiting. */
    async function movedOnAll(pages: typeof guestPages, contextOf: () => Promise<BrowserContext>, isSlow = false) {
      const moved: Record<string, Shift[]> = {};
      const left = [...pages];
      const look = async () => {
        for (let next = left.shift(); next; next = left.shift()) {
          const [path, ready] = next;
          const page = await open(await contextOf(), path, isSlow);
          await page.locator(ready).first().waitFor();
          const shifts = await movedOn(page);
          if (shifts.length > 0) moved[path] = shifts;
          await page.close();
        }
      };
      await Promise.all(Array.from({ length: atOnce }, look));
      return moved;
    }

    const sizes = { phone, tablet, desktop, large };

    test.each(['phone', 'desktop'] as const)('on a first visit over a slow network, on a %s', async (size) => {
      // A browser of its own for each: nothing is there yet.
      const stranger = () => site().visitor({ viewport: sizes[size] });
      expect(await movedOnAll(guestPages.slice(0, 6), stranger, true)).toEqual({});
    });

    test.each(['phone', 'tablet', 'desktop', 'large'] as const)('as a guest, on a %s', async (size) => {
      const guest = await site().visitor({ viewport: sizes[size] });
      // The others have the layout of one of these.
      const pages = size === 'tablet' || size === 'large' ? guestPages.slice(0, 6) : guestPages;
      expect(await movedOnAll(pages, () => Promise.resolve(guest))).toEqual({});
    });

    test.each(['phone', 'tablet', 'desktop', 'large'] as const)(
      'as somebody who is signed in, on a %s',
      async (size) => {
        const page = await site().pageOf(writer, '/about', { viewport: sizes[size] });
        // Whether it is a guest changes little where there is more room.
        const pages = size === 'tablet' || size === 'large' ? ownPages.slice(guestPages.length - 2) : ownPages;
        expect(await movedOnAll(pages, () => Promise.resolve(page.context()))).toEqual({});
      },
    );

    test.each([phone, desktop])(
      'from page to page over a network that takes its time, at $width px',
      async (viewport) => {
        const context = await site().visitor({ viewport });
        const page = await open(context, '/');
        await page.locator('.card').first().waitFor();
        await page.waitForLoadState('networkidle');
        const devtools = await context.newCDPSession(page);
        await devtools.send('Network.enable');
        // Half a second after a click, what moves is nobody's doing: all data comes after that.
        await devtools.send('Network.emulateNetworkConditions', { ...slow, latency: 900 });
        const moved: Record<string, Shift[]> = {};
        const go = async (name: string, act: () => Promise<unknown>, address: RegExp, ready: string) => {
          await act();
          await page.waitForURL(address);
          await page.locator(`${ready} >> visible=true`).first().waitFor();
          // Whatever else is asked for has come by then.
          await page.waitForTimeout(1_200);
          const shifts = await movedOn(page);
          if (shifts.length > 0) moved[name] = shifts;
          await page.evaluate(() => ((window as unknown as { shifts: Shift[] }).shifts.length = 0));
        };
        const follow = (selector: string) => () => page.locator(`${selector} >> visible=true`).first().click();
        const card = '.card a[href^="/stories/"]';
        await go('a story', follow('a[href^="/stories/"]'), /\/stories\//, '.comments h2');
        await go('its writer', follow('a[href^="/@"]'), /\/@/, card);
        await go('another story', follow('a[href^="/stories/"]'), /\/stories\//, '.comments h2');
        await go('a tag', follow('a[href^="/tags/"]'), /\/tags\//, card);
        await go('back to the story', () => page.goBack(), /\/stories\//, '.comments h2');
        await go('the first page', follow('header a[href="/"]'), /\/$/, card);
        await go('the map', follow('a[href="/map"]'), /\/map/, '.minilist li');
        await go('about', follow('a[href="/about"]'), /\/about/, 'h1');
        expect(moved).toEqual({});
      },
    );

    test.each([phone, desktop])('when somebody comments while one reads and types, at $width px', async (viewport) => {
      const signedIn = await site().pageOf(writer, '/about', { viewport });
      const page = await open(signedIn.context(), `/stories/${story.slug}`);
      const box = page.locator('.comments').getByRole('textbox', { name: 'Your comment' }).first();
      await box.scrollIntoViewIfNeeded();
      await box.fill('I was there, too');
      await untilListening(page, 'CommentAdded');
      // Half a second after the last key, what moves is nobody's doing.
      await page.waitForTimeout(600);
      const before = await box.boundingBox();
      await site().app.graphql(
        `mutation { addComment(input: { postId: "${story.id}", body: "And it rained." }) { post { id } } }`,
        {},
        { token: reader.token },
      );
      await page.getByRole('button', { name: /Show \d new comment/ }).waitFor();
      expect(await movedOn(page)).toEqual([]);
      expect(await box.boundingBox()).toEqual(before);
    });

    test.each([phone, desktop])('when the theme changes and a message appears, at $width px', async (viewport) => {
      const context = await site().visitor({ viewport });
      const page = await open(context, `/stories/${story.slug}`);
      await page.locator('.comment[id]').first().waitFor();
      await page.mouse.wheel(0, 600);
      await page.keyboard.press('t');
      await page.waitForTimeout(600);
      await page
        .getByRole('button', { name: /^Share/ })
        .and(page.locator(':visible'))
        .first()
        .click();
      await page.waitForTimeout(600);
      expect(await movedOn(page)).toEqual([]);
    });

    test.each([phone, desktop])('when one signs in on the way, at $width px', async (viewport) => {
      const context = await site().visitor({ viewport });
      const page = await open(context, `/login?next=${encodeURIComponent(`/stories/${story.slug}`)}`);
      await page.getByLabel('Email').fill(reader.email);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('.comment[id]').first().waitFor();
      expect(await movedOn(page)).toEqual([]);
    });
  },
  { showsScrollbars: true },
);
