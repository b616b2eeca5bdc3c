import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp, writeStory } from '../support/factories.js';
import { inBrowser, savedAtWander, saveState, storyText, writeText } from './support.js';

inBrowser('the editor', (site) => {
  const bodyOf = (page: Page) =>
    page.locator('.cm-line').evaluateAll((lines) => lines.map((line) => line.textContent ?? '').join('\n'));
  const tool = (page: Page, name: string) =>
    page.getByRole('toolbar', { name: 'Formatting' }).getByRole('button', { name: new RegExp(`^${name}`) });
  /** Selects the last characters before the caret. */
  const selectBack = async (page: Page, characters: number) => {
    for (let count = 0; count < characters; count += 1) await page.keyboard.press('Shift+ArrowLeft');
  };
  const hasFocus = (page: Page) => page.evaluate(() => document.activeElement?.classList.contains('cm-content'));

  test('its tools write Markdown that works, ask for addresses, and one undo takes each back', async () => {
    const writer = await signUp(site().app);
    const page = await site().pageOf(writer, '/write');
    await storyText(page).waitFor();
    expect(await page.title()).toBe('New story · Wander');
    expect(await page.locator('.cm-placeholder').textContent()).toContain('pictures');

    await writeText(page, 'Tools', 'See the map ');
    await page.waitForFunction(() => document.title === 'Tools · Editing · Wander');
    await selectBack(page, 8);
    await tool(page, 'Bold').click();
    expect(await bodyOf(page)).toBe('See **the map** ');
    await tool(page, 'Bold').click();
    expect(await bodyOf(page)).toBe('See the map ');
    await tool(page, 'Bold').click();
    await page.keyboard.press('ControlOrMeta+z');
    expect(await bodyOf(page)).toBe('See the map ');

    // The link tool asks, and changes nothing when it is left.
    await page.keyboard.press('ControlOrMeta+k');
    const address = page.getByRole('dialog', { name: 'Link' }).getByLabel('Address');
    await address.waitFor();
    expect(await address.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await address.waitFor({ state: 'detached' });
    expect(await hasFocus(page)).toBe(true);
    expect(await bodyOf(page)).toBe('See the map ');
    await tool(page, 'Link').click();
    await page.keyboard.press('Enter');
    await page.getByText('Enter an address.').waitFor();
    await page.keyboard.type('example.org/a(b');
    await page.keyboard.press('Enter');
    expect(await bodyOf(page)).toBe('See [the map](https://example.org/a%28b) ');
    expect(await hasFocus(page)).toBe(true);
    await page.keyboard.press('ControlOrMeta+k');
    expect(await address.inputValue()).toBe('https://example.org/a%28b');
    await page.getByRole('button', { name: 'Remove link' }).click();
    expect(await bodyOf(page)).toBe('See the map ');

    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'https://example.org/pasted');
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    expect(await bodyOf(page)).toBe('See [the map](https://example.org/pasted) ');
    await page.keyboard.press('ControlOrMeta+z');
    expect(await bodyOf(page)).toBe('See the map ');

    await page.keyboard.press('ControlOrMeta+End');
    await tool(page, 'Picture by address').click();
    await page.keyboard.type('http://example.org/boat.jpg');
    await page.keyboard.press('Enter');
    await page.getByText('Pictures need one that starts with https://.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.insertText('\n\n- [ ] one');
    await page.keyboard.press('Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await bodyOf(page)).toBe('See the map \n\n- [ ] one\n- [ ] two\n');
  });

  test('what readers will not get is said before publishing, and after it one is on the story', async () => {
    const writer = await signUp(site().app);
    await writeStory(site().app, writer, { title: 'Another', tags: ['Night trains'] });
    const { id } = await writeStory(site().app, writer, {
      title: 'Told before',
      body: 'Here is [a map](https://).\n\n![A boat](http://example.org/boat.jpg)',
      publish: false,
    });
    const page = await site().pageOf(writer, `/write/${id}`);
    await storyText(page).waitFor();
    await page.getByLabel('Add a tag').fill('nigh');
    await page.getByRole('option', { name: /Night trains/ }).click();
    await page.getByRole('button', { name: 'Remove the tag Night trains' }).waitFor();

    const dialog = page.getByRole('dialog', { name: 'Publish this story?' });
    await page.getByRole('button', { name: 'Publish' }).click();
    await dialog.waitFor();
    const told = await dialog.innerText();
    expect(told).toContain('Readers won’t get 1 link and 1 picture.');
    expect(told).toContain('Its address isn’t complete.');
    expect(told).toContain('Pictures need one that starts with https://.');
    await dialog.getByRole('button', { name: 'Show [a map](https://)' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => getSelection()?.toString() === '[a map](https://)');
    await page.keyboard.insertText('a map');
    await page.getByRole('button', { name: 'Publish' }).click();
    expect(await dialog.innerText()).toContain('Readers won’t get 1 picture.');
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.waitForURL('**/stories/told-before');
    await page.getByText('Published.').waitFor();
    await page.getByRole('heading', { name: 'Told before', level: 1 }).waitFor();
  });

  test('two tabs that changed different paragraphs become one text, which can be taken back', async () => {
    const writer = await signUp(site().app);
    const { id } = await writeStory(site().app, writer, { title: 'Two desks', body: 'One.\n\nTwo.', publish: false });
    const first = await site().pageOf(writer, `/write/${id}`);
    const second = await first.context().newPage();
    await second.goto(`/write/${id}`);
    await storyText(first).waitFor();
    await storyText(second).waitFor();
    await writeText(first, 'Two desks', ' From the first.');
    await saveState(first).filter({ hasText: 'Saved just now' }).waitFor();
    await storyText(second).click();
    await second.keyboard.press('ControlOrMeta+Home');
    await second.keyboard.press('End');
    await second.keyboard.type(' From the second.');
    await second.getByText('Changes from another window were added.').waitFor();
    // Whoever writes on is not moved.
    await second.keyboard.type(' And on.');
    expect(await bodyOf(second)).toBe('One. From the second. And on.\n\nTwo. From the first.');
    await saveState(second).filter({ hasText: savedAtWander }).waitFor();
    await second.getByRole('button', { name: 'Undo merge' }).click();
    await second.getByRole('heading', { name: 'This story was saved somewhere else' }).waitFor();
    const versions = await second.locator('.versions').innerText();
    expect(versions).toContain('From the second. And on.');
    await second.getByRole('button', { name: 'Take the saved one' }).click();
    await saveState(second).filter({ hasText: savedAtWander }).waitFor();
    expect(await bodyOf(second)).toBe('One.\n\nTwo. From the first.');
    await second.reload();
    await storyText(second).waitFor();
    expect(await bodyOf(second)).toBe('One.\n\nTwo. From the first.');
  });

  test('what is said while one writes moves no line, and does not contradict itself', async () => {
    const writer = await signUp(site().app);
    const { id } = await writeStory(site().app, writer, { title: 'Still', body: 'At sea.', publish: false });
    const page = await site().pageOf(writer, `/write/${id}`, { viewport: { width: 390, height: 844 } });
    await writeText(page, 'Still', ' Going');
    await saveState(page).filter({ hasText: savedAtWander }).waitFor();
    const place = async () => (await page.locator('.cm-line').first().boundingBox())?.y;
    const before = await place();
    await page.context().setOffline(true);
    await page.keyboard.type(' on');
    await page.getByText('Keep writing.').waitFor();
    await saveState(page).filter({ hasText: 'this browser' }).waitFor();
    expect(await place()).toBe(before);
    const ring = await storyText(page).evaluate((text) => getComputedStyle(text).outlineStyle);
    expect(ring).toBe('none');
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    // Until then the browser may say that the page is still open.
    await again.waitForTimeout(1_500);
    await again.goto(`/write/${id}`);
    await saveState(again).filter({ hasText: 'Saved just now' }).waitFor();
    await again.getByText('Your text is back.').waitFor();
    expect(await again.locator('main').innerText()).toContain('now it’s saved in Wander, too.');
  });
});
