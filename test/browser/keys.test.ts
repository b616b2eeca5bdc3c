import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp, writeStory } from '../support/factories.js';
import { inBrowser, isTakenOver, storyText } from './support.js';

/** A key as a layout or an input method sends it, to what has the focus. Returns whether the page took it. */
const send = (page: Page, init: Omit<KeyboardEventInit, 'view'>) =>
  page.evaluate((given) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...given });
    return !(document.activeElement ?? document.body).dispatchEvent(event);
  }, init);
const safariEnter = { key: 'Enter', code: 'Enter', keyCode: 229 };

inBrowser('keys', (site) => {
  test('of an input method do nothing but make words', async () => {
    const person = await signUp(site().app);
    const { slug } = await writeStory(site().app, person, { title: 'Onsen' });
    const page = await site().pageOf(person, '/write');
    await storyText(page).waitFor();
    await page.getByLabel('Title', { exact: true }).fill('温泉');
    expect(await send(page, safariEnter)).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('story-title');
    await page.getByLabel('Add a tag').fill('温泉');
    expect(await send(page, safariEnter)).toBe(false);
    expect(await page.locator('.tags .tag').count()).toBe(0);
    await page.getByRole('button', { name: 'Add a place' }).click();
    const place = page.getByRole('combobox', { name: 'Where did it happen?' });
    await place.fill('Kyoto');
    await page.getByRole('option').first().waitFor();
    for (const key of [safariEnter, { ...safariEnter, key: 'Escape' }]) expect(await send(page, key)).toBe(false);
    await place.waitFor();
    expect(await page.getByRole('button', { name: /^Remove the place/ }).count()).toBe(0);

    await page.goto(`/stories/${slug}`);
    const box = page.locator('.comments').getByRole('textbox', { name: 'Your comment' });
    await box.fill('温泉');
    expect(await send(page, { ...safariEnter, ctrlKey: true })).toBe(false);
    expect(await box.inputValue()).toBe('温泉');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('Onsen');
    await page.getByRole('option', { name: /Onsen/ }).waitFor();
    for (const key of [safariEnter, { ...safariEnter, key: 'ArrowDown' }]) expect(await send(page, key)).toBe(false);
    expect(new URL(page.url()).pathname).toBe(`/stories/${slug}`);
  });

  test('after / go into the field, however late the results', async () => {
    const page = await site().page('/');
    await page.waitForFunction(isTakenOver);
    await page.route(/assets\/Results-.*\.js/, async (route) => {
      await page.waitForTimeout(1_500);
      await route.continue();
    });
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    await page.keyboard.type('/two trams');
    expect(await page.getByRole('combobox').inputValue()).toBe('two trams');
    await page.getByText(/^No results for .*two trams/).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('t');
    await page.waitForFunction((before) => document.documentElement.dataset.theme !== before, theme);
  });

  test('after ? or C or W are no shortcuts while what was asked for is on its way', async () => {
    const person = await signUp(site().app);
    const { slug } = await writeStory(site().app, person, { title: 'Late comments' });
    const page = await site().pageOf(person, `/stories/${slug}`);
    await page.route(/assets\/(ShortcutsDialog|Composer|write)-.*\.js/, async (route) => {
      await page.waitForTimeout(1_500);
      await route.continue();
    });
    await page.waitForFunction(isTakenOver);
    await page.keyboard.press('?');
    await page.keyboard.type('wtl');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.reload();
    await page.locator('[data-key-soon=c]').waitFor();
    await page.keyboard.press('c');
    await page.waitForTimeout(300);
    await page.keyboard.type('wt');
    await page.waitForFunction(() => document.activeElement?.matches('.composer textarea'));
    expect(new URL(page.url()).pathname).toBe(`/stories/${slug}`);

    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('w');
    await page.waitForURL('**/write');
    await page.keyboard.type('gst');
    await storyText(page).waitFor();
    await page.keyboard.type('gst');
    expect(new URL(page.url()).pathname).toBe('/write');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBeUndefined();
  });

  test('of a text are none when its box is gone', async () => {
    const page = await site().page('/search');
    await page.waitForFunction(isTakenOver);
    const field = page.getByRole('searchbox').or(page.locator('main input')).first();
    await field.click();
    await page.keyboard.type('tra');
    await page.evaluate(() => document.activeElement?.remove());
    await page.keyboard.type('mtw');
    await page.waitForTimeout(300);
    expect(new URL(page.url()).pathname).toBe('/search');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBeUndefined();
    await page.keyboard.press('Tab');
    await page.keyboard.press('t');
    await page.waitForFunction(() => document.documentElement.dataset.theme !== undefined);
  });

  test('of Cyrillic and Greek layouts are shortcuts, and what AltGr types is none', async () => {
    const page = await site().pageOf(await signUp(site().app), '/about');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await send(page, { key: 'ţ', code: 'KeyT', modifierAltGraph: true });
    await page.waitForTimeout(300);
    expect(await theme()).toBeUndefined();
    await send(page, { key: 'е', code: 'KeyT' });
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await send(page, { key: 'τ', code: 'KeyT' });
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
    await send(page, { key: 'ц', code: 'KeyW' });
    await page.waitForURL('**/write');
    await storyText(page).click();
    expect(await send(page, { key: 'и', code: 'KeyB', ctrlKey: true })).toBe(true);
    expect(await storyText(page).innerText()).toContain('**');
    const altGr = { ctrlKey: true, altKey: true, modifierAltGraph: true };
    expect(await send(page, { key: 'ś', code: 'KeyS', ...altGr })).toBe(false);
    expect(await send(page, { key: '²', code: 'Digit2', ...altGr })).toBe(false);
  });

  test('of a phone that have no names go on from the title, and what is dictated there stays where it was said', async () => {
    const page = await site().pageOf(await signUp(site().app), '/write');
    await storyText(page).waitFor();
    const title = page.getByLabel('Title', { exact: true });
    await title.fill('One two');
    await title.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(3, 3));
    await page.keyboard.insertText('\nand');
    await page.keyboard.insertText(' a half');
    expect(await title.inputValue()).toBe('One and a half two');
    const isLeft = await title.evaluate((box) => {
      const event = new InputEvent('beforeinput', { inputType: 'insertLineBreak', bubbles: true, cancelable: true });
      return !box.dispatchEvent(event) && document.activeElement !== box;
    });
    expect(isLeft).toBe(true);
  });

  test('of a word that is being made are not doubled by the editor that arrives meanwhile', async () => {
    const page = await site().pageOf(await signUp(site().app), '/about');
    let isHeld = true;
    await page.route(/assets\/code-mirror-.*\.js/, async (route) => {
      while (isHeld) await page.waitForTimeout(50);
      await route.continue();
    });
    await page.goto('/write');
    await page.locator('#story-body').click();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'おん', selectionStart: 2, selectionEnd: 2 });
    isHeld = false;
    await page.waitForTimeout(1_000);
    expect(await page.locator('textarea#story-body').inputValue()).toBe('おん');
    await session.send('Input.imeSetComposition', { text: 'おんせん', selectionStart: 4, selectionEnd: 4 });
    await session.send('Input.insertText', { text: '温泉' });
    await storyText(page).waitFor();
    await page.keyboard.insertText('です');
    expect(await storyText(page).innerText()).toBe('温泉です');
    await page.getByLabel('Add a tag').click();
    await session.send('Input.imeSetComposition', { text: '山、', selectionStart: 2, selectionEnd: 2 });
    await session.send('Input.insertText', { text: '山、' });
    await page.getByRole('button', { name: 'Remove the tag 山' }).waitFor();
  });
});
