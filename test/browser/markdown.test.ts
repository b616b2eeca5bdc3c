import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser, storyText } from './support.js';

const far = Array.from({ length: 60 }, (_, day) => `Day ${day}: we walked on along the river.`).join('\n\n');
const body = `[Day two](#第二天) and a source[^1].

- [x] bread
- water

| fare |
| -: |
| 6 |

![A lighthouse](https://pictures.example/lighthouse.png) ![](https://other.example/a.png)

${far}

## 第二天

[^1]: The *log* of the ferry.`;

const rightToLeft =
  'יצאנו בבוקר עם `ferry.at(6).wait()` אל הים.\n\n```\nif (a < b) go();\n```\n\n| קו | שעה |\n| - | - |\n| a | b |';

const inView = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });

/** Where each of these texts begins, from the left. */
const lefts = (page: Page, selector: string, parts: string[]) =>
  page.locator(selector).evaluate((element, wanted) => {
    const text = element.querySelector('code')?.firstChild ?? element.firstChild!;
    return wanted.map((part) => {
      const range = document.createRange();
      const at = text.textContent!.indexOf(part);
      range.setStart(text, at);
      range.setEnd(text, at + part.length);
      return range.getBoundingClientRect().left;
    });
  }, parts);

inBrowser('a text', (site) => {
  let writer: Person;
  let story: Story;
  beforeAll(async () => {
    writer = await signUp(site().app);
    story = await writeStory(site().app, writer, { title: 'Along the river', body });
  });

  test('leads to its parts by its links and by its address, and back from its footnotes', async () => {
    const page = await site().page(`/stories/${story.slug}`);
    const heading = '.prose h2';
    await page.getByRole('link', { name: 'Day two' }).click();
    await until(() => inView(page, heading));
    await page.goBack();
    await page.getByRole('link', { name: '1', exact: true }).click();
    await until(() => inView(page, '.footnotes li'));
    await page.locator('.footnotes a').click();
    await until(() => inView(page, '.prose sup'));
    for (const hash of ['#第二天', '#user-content-第二天']) {
      const other = await site().page(`/stories/${story.slug}${hash}`);
      await other.locator(heading).waitFor();
      await until(() => inView(other, heading));
    }
  });

  test('shows one mark for a task, columns as they were set, and a picture that does not come can be tried again', async () => {
    const page = await site().page(`/stories/${story.slug}`);
    const [task, item] = [
      page.locator('.prose li', { hasText: 'bread' }),
      page.locator('.prose li', { hasText: 'water' }),
    ];
    expect(await task.evaluate((element) => getComputedStyle(element).listStyleType)).toBe('none');
    expect(await item.evaluate((element) => getComputedStyle(element).listStyleType)).toBe('disc');

    expect(await page.locator('.prose td').evaluate((element) => getComputedStyle(element).textAlign)).toBe('right');

    let asked = 0;
    await page.route('https://pictures.example/**', async (route) => {
      asked += 1;
      if (asked === 1) await route.abort();
      else
        await route.fulfill({
          contentType: 'image/svg+xml',
          body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        });
    });
    const boxes = page.locator('.outside');
    await boxes.first().waitFor();
    expect(await boxes.locator('.grow').allTextContents()).toEqual([
      'A picture from pictures.example: “A lighthouse”. Showing it tells that site your address.',
      'A picture from other.example. Showing it tells that site your address.',
    ]);
    await boxes.first().getByRole('button').click();
    await page
      .locator('.outside', { hasText: 'Couldn’t load the picture from pictures.example: “A lighthouse”.' })
      .waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.prose img')?.naturalWidth === 9);
    // The reader asked for it.
    expect(site().faults.splice(0)).toEqual(Array(2).fill('a request to https://pictures.example/lighthouse.png'));
  });

  test('that runs from right to left has code that runs from left to right, in the story and in the preview', async () => {
    const { slug } = await writeStory(site().app, writer, { title: 'אל הים', body: rightToLeft });
    const pages = [await site().page(`/stories/${slug}`), await site().pageOf(writer, '/write')];
    await storyText(pages[1]!).fill(rightToLeft);
    for (const page of pages) {
      await page.locator('.prose pre').waitFor();
      for (const [selector, parts] of [
        ['.prose p code', ['ferry', '.at', '(6)', '.wait', '()']],
        ['.prose pre', ['if', '(a', '<', 'b)', 'go', '();']],
      ] as const) {
        const found = await lefts(page, selector, [...parts]);
        expect(found).toEqual([...found].sort((a, b) => a - b));
      }
      expect(
        await page
          .locator('.prose p')
          .first()
          .evaluate((element) => getComputedStyle(element).direction),
      ).toBe('rtl');
    }
  });

  test('is as long to read as the editor says', async () => {
    const thai = 'ฉันไปเที่ยวภูเขาเมื่อวานนี้ '.repeat(200);
    const { slug } = await writeStory(site().app, writer, { title: 'ภูเขา', body: thai });
    const reading = await site().page(`/stories/${slug}`);
    const minutes = Number(/\d+/.exec((await reading.locator('.byline .num').textContent()) ?? '')?.[0]);
    const writing = await site().pageOf(writer, '/write');
    await storyText(writing).fill(thai);
    await writing.getByText(`${minutes} min`).waitFor();
    expect(minutes).toBeGreaterThan(3);
  });
});
