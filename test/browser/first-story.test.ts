import { expect, test } from '@jest/globals';
import { signUp, writeStory } from '../support/factories.js';
import { inBrowser, savedAtWander, saveState, writeText } from './support.js';

inBrowser('the way to a first story', (site) => {
  test('a person signs up, writes and publishes, and another browser reads it', async () => {
    const writer = await site().page('/');
    await writer.getByRole('link', { name: 'Sign up' }).first().click();
    await writer.getByLabel('Username').fill('Amara_K');
    await writer.getByLabel('Email').fill('amara@example.com');
    await writer.getByLabel('Password', { exact: true }).fill('a lantern on the pier');
    await writer.getByRole('button', { name: 'Create my account' }).click();
    await writer.getByRole('link', { name: 'Write', exact: true }).click();

    await writeText(writer, 'Night ferry to Likoma', 'The boat left **late**.\n\nNobody minded.');
    await writer.getByLabel('Add a tag').fill('Lake Malawi');
    await writer.getByLabel('Add a tag').press('Enter');
    await saveState(writer).filter({ hasText: savedAtWander }).waitFor();
    await writer.waitForURL('**/write/post_*');

    const reader = await site().page('/');
    await reader.locator('main').getByRole('heading', { level: 1 }).waitFor();
    expect(await reader.getByText('Night ferry to Likoma').count()).toBe(0);

    await writer.getByRole('button', { name: 'Publish' }).click();
    await writer.getByText('Published.').waitFor();
    await writer.waitForURL('**/stories/night-ferry-to-likoma');

    await reader.reload();
    await reader.getByRole('link', { name: 'Night ferry to Likoma', exact: true }).click();
    await reader.getByRole('heading', { name: 'Night ferry to Likoma', level: 1 }).waitFor();
    expect(new URL(reader.url()).pathname).toBe('/stories/night-ferry-to-likoma');
    expect(await reader.locator('.prose strong').textContent()).toBe('late');
    await reader.getByRole('link', { name: 'Lake Malawi' }).first().click();
    await reader.waitForURL('**/tags/lake-malawi');
    await reader.getByRole('link', { name: 'Night ferry to Likoma', exact: true }).waitFor();
  });

  test('a taken username is said beside its field, and what was typed stays', async () => {
    const { username } = await signUp(site().app);
    const page = await site().page('/register');
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Email').fill('someone-else@example.com');
    await page.getByLabel('Password', { exact: true }).fill('a lantern on the pier');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.locator('#username[aria-invalid=true]').waitFor();
    expect(await page.locator('#username-problem').textContent()).toContain('taken');
    expect(await page.getByLabel('Email').inputValue()).toBe('someone-else@example.com');
  });

  test('a deleted story is gone for its readers', async () => {
    const writer = await signUp(site().app);
    const story = await writeStory(site().app, writer, { title: 'Not for long' });
    const page = await site().pageOf(writer, `/stories/${story.slug}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The story is deleted for good.').waitFor();
    await page.getByRole('button', { name: 'Delete story' }).click();
    await page.waitForURL(`**/@${writer.username}`);
    await page.getByText('is deleted').waitFor();
    const reader = await site().page(`/stories/${story.slug}`);
    await reader.locator('.lost').waitFor();
  });
});
