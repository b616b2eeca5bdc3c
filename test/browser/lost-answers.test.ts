import { expect, test } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { Relay } from '../support/relay.js';
import { inBrowser, savedAtWander, saveState, storyText, writeText } from './support.js';

inBrowser('an answer that never comes', (site) => {
  const shot = async (page: Page, name: string) => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  };

  /** Lets requests of these operations through and drops their answers, until the returned function is called. */
  async function dropAnswers(page: Page, ...names: string[]): Promise<() => Promise<void>> {
    const drop = async (route: Route) => {
      const { operationName } = (route.request().postDataJSON() ?? {}) as { operationName?: string };
      if (!operationName || !names.includes(operationName)) return route.fallback();
      await route.fetch().catch(() => undefined);
      await route.abort('connectionreset').catch(() => undefined);
    };
    await page.route('**/graphql', drop);
    return () => page.unroute('**/graphql', drop);
  }
  const saved = (page: Page) => saveState(page).filter({ hasText: savedAtWander }).waitFor();
  const unknown = (page: Page, what: string) =>
    saveState(page)
      .filter({ hasText: `we don’t know yet whether it was ${what}` })
      .waitFor({ timeout: 20_000 });
  const storyOf = async (writer: Person, id: string) => {
    const { body } = await site().app.graphql(
      'query ($id: ID!) { node(id: $id) { ... on Post { title body status } } }',
      { id },
      { token: writer.token },
    );
    return body.data.node as { title: string; body: string; status: string } | null;
  };
  const draft = async (): Promise<{ writer: Person; story: Story; page: Page }> => {
    const writer = await signUp(site().app);
    const story = await writeStory(site().app, writer, { title: 'Out', body: 'For all.', publish: false });
    const page = await site().pageOf(writer, `/write/${story.id}`);
    await storyText(page).waitFor();
    return { writer, story, page };
  };

  test('of Publish: nothing is said until the story was read, and no word typed since goes to readers', async () => {
    const { writer, story, page } = await draft();
    const restore = await dropAnswers(page, 'PublishStory', 'StoryById');
    await page.getByRole('button', { name: 'Publish' }).click();
    await unknown(page, 'published');
    expect((await storyOf(writer, story.id))?.status).toBe('PUBLISHED');
    await writeText(page, 'Out', ' Half a sen');
    await page.waitForTimeout(3_000);
    await shot(page, 'publish-unanswered');
    expect((await storyOf(writer, story.id))?.body).toBe('For all.');
    await restore();
    await page.getByText('Published.').waitFor({ timeout: 40_000 });
    await saveState(page).filter({ hasText: 'until you press Update' }).waitFor();
    await page.waitForTimeout(2_500);
    expect(await storyOf(writer, story.id)).toEqual({ title: 'Out', body: 'For all.', status: 'PUBLISHED' });
  });

  test('of Publish, once: it is repeated, and nobody notices', async () => {
    const { writer, story, page } = await draft();
    let dropped = 0;
    await page.route('**/graphql', async (route) => {
      if (!(route.request().postData() ?? '').includes('PublishStory') || dropped++ > 0) return route.fallback();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published.').waitFor();
    await page.waitForURL('**/stories/*');
    expect((await storyOf(writer, story.id))?.status).toBe('PUBLISHED');
    expect(dropped).toBe(2);
  });

  test('of Update, Unpublish and Delete: each ends as what happened', async () => {
    const { writer, story, page } = await draft();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.waitForURL('**/stories/*');
    await page.goto(`/write/${story.id}`);
    await page.getByRole('button', { name: 'Update' }).waitFor();
    let restore = await dropAnswers(page, 'UpdateStory');
    await writeText(page, 'Out', ' And more.');
    await page.getByRole('button', { name: 'Update' }).click();
    await page.getByText('Keep writing.').waitFor({ timeout: 20_000 });
    await writeText(page, 'Out', ' Half a sen');
    await restore();
    await saveState(page).filter({ hasText: 'until you press Update' }).waitFor({ timeout: 40_000 });
    expect((await storyOf(writer, story.id))?.body).toBe('For all. And more.');

    restore = await dropAnswers(page, 'UnpublishStory', 'StoryById');
    await page.getByLabel('More about this story').click();
    await page.getByRole('button', { name: 'Unpublish' }).click();
    await unknown(page, 'unpublished');
    await restore();
    await page.getByText('Unpublished. Only you can see it now.').waitFor({ timeout: 40_000 });
    await saved(page);
    expect(await storyOf(writer, story.id)).toMatchObject({ status: 'DRAFT', body: 'For all. And more. Half a sen' });

    restore = await dropAnswers(page, 'DeleteStory', 'StoryById');
    await page.getByLabel('More about this story').click();
    await page.getByRole('button', { name: 'Delete story' }).click();
    await page
      .getByRole('dialog')
      .or(page.getByRole('alertdialog'))
      .getByRole('button', { name: 'Delete story' })
      .click();
    await unknown(page, 'deleted');
    await restore();
    await page.getByText('The story is deleted.').waitFor({ timeout: 40_000 });
    await page.waitForURL('**/drafts');
    expect(await storyOf(writer, story.id)).toBeNull();
  });

  test('of a like, a bookmark and a follow: they stay as wished, and are sent until Wander answers', async () => {
    const { app } = site();
    const [writer, reader] = [await signUp(app, { name: 'Otar' }), await signUp(app)];
    const story = await writeStory(app, writer, { title: 'Liked' });
    const page = await site().pageOf(reader, `/stories/${story.slug}`);
    const restore = await dropAnswers(page, 'SetLike', 'SetBookmark', 'SetFollow');
    const buttons = [
      page.getByRole('button', { name: /^Like/ }).first(),
      page.getByRole('button', { name: 'Bookmark' }).first(),
      page.getByRole('button', { name: /^Follow(ing)? Otar$/ }).first(),
    ];
    for (const button of buttons) {
      await button.click();
      await button.and(page.locator('[aria-pressed=true]')).waitFor();
    }
    await page.getByText('We keep trying to save your like.').waitFor({ timeout: 20_000 });
    await shot(page, 'like-unanswered');
    for (const button of buttons) expect(await button.getAttribute('aria-pressed')).toBe('true');
    await restore();
    await page
      .getByText(/We keep trying/)
      .first()
      .waitFor({ state: 'detached', timeout: 40_000 });
    await page.reload();
    for (const button of buttons) await button.and(page.locator('[aria-pressed=true]')).waitFor();
  });

  test('of a comment: it is posted once, after a reload too, and its text goes when it is seen', async () => {
    const { app } = site();
    const [writer, reader] = [await signUp(app), await signUp(app)];
    const story = await writeStory(app, writer, { title: 'Told' });
    const page = await site().pageOf(reader, `/stories/${story.slug}`);
    const box = page.locator('.comments').getByRole('textbox', { name: 'Your comment' });
    const bodies = async () => {
      const { body } = await app.graphql(
        'query ($id: ID!) { node(id: $id) { ... on Post { comments { nodes { body } } } } }',
        { id: story.id },
      );
      return body.data.node.comments.nodes.map((one: { body: string }) => one.body) as string[];
    };
    const restore = await dropAnswers(page, 'AddComment', 'LastComments');
    await box.fill('Once');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByText('We don’t know yet whether your comment was posted.').waitFor({ timeout: 20_000 });
    await shot(page, 'comment-unanswered');
    expect(await bodies()).toEqual(['Once']);
    await restore();
    await page.reload();
    await page.locator('.thread').getByText('Once').waitFor();
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLTextAreaElement>('.composer textarea')?.value === '' &&
        Object.keys(localStorage).every((key) => !key.startsWith('wander-text/')),
    );

    // It goes where nobody hears it, for a request that is held goes out as its page is closed: it is in the box again.
    const nowhere = await Relay.to(Number(new URL(site().url).port));
    nowhere.setPassesNew(false);
    await page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('AddComment')
        ? route.continue({ url: `http://127.0.0.1:${nowhere.port}/graphql` })
        : route.fallback(),
    );
    await box.fill('Twice');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.locator('.thread').getByText('sending').waitFor();
    await box.fill('Next words');
    const context = page.context();
    await page.close();
    await nowhere.close();
    const again = await context.newPage();
    await again.goto(`/stories/${story.slug}`);
    await again.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.value === 'Twice\n\nNext words',
    );
    await again.getByRole('button', { name: 'Post comment' }).click();
    await again.locator('.thread .comment[id]').getByText('Next words').waitFor();
    expect(await bodies()).toEqual(['Twice\n\nNext words', 'Once']);

    // The page is closed while it is posted.
    await dropAnswers(again, 'AddComment', 'LastComments');
    await again.locator('.composer textarea').fill('Closed');
    await again.getByRole('button', { name: 'Post comment' }).click();
    await again.locator('.composer textarea').fill('And on');
    await until(async () => (await bodies()).includes('Closed'));
    await again.close();
    const last = await context.newPage();
    await last.goto(`/stories/${story.slug}`);
    await last.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.value === 'And on',
    );
    expect((await bodies()).filter((body) => body === 'Closed')).toHaveLength(1);
  });
});
