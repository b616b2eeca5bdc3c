import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Metrics } from '../../server/platform/observability/index.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { inBrowser } from './support.js';

/* What the built client sends is what the API answers fast. */

inBrowser('the client', (site) => {
  let ana: Person;
  let paths: string[];
  beforeAll(async () => {
    ana = await signUp(site().app);
    const { slug } = await writeStory(site().app, ana, { title: 'Slow trains', tags: ['tides'] });
    paths = ['/', `/stories/${slug}`, `/@${ana.username}`, '/tags/tides', '/search?q=trains', '/map'];
    // A page that comes without its data.
    paths.push(`/@${ana.username}/followers`);
  });

  async function answers() {
    const metric = site().app.nest.get(Metrics).registry.getSingleMetric('wander_graphql_answers_total')!;
    const { values } = await metric.get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels.path), value]));
  }

  /** Opens all pages, and gives how many requests each path of the API answered. */
  async function visit(page: Page) {
    const before = await answers();
    let sent = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql') && request.method() === 'POST') sent += 1;
    });
    for (const path of paths) {
      await page.goto(path);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await page.waitForLoadState('networkidle');
    }
    const now = await answers();
    const answered = (path: string) => now[path]! - before[path]!;
    return { sent, fast: answered('fast_path') + answered('cached'), apollo: answered('apollo') };
  }

  test('of a guest and of somebody who is signed in leaves nothing to Apollo that is known', async () => {
    const guest = await site().page('/about');
    const signedIn = await site().pageOf(ana, '/about');
    for (const page of [guest, signedIn]) {
      await visit(page);
      const { sent, fast, apollo } = await visit(page);
      expect(sent).toBeGreaterThan(0);
      expect({ fast, apollo }).toEqual({ fast: sent, apollo: 0 });
    }
  });
});
