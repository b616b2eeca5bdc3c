import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD, type Person, signUp, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser, savedAtWander, saveState, storyText, writeText } from './support.js';

inBrowser('nothing written is lost', (site) => {
  const saved = (page: Page) => saveState(page).filter({ hasText: savedAtWander }).waitFor();
  const draft = (writer: Person, body: string) =>
    writeStory(site().app, writer, { title: 'Two desks', body, publish: false });
  const bodyOf = async (writer: Person, id: string) => {
    const reply = await site().app.graphql(
      'query ($id: ID!) { node(id: $id) { ... on Post { body } } }',
      { id },
      { token: writer.token },
    );
    return reply.body.data.node.body as string;
  };

  /** The same draft in two tabs, written on in both: the second to save meets the first. */
  async function twoTabs(): Promise<{ writer: Person; id: string; page: Page }> {
    const writer = await signUp(site().app);
    const { id } = await draft(writer, 'One.\n\nTwo.');
    const first = await site().pageOf(writer, `/write/${id}`);
    const second = await first.context().newPage();
    await second.goto(`/write/${id}`);
    await storyText(first).waitFor();
    await storyText(second).waitFor();
    await second.context().setOffline(true);
    await writeText(first, 'Two desks', ' From the first.');
    await writeText(second, 'Two desks', ' From the second.');
    await second.context().setOffline(false);
    const both = 'saved somewhere else';
    const at = await Promise.any(
      [first, second].map((page) =>
        page
          .getByText(both)
          .waitFor()
          .then(() => page),
      ),
    );
    return { writer, id, page: at };
  }

  test('two tabs that write on show both versions, and one chosen whole is saved', async () => {
    const { writer, id, page } = await twoTabs();
    const text = await page.locator('.versions').innerText();
    expect(text).toContain('From the first.');
    expect(text).toContain('From the second.');
    await page.getByRole('button', { name: 'Take the saved one' }).click();
    await saved(page);
    expect(await storyText(page).innerText()).toContain(await bodyOf(writer, id).then((body) => body.slice(-10)));
  });

  test('two versions are merged passage by passage', async () => {
    const { writer, id, page } = await twoTabs();
    for (const card of await page.locator('.change').all()) await card.getByText('Both', { exact: true }).click();
    await page.locator('.actionbar').getByRole('button').click();
    await saved(page);
    const body = await bodyOf(writer, id);
    expect(body).toContain('From the first.');
    expect(body).toContain('From the second.');
  });

  test('text written without a network stays in the browser and is sent when it is back', async () => {
    const writer = await signUp(site().app);
    const { id } = await draft(writer, 'At sea.');
    const page = await site().pageOf(writer, `/write/${id}`);
    await storyText(page).waitFor();
    await page.context().setOffline(true);
    await writeText(page, 'Two desks', ' Still at sea.');
    await saveState(page).filter({ hasText: 'you are offline' }).waitFor();
    await page.getByText('Keep writing.').waitFor();
    expect(await bodyOf(writer, id)).toBe('At sea.');
    await page.context().setOffline(false);
    await saved(page);
    expect(await bodyOf(writer, id)).toBe('At sea. Still at sea.');
  });

  test('text kept offline outlives its tab', async () => {
    const writer = await signUp(site().app);
    const { id } = await draft(writer, 'At sea.');
    const page = await site().pageOf(writer, `/write/${id}`);
    await storyText(page).waitFor();
    await page.context().setOffline(true);
    await writeText(page, 'Two desks', ' The tab was closed.');
    await saveState(page).filter({ hasText: 'you are offline' }).waitFor();
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`/write/${id}`);
    await storyText(again).filter({ hasText: 'The tab was closed.' }).waitFor();
    await saved(again);
    expect(await bodyOf(writer, id)).toBe('At sea. The tab was closed.');
  });

  test('text kept of a story that was deleted elsewhere becomes a new draft when its writer wants it', async () => {
    const writer = await signUp(site().app);
    const { id } = await draft(writer, 'At sea.');
    const page = await site().pageOf(writer, `/write/${id}`);
    await storyText(page).waitFor();
    await page.context().setOffline(true);
    await writeText(page, 'Two desks', ' Land ahead.');
    await saveState(page).filter({ hasText: 'you are offline' }).waitFor();
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    const { body } = await site().app.graphql(
      'mutation ($input: DeletePostInput!) { deletePost(input: $input) { deletedId } }',
      { input: { id } },
      { token: writer.token },
    );
    expect(body.data.deletePost.deletedId).toBe(id);
    const again = await context.newPage();
    await again.goto('/drafts');
    await again.getByRole('link', { name: 'Two desks' }).click();
    await storyText(again).filter({ hasText: 'Land ahead.' }).waitFor();
    await again.getByRole('button', { name: 'Save as a new draft' }).click();
    await saved(again);
    await again.waitForURL((url) => url.pathname.startsWith('/write/') && !url.pathname.endsWith(id));
    expect(await bodyOf(writer, new URL(again.url()).pathname.slice('/write/'.length))).toBe('At sea. Land ahead.');
  });

  test('the first save of a long story leaves the writer where they write', async () => {
    const page = await site().pageOf(await signUp(site().app), '/write');
    await storyText(page).waitFor();
    await writeText(page, 'A long one', 'It went on.\n\n'.repeat(80));
    await page.keyboard.press('ControlOrMeta+End');
    const place = () => page.evaluate(() => scrollY);
    const before = await place();
    expect(before).toBeGreaterThan(0);
    await page.waitForURL('**/write/post_*');
    await saved(page);
    expect(await place()).toBe(before);
  });

  test('an edit of a published story stays in the browser until Update is pressed', async () => {
    const writer = await signUp(site().app);
    const { id, slug } = await writeStory(site().app, writer, { title: 'Out', body: 'For all.' });
    const page = await site().pageOf(writer, `/write/${id}`);
    await storyText(page).waitFor();
    await writeText(page, 'Out', ' Half a sen');
    await saveState(page).filter({ hasText: 'until you press Update' }).waitFor();
    expect(await bodyOf(writer, id)).toBe('For all.');
    await page.keyboard.insertText('tence.');
    await page.getByRole('button', { name: 'Update' }).click();
    await saved(page);
    const reader = await site().page(`/stories/${slug}`);
    await reader.getByText('Half a sentence.').waitFor();
  });

  test('signing out with unsaved text asks, and keeps it for its writer alone', async () => {
    const writer = await signUp(site().app);
    const { id } = await writeStory(site().app, writer, { title: 'Out', body: 'For all.' });
    const page = await site().pageOf(writer, `/write/${id}`);
    await storyText(page).waitFor();
    await writeText(page, 'Out', ' Not yet.');
    await saveState(page).filter({ hasText: 'until you press Update' }).waitFor();
    await page.getByRole('button', { name: 'Back to your drafts' }).click();
    await page.locator('.rows li', { hasText: 'until you press Update' }).waitFor();
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    const keep = page.getByRole('button', { name: 'Keep and sign out' });
    await keep.waitFor();
    // The harmless answer has the focus, and Esc gives it back to the menu.
    expect(await keep.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await keep.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await keep.click();
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
    await page.goto('/login');
    await page.getByLabel('Email').fill(writer.email);
    await page.getByLabel('Password', { exact: true }).fill('a lantern on the pier');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/');
    await page.goto(`/write/${id}`);
    await storyText(page).filter({ hasText: 'Not yet.' }).waitFor();
  });

  test('two texts that only this browser has are both opened from the drafts', async () => {
    const context = (await site().pageOf(await signUp(site().app), '/about')).context();
    await context.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('CreateStory') ? route.abort() : route.fallback(),
    );
    const pages = [await context.newPage(), await context.newPage()];
    for (const [index, title] of ['Older', 'Newer'].entries()) {
      await pages[index]!.goto('/write');
      await storyText(pages[index]!).waitFor();
      await writeText(pages[index]!, title, 'Only here.');
      await saveState(pages[index]!).filter({ hasText: 'Saved in this browser' }).waitFor();
    }
    for (const page of pages) await page.close();
    const page = await context.newPage();
    await page.goto('/drafts');
    // A page that was just closed may still be said to be open.
    await until(() =>
      page.evaluate(
        async () => !(await navigator.locks.query()).held?.some(({ name }) => name?.startsWith('wander-writer')),
      ),
    );
    for (const title of ['Older', 'Newer']) {
      await page.goto('/drafts');
      await page.getByRole('link', { name: title, exact: true }).click();
      await page.getByText('Your text is back.').waitFor();
      expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe(title);
    }
  });

  test('what is discarded at signing out is gone in every tab', async () => {
    const writer = await signUp(site().app);
    const story = await writeStory(site().app, writer);
    const page = await site().pageOf(writer, '/write');
    const editor = await page.context().newPage();
    await editor.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('CreateStory') ? route.abort() : route.fallback(),
    );
    await editor.goto('/write');
    await storyText(editor).waitFor();
    await writeText(editor, 'Secret', 'For nobody.');
    await saveState(editor).filter({ hasText: 'Saved in this browser' }).waitFor();
    const reader = await page.context().newPage();
    await reader.goto(`/stories/${story.slug}`);
    await reader.locator('.comments textarea').fill('Half a word');
    await page.goto('/about');
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: 'Discard and sign out' }).click();
    await reader.getByRole('link', { name: 'Sign in to comment' }).waitFor();
    await editor.waitForURL((url) => url.pathname === '/');
    await page.waitForTimeout(1_000);
    const kept = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('wander-texts');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('No database'));
      });
      const texts = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction('texts').objectStore('texts').getAllKeys();
        request.onsuccess = () => resolve(request.result);
      });
      return [...texts, ...Object.keys(localStorage).filter((key) => key.startsWith('wander-text/'))];
    });
    expect(kept).toEqual([]);
  });

  test('a database of the browser that hung when it was opened is opened anew', async () => {
    const writer = await signUp(site().app);
    const context = await site().visitor();
    await context.addInitScript(() => {
      const open = indexedDB.open.bind(indexedDB);
      let times = 0;
      indexedDB.open = (...args) => (times++ === 0 ? ({} as IDBOpenDBRequest) : open(...args));
    });
    const page = await context.newPage();
    await page.goto('/login?next=%2Fwrite');
    await page.getByLabel('Email').fill(writer.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await storyText(page).waitFor();
    await context.setOffline(true);
    await writeText(page, 'T', 'Only here');
    await saveState(page).filter({ hasText: 'Saved in this browser' }).waitFor();
  });
});
