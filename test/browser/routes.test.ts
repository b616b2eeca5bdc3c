import { beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { LoopWatch } from '../../server/platform/observability/index.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser, isTakenOver, openHtml } from './support.js';

const body = 'The ferry left in the rain, and nobody on deck said a word.\n\n'.repeat(40);

/** Notes what stands on the screen, one after another: a page by its heading, the shape of one, or nothing. */
const watchViews = () => {
  const views: string[] = [];
  const look = () => {
    const main = document.querySelector('main');
    const shape = main?.querySelector('.sk') ? 'shape' : 'nothing';
    const view = main?.ariaBusy === 'true' ? shape : (main?.querySelector('h1')?.textContent ?? 'nothing');
    if (views.at(-1) !== view) views.push(view);
  };
  look();
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
  Object.assign(window, { views });
};
const viewsOf = (page: Page) => page.evaluate(() => (window as unknown as { views: string[] }).views);

/** Holds the answers to one query until it is let go. */
async function hold(page: Page, operation: string): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/graphql', async (route) => {
    if (route.request().postDataJSON()?.operationName === operation) await held;
    await route.continue();
  });
  return release;
}

async function takeOver(page: Page, path: string): Promise<void> {
  await openHtml(page, path);
  await page.mouse.move(5, 5);
  await page.mouse.move(9, 9);
  await page.waitForFunction(isTakenOver);
  await page.waitForLoadState('networkidle');
}

/** The names of the queries that a page sends from now on. */
function queriesOf(page: Page): string[] {
  const names: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/graphql') names.push(String(request.postDataJSON()?.operationName));
  });
  return names;
}

/** What greets a guest once would be gone when the page is loaded again, and the stories further up. */
const beWelcomed = () => {
  if (location.protocol === 'http:') localStorage.setItem('wander-welcomed', '1');
};

const scrolled = (page: Page) => page.evaluate(() => scrollY);

/** Where one is, and how long the page is. */
const placeOn = (page: Page) => page.evaluate(() => ({ y: scrollY, height: document.documentElement.scrollHeight }));
type Place = Awaited<ReturnType<typeof placeOn>>;

async function expectPlace(page: Page, place: Place): Promise<void> {
  await until(async () => (await scrolled(page)) === place.y).catch(() => undefined);
  expect(await placeOn(page)).toEqual(place);
}

inBrowser('from page to page', (site) => {
  let writer: Person;
  let story: Story;

  beforeAll(async () => {
    const { app } = site();
    // Whether the machine is busy is not what is asked.
    app.nest.get(LoopWatch).onApplicationShutdown();
    writer = await signUp(app, { name: 'Amara Okafor' });
    for (let day = 1; day <= 40; day += 1)
      story = await writeStory(app, writer, { title: `Day ${day}`, body, tags: ['slow trains'] });
  }, 120_000);

  /** A page that React has taken over, with all that is loaded after. */
  async function open(path: string, options?: BrowserContextOptions): Promise<Page> {
    const page = await (await site().visitor(options)).newPage();
    await page.addInitScript(beWelcomed);
    await takeOver(page, path);
    return page;
  }

  const storyLink = (page: Page, title: string) =>
    page.getByRole('heading', { name: title, exact: true }).getByRole('link');

  test('there is no empty page between two: the one before, the shape of the next, the next', async () => {
    const page = await open('/');
    const release = await hold(page, 'StoryPage');
    await page.evaluate(watchViews);
    await storyLink(page, 'Day 40').click();
    await page.locator('.story .sk').first().waitFor();
    release();
    await page.getByRole('heading', { name: 'Day 40', level: 1 }).waitFor();
    expect((await viewsOf(page)).slice(1)).toEqual(['shape', 'Day 40']);
  });

  test('back and forward show what was there, where it was', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: 'Older stories' }).click();
    await storyLink(page, 'Day 20').click();
    await page.getByRole('heading', { name: 'Day 20', level: 1 }).waitFor();
    expect(await scrolled(page)).toBe(0);
    await page.evaluate(() => scrollTo(0, 700));
    await page.evaluate(watchViews);
    await page.goBack();
    await page.locator('.feed').first().waitFor();
    const list = await scrolled(page);
    expect(list).toBeGreaterThan(1_000);
    expect(await storyLink(page, 'Day 20').isVisible()).toBe(true);
    await page.goForward();
    await page.getByRole('heading', { name: 'Day 20', level: 1 }).waitFor();
    await until(async () => (await scrolled(page)) === 700);
    expect((await viewsOf(page)).filter((view) => view === 'shape' || view === 'nothing')).toEqual([]);
  });

  test('who loads a page again goes on where they were', async () => {
    const page = await open('/');
    for (const day of [17, 5]) {
      await page.getByRole('link', { name: 'Older stories' }).click();
      await storyLink(page, `Day ${day}`).waitFor();
    }
    await storyLink(page, 'Day 6').scrollIntoViewIfNeeded();
    const list = await placeOn(page);
    await page.reload();
    await page.mouse.move(9, 5);
    await storyLink(page, 'Day 6').waitFor();
    await expectPlace(page, list);

    await storyLink(page, 'Day 6').click();
    await page.getByRole('heading', { name: 'Day 6', level: 1 }).waitFor();
    await page.evaluate(() => scrollTo(0, 900));
    await page.reload();
    await until(async () => (await scrolled(page)) === 900);
    await page.mouse.move(5, 5);
    await page.waitForFunction(isTakenOver);
    await page.goBack();
    await storyLink(page, 'Day 6').waitFor();
    await expectPlace(page, list);
  });

  test('a page that its scripts make is where it was, too, when it is loaded again', async () => {
    const page = await site().pageOf(writer, '/following');
    await page.goto(`/@${writer.username}/followers`);
    await page.goto('/drafts');
    await page.goto(`/stories/${story.slug}`);
    await page.getByRole('heading', { name: 'Day 40', level: 1 }).waitFor();
    await page.waitForFunction(isTakenOver);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => scrollTo(0, 900));
    await page.reload();
    await until(async () => (await scrolled(page)) === 900);
  });

  test('the next page comes smoothly where that is wanted, and not by back', async () => {
    const count = () => {
      const own = document.startViewTransition.bind(document);
      Object.assign(window, { transitions: 0 });
      document.startViewTransition = (update) => {
        (window as unknown as { transitions: number }).transitions += 1;
        return own(update);
      };
    };
    for (const [reducedMotion, expected] of [
      ['no-preference', 1],
      ['reduce', 0],
    ] as const) {
      const page = await open('/', { reducedMotion });
      await page.evaluate(count);
      // What comes late takes its place without.
      await storyLink(page, 'Day 40').hover();
      await page.waitForTimeout(500);
      await page.waitForLoadState('networkidle');
      await storyLink(page, 'Day 40').click();
      await page.getByRole('heading', { name: 'Day 40', level: 1 }).waitFor();
      await page.goBack();
      await page.locator('.feed').first().waitFor();
      expect(await page.evaluate(() => (window as unknown as { transitions: number }).transitions)).toBe(expected);
    }
  });

  test('what one points at is fetched before it is pressed, once', async () => {
    const page = await open('/');
    const asked = queriesOf(page);
    await storyLink(page, 'Day 39').hover();
    await until(() => asked.filter((name) => name === 'StoryPage').length === 1);
    await page.waitForLoadState('networkidle');
    await page.evaluate(watchViews);
    await storyLink(page, 'Day 39').click();
    await page.getByRole('heading', { name: 'Day 39', level: 1 }).waitFor();
    expect((await viewsOf(page)).slice(1)).toEqual(['Day 39']);
    await page.goBack();
    await page.locator('.feed').first().waitFor();
    await page.mouse.move(5, 5);
    await storyLink(page, 'Day 39').hover();
    await page.waitForTimeout(500);
    expect(asked.filter((name) => name === 'StoryPage')).toHaveLength(1);
  });

  test('who saves data, or waits long for it, gets what they ask for and no more', async () => {
    for (const connection of [{ saveData: true }, { effectiveType: '2g' }]) {
      const context = await site().visitor();
      await context.addInitScript(
        (own) => Object.defineProperty(Navigator.prototype, 'connection', { get: () => own }),
        connection,
      );
      const page = await context.newPage();
      await takeOver(page, '/');
      const asked = queriesOf(page);
      await storyLink(page, 'Day 39').hover();
      await page.waitForTimeout(500);
      expect(asked).toEqual([]);
    }
  });

  test('without a network: what was read is there, what was not says so and comes by itself', async () => {
    const page = await open('/');
    await page.keyboard.press('Shift');
    // The code of the pages that are read comes once the reader has done something.
    await until(() =>
      page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /\/map-/.test(name))),
    );
    await page.waitForLoadState('networkidle');
    await storyLink(page, 'Day 40').click();
    await page.getByRole('heading', { name: 'Day 40', level: 1 }).waitFor();
    await page.context().setOffline(true);
    await page.goBack();
    await storyLink(page, 'Day 40').click();
    await page.getByRole('heading', { name: 'Day 40', level: 1 }).waitFor();
    await page.goBack();
    const offline = page.getByRole('alert', { name: 'You’re offline' });
    await storyLink(page, 'Day 38').click();
    await offline.waitFor();
    expect(await offline.innerText()).toContain('This page loads when you’re back online.');
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Day 38', level: 1 }).waitFor();
    // Of a page that nobody reads on the way there is not even the code.
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await offline.waitFor();
    await page.context().setOffline(false);
    await page.getByLabel('Email').waitFor();
  });
});
