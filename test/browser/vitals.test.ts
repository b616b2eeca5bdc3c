import { beforeAll, expect, test } from '@jest/globals';
import type { IncomingMessage, Server } from 'node:http';
import type { BrowserContext, Page } from 'playwright-core';
import { Metrics } from '../../server/platform/observability/index.js';
import { signUp, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser } from './support.js';

inBrowser('what browsers report of pages', (site) => {
  const counted = async (name: string, route: string) => {
    const text = await site().app.nest.get(Metrics).registry.metrics();
    return Number(new RegExp(`^wander_page_${name}_count\\{route="${route}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
  };

  /** Reads a story and presses something. */
  async function read(visitor: BrowserContext, { slug }: Story): Promise<Page> {
    const page = await visitor.newPage();
    await page.goto(`/stories/${slug}`);
    await page.waitForLoadState('networkidle');
    await page.getByRole('heading', { level: 1 }).click();
    // What was pressed is measured when the next picture was drawn.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 200))));
    return page;
  }

  /** The same, once the page measures itself. */
  async function readMeasured(visitor: BrowserContext, of: Story): Promise<Page> {
    const page = await read(visitor, of);
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => /\/page-vitals-/.test(name)),
    );
    await page.waitForTimeout(500);
    return page;
  }

  /** As when somebody goes to another tab: no browser without a window does that by itself. */
  const hide = (page: Page) =>
    page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    });

  let story: Story;
  beforeAll(async () => {
    const { app } = site();
    story = await writeStory(app, await signUp(app));
  });

  test('a report of the page that somebody came to, when they leave it', async () => {
    const before = await counted('largest_contentful_paint_seconds', 'story');
    const page = await readMeasured(await site().visitor(), story);
    await page.goto('/about');
    await until(async () => (await counted('largest_contentful_paint_seconds', 'story')) === before + 1);
  });

  test('it is sent once, without cookies', async () => {
    const reports: IncomingMessage[] = [];
    const listen = (request: IncomingMessage) => void (request.url === '/vitals' && reports.push(request));
    const server = site().app.nest.getHttpServer() as Server;
    server.on('request', listen);
    try {
      const visitor = await site().visitor();
      await visitor.addCookies([{ name: 'wander_rt', value: 'kept-to-oneself', url: site().url }]);
      const page = await readMeasured(visitor, story);
      await hide(page);
      await hide(page);
      await page.goto('/about');
      await until(() => reports.length > 0);
      await page.waitForTimeout(500);
      expect(reports.map(({ method, headers }) => [method, headers.cookie])).toEqual([['POST', undefined]]);
    } finally {
      server.off('request', listen);
    }
  });

  test.each(['doNotTrack', 'globalPrivacyControl'])('whose browser says %s is not measured', async (setting) => {
    const visitor = await site().visitor();
    await visitor.addInitScript(
      (name) => Object.defineProperty(navigator, name, { value: name === 'doNotTrack' ? '1' : true }),
      setting,
    );
    const requests: string[] = [];
    visitor.on('request', (request) => requests.push(request.url()));
    const page = await read(visitor, story);
    await hide(page);
    await page.waitForTimeout(500);
    expect(requests.filter((url) => /vitals/.test(url))).toEqual([]);
  });
});
