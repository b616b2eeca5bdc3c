import { expect, test } from '@jest/globals';
import { signUp, signUpModerator, writeStory } from '../support/factories.js';
import { inBrowser, storyText } from './support.js';

inBrowser('a story that is no longer public', (site) => {
  test('says so to its writer, where it was taken away why, and cannot be published again', async () => {
    const { app } = site();
    const [writer, moderator] = await Promise.all([signUp(app), signUpModerator(app)]);
    const story = await writeStory(app, writer, { title: 'Cheap watches' });
    await app.graphql(
      'mutation ($id: ID!) { deletePost(input: { id: $id, reason: "It sells watches." }) { deletedId } }',
      { id: story.id },
      { token: moderator.token },
    );
    const page = await site().pageOf(writer, `/stories/${story.slug}`);
    await page.getByText('Draft: only you can see this').waitFor();
    await page.getByText('A moderator removed this. It sells watches.').waitFor();
    expect(await page.locator('.byline time').count()).toBe(0);
    await page.getByRole('link', { name: 'Edit' }).click();
    await storyText(page).waitFor();
    await page.getByText('A moderator removed this. It sells watches.').waitFor();
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(0);
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('A moderator removed this. It sells watches.').waitFor();
    expect(await page.getByText('Not saved yet').count()).toBe(0);
  });

  test('is a draft again to its writer who took it back', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const story = await writeStory(app, writer, { title: 'Too early' });
    await app.graphql(
      'mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }',
      { id: story.id },
      { token: writer.token },
    );
    const page = await site().pageOf(writer, `/stories/${story.slug}`);
    await page.getByText('Draft: only you can see this').waitFor();
    expect(await page.locator('.byline time, .notice').count()).toBe(0);
  });
});
