import { expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { signUp, writeStory } from '../support/factories.js';
import { inBrowser, savedAtWander, saveState, storyText, writeText } from './support.js';

/** Does to a page what Chrome's translator does: other elements come in the place of all its texts, again and again. */
function translate() {
  const untouched = 'script, style, textarea, title, font, [translate=no], svg';
  const wrap = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = root.nodeType === Node.TEXT_NODE ? root : walker.nextNode(); node; node = walker.nextNode()) {
      texts.push(node as Text);
    }
    for (const text of texts) {
      if (!text.data || !text.parentElement || text.parentElement.closest(untouched)) continue;
      const font = document.createElement('font');
      font.append(document.createElement('font'));
      font.firstElementChild!.append(text.data);
      text.replaceWith(font);
    }
  };
  const begin = () => {
    wrap(document.body);
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) for (const node of [target, ...addedNodes]) wrap(node);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  };
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}

inBrowser('a browser that translates every page', (site) => {
  const translated = async (): Promise<BrowserContext> => {
    const context = await site().visitor();
    await context.addInitScript(translate);
    return context;
  };

  test('signs up, writes, publishes, comments and changes settings', async () => {
    const other = await signUp(site().app, { name: 'Ben Okri' });
    const { slug } = await writeStory(site().app, other, { title: 'Bread at four' });
    const context = await translated();
    const page = await context.newPage();
    await page.goto('/register');
    await page.getByLabel('Password', { exact: true }).pressSequentially('a lantern on the pier');
    await page.locator('.ok', { hasText: 'Long enough' }).waitFor();
    await page.getByLabel('Username').fill('x');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Username').fill('Ilse_T');
    await page.getByLabel('Email').fill('ilse-t@example.com');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.getByRole('button', { name: /^Your menu/ }).waitFor();

    await page.getByRole('link', { name: 'Write', exact: true }).click();
    await storyText(page).waitFor();
    await writeText(page, 'The night train', 'It left **late**.');
    await saveState(page).filter({ hasText: savedAtWander }).waitFor();
    await page.getByLabel('Add a tag').fill('trains');
    await page.getByLabel('Add a tag').press('Enter');
    await storyText(page).click();
    await page.keyboard.insertText(' And it rained.');
    await saveState(page).filter({ hasText: 'Not saved yet' }).waitFor();
    await saveState(page).filter({ hasText: savedAtWander }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published.').waitFor();
    await page.waitForURL('**/stories/the-night-train*');
    await page.getByRole('heading', { level: 1, name: 'The night train' }).waitFor();

    await page.goto(`/stories/${slug}`);
    await page.getByText('No comments yet').waitFor();
    const box = page.locator('.comments').getByRole('textbox', { name: 'Your comment' });
    await box.fill('x'.repeat(4_600));
    await page.getByText('4,600 of 5,000 characters').waitFor();
    await box.fill('Bread **at** five');
    await page.getByText('Markdown works here.').waitFor();
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByRole('heading', { name: '1 comment' }).waitFor();
    await page.locator('.comment .said', { hasText: 'Bread at five' }).waitFor();
    await page.getByRole('button', { name: 'Edit your comment' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.rail').getByRole('button', { name: /^Like/ }).click();
    await page.locator('.rail').getByRole('button', { name: 'Like, 1 like' }).waitFor();
    await page.getByRole('button', { name: 'Delete your comment' }).click();
    await page.getByRole('button', { name: 'Delete comment' }).click();
    await page.getByText('The comment is deleted.').waitFor();

    await page.goto('/settings');
    await page.locator('#name').fill('Ilse Thorn');
    await page.getByText('10 of 50').waitFor();
    await page.getByRole('button', { name: 'Save profile' }).click();
    await page.getByText('Profile saved').waitFor();
    await page.getByText('Dark', { exact: true }).click();
    await page.getByRole('contentinfo').getByText('Theme: dark').waitFor();
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
    for (const path of ['/', '/map', '/search?q=bread', '/about', '/nowhere']) {
      await page.goto(path);
      await page.locator('main').first().waitFor();
    }
    expect(await page.getByText('Couldn’t load this page').count()).toBe(0);
  });
});
