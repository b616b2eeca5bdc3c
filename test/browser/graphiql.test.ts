import { beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { examples } from '../../client/graphiql/examples.js';
import { buildGraphiql } from '../../scripts/lib/build.js';
import { seed } from '../../seeds/command.js';
import { loadConfig } from '../../server/platform/config/index.js';
import { PostAnnouncements } from '../../server/modules/posts/post-announcements.js';
import { signUp, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser } from './support.js';

const response = (page: Page) => page.locator('.graphiql-response');

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).click();
}

/** Where an example opens, also one that is open already. */
const example = (page: Page, title: string) =>
  page.getByRole('region', { name: 'Examples' }).getByRole('button', { name: title });

/** GraphiQL reads the operation's name a moment after its text is there, and until then sends the last one's. */
const settled = (page: Page) => page.waitForTimeout(300);

async function openExample(page: Page, title: string): Promise<void> {
  await example(page, title).click();
  await settled(page);
}

// Every test ends with a look at the faults: requests to other sites, and what the page's policy refused.
inBrowser('GraphiQL', (site) => {
  /** The page, once its three editors are there. */
  async function open(options?: BrowserContextOptions): Promise<Page> {
    const page = await site().page('/graphql', options);
    for (const part of ['query-editor', 'editor-tool', 'response'])
      await page.locator(`.graphiql-${part} .CodeMirror`).first().waitFor();
    await settled(page);
    return page;
  }

  beforeAll(async () => {
    await buildGraphiql();
    const { databaseUrl } = site().app;
    await seed(loadConfig({ NODE_ENV: 'test', DATABASE_URL: databaseUrl }), ['demo'], () => undefined);
  }, 120_000);

  test.each(['light', 'dark'] as const)(
    'opens with a tab to start from and the examples, in %s, and answers',
    async (colorScheme) => {
      const page = await open({ colorScheme });
      await page.getByTitle('Start', { exact: true }).waitFor();
      for (const { title } of examples) await example(page, title).waitFor();
      await run(page);
      await response(page).getByText('Walking to Neuwerk').first().waitFor();
      const colour = await page.evaluate(
        () => getComputedStyle(document.querySelector('.graphiql-container')!).backgroundColor,
      );
      expect(colour).toMatch(colorScheme === 'dark' ? /^rgb\((\d|[1-6]\d), / : /^rgb\(2\d\d, /);
    },
  );

  test('whoever signs in by an example is signed in, writes, and sees drafts; also after a reload', async () => {
    const page = await open();
    await page.getByText('Not signed in').waitFor();
    await openExample(page, 'Sign in');
    await run(page);
    await page.getByText('Signed in as Marta Lindqvist').waitFor();
    for (const [title, answer] of [
      ['Write and publish', '"PUBLISHED"'],
      ['Begin a draft', '"DRAFT"'],
      ['Your drafts', 'Platform two, in the rain'],
    ] as const) {
      await openExample(page, title);
      await run(page);
      await response(page).getByText(answer).first().waitFor();
    }
    await page.reload();
    await page.getByText('Signed in as Marta Lindqvist').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Not signed in').waitFor();
  });

  test('the form signs in, and says what does not fit', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Sign in' }).last().click();
    const form = page.getByRole('dialog', { name: 'Sign in' });
    await form.getByLabel('Email').fill('marta@example.org');
    await form.getByLabel('Password').fill('not the password');
    await form.getByRole('button', { name: 'Sign in' }).click();
    await form.getByRole('alert').getByText(/./).waitFor();
    await form.getByLabel('Password').fill('geranium behind the brake');
    await form.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Signed in as Marta Lindqvist').waitFor();
  });

  test('the documentation and the list of examples open', async () => {
    const page = await open();
    await page.getByText('The API of Wander').waitFor();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByText('Root Types').waitFor();
    await page.getByRole('button', { name: 'Show Examples' }).click();
    await openExample(page, 'A writer and their stories');
    await run(page);
    await response(page).getByText('Slow trains and the people who run them.').waitFor();
  });

  test('a subscription shows what comes until it is stopped; of one that is refused it shows why', async () => {
    const { app } = site();
    const page = await open();
    const listeners = () => app.nest.get(PostAnnouncements).listenerCount;
    await openExample(page, 'Stories as they are published');
    await run(page);
    await until(() => listeners() === 1);
    const writer = await signUp(app);
    await writeStory(app, writer, { title: 'Told while it is read' });
    await response(page).getByText('Told while it is read').waitFor();
    await page.getByRole('button', { name: 'Stop query (Ctrl-Enter)' }).click();
    await until(() => listeners() === 0);
    await openExample(page, 'Your notifications as they come');
    await run(page);
    await response(page).getByText('Sign in to do that.').waitFor();
  });
});
