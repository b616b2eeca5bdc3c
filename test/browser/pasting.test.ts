import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { signUp } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser, savedAtWander, saveState, storyText } from './support.js';

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

  /** Drags a text that lies over the page onto a field. */
  async function drop(page: Page, text: string, field: Locator): Promise<void> {
    await field.scrollIntoViewIfNeeded();
    await page.evaluate((dragged) => {
      const source = document.createElement('textarea');
      source.id = 'source';
      source.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 300px; height: 90px; z-index: 9999';
      source.value = dragged;
      document.body.append(source);
      source.focus();
      source.select();
    }, text);
    const { x, y, width, height } = (await field.boundingBox())!;
    await page.mouse.move(20, 14);
    await page.mouse.down();
    await page.mouse.move(40, 30, { steps: 4 });
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 8 });
    await page.mouse.up();
    await page.evaluate(() => document.getElementById('source')?.remove());
  }

  test('is as clean when it is dropped, and its lines do not run together', async () => {
    const page = await site().pageOf(await signUp(site().app), '/write');
    await page.locator('.cm-content').waitFor();
    const title = page.getByLabel('Title', { exact: true });
    await drop(page, 'First\nsecond\u0007 third', title);
    await until(async () => (await title.inputValue()) === 'First second third');
    await drop(page, 'Lake Malawi\nTrains', page.getByLabel('Add a tag'));
    await until(async () => (await page.locator('.facts .tag').count()) === 2);
    await page.goto('/settings');
    const name = page.locator('#name');
    await name.fill('');
    await drop(page, 'Anna\nMaria', name);
    await until(async () => (await name.inputValue()) === 'Anna Maria');
  });

  test('with headings, links and lists keeps them, but in code', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    const page = await site().pageOf(await signUp(site().app), '/write', options);
    const story = storyText(page);
    await story.click();
    const copy = () =>
      page.evaluate(() => {
        const html =
          '<h2>Day one</h2><p>We took <a href="https://example.org/x">the ferry</a>.</p><ul><li>tea</li></ul>';
        const plain = 'Day one\nWe took the ferry.\ntea';
        const blob = (text: string, type: string) => new Blob([text], { type });
        return navigator.clipboard.write([
          new ClipboardItem({ 'text/html': blob(html, 'text/html'), 'text/plain': blob(plain, 'text/plain') }),
        ]);
      });
    const lines = async () => (await story.locator('.cm-line').allTextContents()).join('\n');
    const markdown = '## Day one\n\nWe took [the ferry](https://example.org/x).\n\n- tea';
    await page.keyboard.type('Before');
    await copy();
    await page.keyboard.press('Control+V');
    expect(await lines()).toBe(`Before\n\n${markdown}`);
    await page.keyboard.press('Control+Z');
    expect(await lines()).toBe('Before');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('```\n');
    await page.keyboard.press('Control+V');
    expect(await lines()).toBe('```\nDay one\nWe took the ferry.\ntea');
  });

  test('is one step of undo, is formatted when it is dropped, too, and without a selection nothing is cut', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    const page = await site().pageOf(await signUp(site().app), '/write', options);
    const story = storyText(page);
    const lines = async () => (await story.locator('.cm-line').allTextContents()).join('\n');
    await story.click();
    await page.keyboard.type('Typed ');
    await paste(page, 'pasted');
    await page.keyboard.type(' on');
    await page.keyboard.press('Control+Z');
    expect(await lines()).toBe('Typed pasted');
    await page.keyboard.press('Control+Z');
    expect(await lines()).toBe('Typed ');

    await page.keyboard.press('Control+X');
    await page.keyboard.press('Control+C');
    await page.keyboard.press('Alt+Shift+ArrowDown');
    expect(await lines()).toBe('Typed ');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('pasted');

    await story.evaluate((content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/plain', 'Day one We took the ferry.');
      dataTransfer.setData(
        'text/html',
        '<h2>Day one</h2><p>We took <a href="https://example.org/x">the ferry</a>.</p>',
      );
      const { right, top } = content.querySelector('.cm-line')!.getBoundingClientRect();
      const at = { clientX: right - 5, clientY: top + 5 };
      content.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer, ...at }));
    });
    expect(await lines()).toBe('Typed \n\n## Day one\n\nWe took [the ferry](https://example.org/x).');
  });

  test('and is a picture, says what to do with it', async () => {
    const page = await site().pageOf(await signUp(site().app), '/write');
    await storyText(page).click();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
      const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData });
      document.activeElement!.dispatchEvent(paste);
    });
    await page.getByText('Wander doesn’t store pictures yet.').waitFor();
  });

  test('from the cells of a table is a list of tags', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    const page = await site().pageOf(await signUp(site().app), '/write', options);
    await page.getByLabel('Add a tag').click();
    await paste(page, 'ferry\tnight train\tsea');
    await until(async () => (await page.locator('.facts .tag').count()) === 3);
  });

  test('as a file opens in the place of no page: only the story takes it', async () => {
    const page = await site().pageOf(await signUp(site().app), '/write');
    await page.locator('.cm-content').click();
    const isRefused = (selector: string) =>
      page.evaluate((target) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['A letter'], 'letter.txt', { type: 'text/plain' }));
        const event = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer });
        document.querySelector(target)!.dispatchEvent(event);
        return event.defaultPrevented;
      }, selector);
    await until(() => isRefused('.titlebox'));
    expect([await isRefused('body'), await isRefused('.seen'), await isRefused('.cm-content')]).toEqual([
      ...[true, true, false],
    ]);
  });
});
