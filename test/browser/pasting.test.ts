import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp } from '../support/factories.js';
import { inBrowser, savedAtWander, saveState } from './support.js';

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((typed) => navigator.clipboard.writeText(typed), text);
  await page.keyboard.press('Control+V');
}

inBrowser('what is pasted', (site) => {
  test('loses what nobody sees, is saved, and can be taken back', async () => {
    const writer = await signUp(site().app);
    const page = await site().pageOf(writer, '/write', { permissions: ['clipboard-read', 'clipboard-write'] });
    const title = page.getByLabel('Title');
    await title.click();
    await paste(page, '\ufeffFirst\u000bsecond\tthird\u001f\u2028fourth');
    expect(await title.inputValue()).toBe('First second third fourth');
    await page.keyboard.press('Control+Z');
    expect(await title.inputValue()).toBe('');
    await page.keyboard.press('Control+Shift+Z');
    expect(await title.inputValue()).toBe('First second third fourth');

    const story = page.locator('.cm-content');
    await story.click();
    await paste(page, 'One\u000btwo\u2029three co\u001eop\u0007\u0000 \u200bmi\u00adddle');
    expect(await story.locator('.cm-line').allTextContents()).toEqual(['One', 'two', 'three co-op \u200bmi\u00adddle']);

    const tags = page.getByLabel('Add a tag');
    await tags.click();
    await paste(page, '#Lake Malawi\nＴrains\n⛰\ufe0f');
    await tags.fill('⛰，trains、 lake malawi');
    await tags.press('Enter');
    await tags.fill('قطار،');
    expect((await page.locator('.facts .tag').allTextContents()).map((tag) => tag.trim())).toEqual([
      ...['Lake Malawi', 'Ｔrains', '⛰\ufe0f', 'قطار'],
    ]);
    await saveState(page).filter({ hasText: savedAtWander }).waitFor();
    await page.waitForURL('**/write/post_*');
    await page.reload();
    await page.locator('.cm-content').waitFor();
    expect(await title.inputValue()).toBe('First second third fourth');
    expect(await page.locator('.facts .tag').count()).toBe(4);

    await page.goto('/settings');
    const name = page.locator('#name');
    await name.fill('');
    await paste(page, 'An\u200bna\u000b\u202eB');
    await page.getByRole('button', { name: 'Save profile' }).click();
    await page.getByText('Profile saved').waitFor();
    const { body } = await site().app.graphql(`query ($u: String!) { user(username: $u) { name } }`, {
      u: writer.username,
    });
    expect(body.data.user.name).toBe('Anna B');
  });
});
