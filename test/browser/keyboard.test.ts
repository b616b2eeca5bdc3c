import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD, signUp, writeStory } from '../support/factories.js';
import { inBrowser, isTakenOver, savedAtWander, saveState, storyText } from './support.js';

/** Goes on by Tab to what `selector` names, and on the way sees that each stop shows where the focus is. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const passed: string[] = [];
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (!element || element === document.body) return { name: 'the page', reached: false, shown: true };
      // The ring may be drawn round what belongs to the control: its card, its label, its field.
      const around = [
        element,
        ...[1, 2, 3, 4].map((levels) => {
          let parent: Element | null = element;
          for (let level = 0; level < levels; level++) parent = parent?.parentElement ?? null;
          return parent;
        }),
      ].filter((one): one is Element => one !== null);
      const ring = (style: CSSStyleDeclaration) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      const shown =
        element.matches('.cm-content, textarea') ||
        around.some((one) => ring(getComputedStyle(one)) || ring(getComputedStyle(one, '::after')));
      const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)}`;
      return { name, reached: element.matches(wanted), shown };
    }, selector);
    if (!stop.shown) throw new Error(`No visible focus on ${stop.name}`);
    if (stop.reached) return;
    passed.push(stop.name);
  }
  throw new Error(`${selector} was not reached by Tab; passed ${passed.join(', ')}`);
}

inBrowser('by keyboard alone', (site) => {
  test('one signs in, opens a story, writes and publishes', async () => {
    const writer = await signUp(site().app);
    await writeStory(site().app, writer, { title: 'A short walk' });
    const page = await site().page('/');
    await page.getByRole('link', { name: 'A short walk', exact: true }).waitFor();

    await tabTo(page, 'a[href^="/login"]');
    await page.keyboard.press('Enter');
    await page.getByLabel('Email').waitFor();
    await tabTo(page, '#email');
    await page.keyboard.type(writer.email);
    await tabTo(page, '#password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Your menu/ }).waitFor();

    await page.getByRole('link', { name: 'A short walk', exact: true }).waitFor();
    await tabTo(page, '.card h2 a');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'A short walk', level: 1 }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'main');

    await page.keyboard.press('w');
    await storyText(page).waitFor();
    await tabTo(page, '#story-title');
    await page.keyboard.type('Written without a mouse');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.classList.contains('cm-content'));
    await page.keyboard.type('Every key in its place.');
    await page.keyboard.press('ControlOrMeta+b');
    await page.keyboard.type('Bold');
    await saveState(page).filter({ hasText: savedAtWander }).waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.waitForURL('**/stories/written-without-a-mouse');
    const reader = await site().page('/stories/written-without-a-mouse');
    expect(await reader.locator('.prose').innerText()).toBe('Every key in its place.Bold');
  });

  test('a page that comes late has the focus when it is there', async () => {
    const writer = await signUp(site().app);
    const { slug } = await writeStory(site().app, writer, { title: 'A slow walk' });
    const page = await site().page('/');
    await page.route('**/assets/story-*.js', async (route) => {
      await page.waitForTimeout(1_000);
      await route.continue();
    });
    await page.getByRole('link', { name: 'A slow walk', exact: true }).waitFor();
    // Before, the link is the browser's, which loads a page of its own.
    await page.waitForFunction(isTakenOver);
    await tabTo(page, `.card h2 a[href="/stories/${slug}"]`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/stories/${slug}`);
    // As what the page needs is linked meanwhile.
    await page.evaluate(() => document.head.append(document.createElement('link')));
    await page.getByRole('heading', { name: 'A slow walk', level: 1 }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'main');
  });

  test('the skip link comes first and leads to the text', async () => {
    const page = await site().page('/about');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('Tab leaves the story text, so that nobody is caught in it', async () => {
    const page = await site().pageOf(await signUp(site().app), '/write');
    await storyText(page).click();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.classList.contains('cm-content'))).toBe(false);
  });

  test('? lists the keys, and Escape gives the focus back', async () => {
    const page = await site().page('/about');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await tabTo(page, 'a[href^="/login"]');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(/^\/login/);
  });

  test('keys of one character can be turned off, all of them, and on again', async () => {
    const page = await site().page('/about');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const dialogs = page.locator('dialog');
    const choose = async () => {
      await page.getByRole('contentinfo').getByRole('button', { name: 'Keyboard' }).click();
      await page.getByRole('checkbox', { name: 'Single-letter keys' }).click();
      await page.keyboard.press('Escape');
      await dialogs.waitFor({ state: 'detached' });
    };
    await choose();
    for (const key of ['/', '?', 'w']) await page.keyboard.press(key);
    await page.waitForTimeout(500);
    expect([await dialogs.count(), new URL(page.url()).pathname]).toEqual([0, '/about']);
    await choose();
    await page.keyboard.press('/');
    await dialogs.waitFor();
  });

  test('a menu that was opened while a page is on its way stays open when it comes', async () => {
    const writer = await signUp(site().app);
    await writeStory(site().app, writer, { title: 'A slow answer' });
    const page = await site().pageOf(writer, '/');
    const card = page.getByRole('link', { name: 'A slow answer', exact: true });
    await card.waitFor();
    await page.route('**/graphql*', async (route) => {
      if (/StoryPage/.test(route.request().url() + (route.request().postData() ?? '')))
        await page.waitForTimeout(2_000);
      await route.fallback();
    });
    await card.click();
    await page.waitForURL('**/stories/*');
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await page.locator('.prose').waitFor();
    await page.waitForTimeout(500);
    expect(await page.getByRole('link', { name: 'Drafts' }).isVisible()).toBe(true);
  });
});
