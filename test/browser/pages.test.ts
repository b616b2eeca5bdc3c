import { beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { LoopWatch } from '../../server/platform/observability/index.js';
import { inBrowser, isTakenOver, openHtml } from './support.js';

const place = { name: 'Bangor', countryCode: 'GB', latitude: 53.2, longitude: -4.2, precision: 'CITY' };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 } };
/** From the day before to the day after, as the server has it. */
const zones = ['Pacific/Pago_Pago', 'Pacific/Kiritimati'];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Gives a sign of the reader, and waits until React has taken the page over. */
async function takeOver(page: Page): Promise<void> {
  await page.mouse.move(5, 5);
  await page.mouse.move(9, 9);
  await page.waitForFunction(isTakenOver);
}

function dataRequestsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/graphql') asked.push(request.postData() ?? request.url());
  });
  page.on('websocket', (socket) => asked.push(socket.url()));
  return asked;
}

inBrowser('pages as HTML', (site) => {
  let writer: Person;
  let story: Story;
  let everyKind: string[];

  beforeAll(async () => {
    const { app } = site();
    // Whether the machine is busy is not what is asked.
    app.nest.get(LoopWatch).onApplicationShutdown();
    writer = await signUp(app, { name: 'Amara Okafor' });
    for (let day = 1; day <= 13; day += 1)
      await writeStory(app, writer, { title: `Day ${day}`, tags: ['slow trains'], place });
    const body = 'We left at six.\n\n```\n06:40 north\n```\n\n![Pier](https://pictures.example/pier.png)';
    story = await writeStory(app, writer, { title: 'The last day', body, tags: ['slow trains'], place });
    for (let number = 1; number <= 21; number += 1) {
      const said = await app.graphql(
        `mutation ($input: AddCommentInput!) { addComment(input: $input) { post { id } } }`,
        { input: { postId: story.id, body: `Ahoy ${number}` } },
        { token: writer.token },
      );
      expect(said.body.errors).toBeUndefined();
    }
    everyKind = [
      ...[
        '/',
        '/about',
        '/map',
        '/search?q=day',
        `/stories/${story.slug}`,
        `/@${writer.username}`,
        '/tags/slow-trains',
      ],
      ...['/stories/gone', '/@nobody-here', '/tags/nothing'],
    ];
  }, 120_000);

  async function expectSameEverywhere(options: BrowserContextOptions, prepare?: () => void) {
    const context = await site().visitor(options);
    if (prepare) await context.addInitScript(prepare);
    const faults: string[] = [];
    const data: string[] = [];
    for (const path of everyKind) {
      const page = await context.newPage();
      await openHtml(page, path);
      page.on('console', (message) => message.type() === 'error' && faults.push(`${path}: ${message.text()}`));
      page.on('pageerror', (error) => faults.push(`${path}: ${error.message}`));
      const asked = dataRequestsOf(page);
      await page.reload();
      const html = await page.locator('#main').innerText();
      await takeOver(page);
      await page.waitForTimeout(300);
      data.push(...asked.map((body) => `${path}: ${body}`));
      expect((await page.locator('#main').innerText()).length).toBeGreaterThanOrEqual(html.length / 2);
      await page.close();
    }
    // Addresses where nothing is answer 404, which the browser says by itself.
    return { faults: faults.filter((fault) => !fault.includes('status of 404')), data };
  }

  test.each([
    ['light', zones[0]!, {}],
    ['dark', zones[1]!, phone],
  ] as const)(
    'React takes every kind of page over as it is, %s, in %s, and asks for nothing',
    async (colorScheme, timezoneId, options) => {
      expect(await expectSameEverywhere({ ...options, colorScheme, timezoneId })).toEqual({ faults: [], data: [] });
    },
    120_000,
  );

  test('also where the browser keeps nothing', async () => {
    const { faults } = await expectSameEverywhere({}, () => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('Not allowed', 'SecurityError');
        },
      });
    });
    expect(faults).toEqual([]);
  }, 120_000);

  test('without scripts everything is read, and the next pages are links', async () => {
    const page = await site().page('/', { javaScriptEnabled: false });
    await openHtml(page, '/');
    expect(await page.getByRole('heading', { name: 'The last day' }).isVisible()).toBe(true);
    expect(await page.getByText('Day 1', { exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'Older stories' }).click();
    await page.getByRole('heading', { name: 'Day 1', exact: true }).waitFor();
    await openHtml(page, `/stories/${story.slug}`);
    for (const text of ['We left at six.', 'Ahoy 21', 'Bangor, United Kingdom', 'slow trains'])
      expect(await page.getByText(text).first().isVisible()).toBe(true);
    expect(await page.locator('button:visible').count()).toBe(0);
    await page.getByRole('link', { name: 'Older comments' }).click();
    await page.getByText('Ahoy 1', { exact: true }).waitFor();
  });

  test('HTML alone is clean for axe', async () => {
    const context = await site().visitor(phone);
    await context.route('**/assets/*.js', (route) => route.abort());
    const found: string[] = [];
    for (const path of everyKind) {
      const page = await context.newPage();
      await openHtml(page, path);
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async (tags) => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
        const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags } });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
      }, rules);
      found.push(...violations.map((violation) => `${path} ${violation}`));
      await page.close();
    }
    expect(found).toEqual([]);
  }, 120_000);

  /** Scripts come once the returned function is called. */
  async function holdScripts(context: BrowserContext): Promise<() => void> {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route('**/assets/*.js', async (route) => {
      await held;
      await route.continue();
    });
    return release;
  }

  test('what was pressed before the scripts came is done once they are there', async () => {
    const context = await site().visitor();
    const release = await holdScripts(context);
    const page = await context.newPage();
    await openHtml(page, `/stories/${story.slug}`);
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('button', { name: /^Like/ }).first().click();
    expect(await page.evaluate(isTakenOver)).toBe(false);
    release();
    await page.waitForURL((url) => url.pathname === '/login');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  });

  test('what was typed before the scripts came, into what a key opens, is no shortcut', async () => {
    const context = await site().visitor();
    const release = await holdScripts(context);
    const page = await context.newPage();
    await openHtml(page, '/');
    await page.keyboard.type('/two');
    release();
    await page.getByRole('combobox').waitFor();
    await page.waitForTimeout(500);
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBeUndefined();
  });

  test.each([phone, { viewport: { width: 1280, height: 900 } }])(
    'what a signed-in reader is about to press stays where it is, %#',
    async (device) => {
      const reader = await signUp(site().app);
      const context = (await site().pageOf(reader, '/drafts', device)).context();
      const release = await holdScripts(context);
      const page = await context.newPage();
      await openHtml(page, `/stories/${story.slug}`);
      const reply = page.getByRole('button', { name: /^Reply to/ }).first();
      const before = await reply.boundingBox();
      release();
      await page.locator('.composer textarea').waitFor();
      expect(await reply.boundingBox()).toEqual(before);
    },
  );

  test('at most 12 requests until a page is there, no script among them', async () => {
    for (const path of ['/', `/stories/${story.slug}`]) {
      const page = await (await site().visitor(phone)).newPage();
      await openHtml(page, path);
      // What the scripts need is asked for once the page has loaded.
      const files = await page.evaluate(() => {
        const [{ loadEventStart }] = performance.getEntriesByType('navigation') as [PerformanceNavigationTiming];
        const all = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < loadEventStart);
        return all.map(({ name }) => new URL(name).pathname);
      });
      expect(files.filter((file) => file.endsWith('.js'))).toEqual([]);
      expect(files.length < 12 ? [] : files).toEqual([]);
    }
  });

  test('a draft is not there for guests, and is there for its writer', async () => {
    const draft = await writeStory(site().app, writer, { title: 'Not yet', publish: false });
    const page = await site().pageOf(writer, '/drafts');
    await page.getByRole('link', { name: 'Not yet' }).first().waitFor();
    const path = `/stories/${draft.slug ?? draft.id}`;
    const guest = await site().page('/');
    await openHtml(guest, path);
    expect((await guest.request.get(path)).status()).toBe(404);
    await page.goto(path);
    await takeOver(page);
    await page.getByRole('heading', { name: 'Not yet' }).waitFor();
  });

  test('whoever is signed in gets their own page in the place of the guest’s', async () => {
    const page = await site().pageOf(writer, '/');
    await openHtml(page, `/stories/${story.slug}`);
    expect(await page.getByRole('link', { name: 'Sign in', exact: true }).isVisible()).toBe(false);
    await takeOver(page);
    await page.getByRole('button', { name: /^Your menu/ }).waitFor();
    await page.getByRole('textbox', { name: 'Your comment' }).waitFor();
    expect(await page.getByRole('button', { name: /^Follow/ }).count()).toBe(0);
  });
});
