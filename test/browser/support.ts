import { cp, mkdtemp, rm } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Response,
} from 'playwright-core';
import { buildPages } from '../../scripts/lib/build.js';
import { inProject } from '../../scripts/lib/project.js';
import { startStaticServer } from '../../scripts/static-server.js';
import { alone } from '../support/alone.js';
import { type App, startApp } from '../support/app.js';
import { LOGIN, PASSWORD, type Person } from '../support/factories.js';
import { until } from '../support/live.js';

const program = process.env.TEST_CHROMIUM;
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Wander as `make start` serves it, with a database of its own, and a real browser before it. */
export class Site {
  private constructor(
    readonly url: string,
    readonly app: App,
    private readonly browser: Browser,
    private readonly stop: () => Promise<void>,
  ) {}

  /** What no visitor may meet: requests to other sites, errors that nobody caught. */
  readonly faults: string[] = [];
  private readonly contexts = new Set<BrowserContext>();

  /** @param showsScrollbars whether they take room, as on most desktops; a browser without a screen hides them. */
  static async open({ showsScrollbars = false } = {}): Promise<Site> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const root = await mkdtemp(join(tmpdir(), 'wander-client-'));
    await alone(async () => {
      await buildPages();
      await cp(inProject('dist/client'), root, { recursive: true });
    });
    // After the build: its thread for pages reads that as it starts.
    const app = await startApp({ APP_ORIGIN: url, TRUST_PROXY: '127.0.0.1' });
    const front = await startStaticServer({ root, apiUrl: app.url, port });
    const browser = await chromium.launch({
      executablePath: program,
      args: flags,
      ignoreDefaultArgs: showsScrollbars ? ['--hide-scrollbars'] : [],
    });
    return new Site(url, app, browser, async () => {
      await browser.close();
      await front.close();
      await app.close();
      await rm(root, { recursive: true, force: true });
    });
  }

  /** A browser of somebody's own, at an address of its own; its pages know Wander's paths. */
  async visitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale: 'en-GB',
      viewport: { width: 1280, height: 900 },
      extraHTTPHeaders: { 'X-Forwarded-For': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` },
      ...options,
    });
    context.setDefaultTimeout(15_000);
    context.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(`${this.url}/`)) {
        this.faults.push(`a request to ${request.url()}`);
      }
    });
    context.on('weberror', (error) => this.faults.push(String(error.error())));
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.faults.push(message.text());
    });
    context.on('page', (page) =>
      page.on('websocket', (socket) => {
        asked.set(page, '');
        socket.on('framesent', ({ payload }) => asked.set(page, `${asked.get(page)}${String(payload)}`));
      }),
    );
    this.contexts.add(context);
    return context;
  }

  /** One page of a new visitor. */
  async page(path: string, options?: BrowserContextOptions): Promise<Page> {
    const page = await (await this.visitor(options)).newPage();
    await page.goto(path);
    return page;
  }

  /** One page of a new visitor who signed in before, in this browser. */
  async pageOf(person: Person, path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const localStorage = [{ name: 'wander-session', value: person.id }];
    const storageState = { cookies: [], origins: [{ origin: this.url, localStorage }] };
    const visitor = await this.visitor({ storageState, ...options });
    const variables = { input: { email: person.email, password: PASSWORD } };
    const answer = await visitor.request.post('/graphql', { data: { query: LOGIN, variables } });
    expect(await answer.json()).toHaveProperty('data.login.accessToken');
    const page = await visitor.newPage();
    await page.goto(path);
    await page.locator('html[data-session=signedIn]').waitFor();
    return page;
  }

  async farewell(): Promise<void> {
    for (const context of this.contexts) await context.close();
    this.contexts.clear();
  }

  async close(): Promise<void> {
    await this.farewell();
    await this.stop();
  }
}

/**
 * Tests in a real browser. Without one (TEST_CHROMIUM names it) they are skipped loudly, and fail where CI=true.
 */
export function inBrowser(
  name: string,
  tests: (site: () => Site) => void,
  options?: Parameters<typeof Site.open>[0],
): void {
  if (!program) {
    const words = 'No Chromium: the tests in a real browser cannot run. Install it, or name it in TEST_CHROMIUM.';
    if (process.env.CI !== 'true') process.stderr.write(`\n  !!! ${words} They are SKIPPED now.\n\n`);
    (process.env.CI === 'true' ? test : test.skip)(name, () => {
      throw new Error(words);
    });
    return;
  }
  describe(name, () => {
    jest.setTimeout(60_000);
    let site: Site;
    beforeAll(async () => {
      site = await Site.open(options);
    }, 180_000);
    afterEach(async () => {
      await site.farewell();
      expect(site.faults.splice(0)).toEqual([]);
    });
    afterAll(() => site?.close());
    tests(() => site);
  });
}

/** What a page has said over the connection that it opened last. */
const asked = new WeakMap<Page, string>();

/** Waits until a page, which begins to once it is idle, listens to a subscription of that name. */
export async function untilListening(page: Page, name: string): Promise<void> {
  await until(() => asked.get(page)?.includes(`subscription ${name}`) ?? false);
  // Wander looks whether the story is public before it listens.
  await page.waitForTimeout(500);
}

/** The story's text: the full editor, once it has taken the place of the plain box. */
export const storyText = (page: Page) => page.locator('.cm-content');

export async function writeText(page: Page, title: string, body: string): Promise<void> {
  await page.getByLabel('Title', { exact: true }).fill(title);
  await storyText(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(body);
}

export const saveState = (page: Page) => page.locator('.writebar [role=status]');
/** What it says when Wander has the text; “Saved in this browser” is less. */
export const savedAtWander = /Saved (?!in this browser)/;

/** The address must be known before the server starts; below the range from which systems give out ports. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Whether React has taken over what is in `main`; for `page.evaluate` and `page.waitForFunction`. */
export const isTakenOver = () =>
  Object.keys(document.querySelector('#main') ?? {}).some((name) => name.startsWith('__reactFiber'));

/** Opens a page as HTML: a machine that is busy sends the shell first, and then makes the page while nothing is asked of it. */
export async function openHtml(page: Page, path: string): Promise<Response | null> {
  let response: Response | null = null;
  await until(async () => {
    response = await page.goto(path);
    if ((await page.locator('#page-state').count()) === 1) return true;
    await page.goto('about:blank');
    await sleep(500);
    return false;
  });
  return response;
}
