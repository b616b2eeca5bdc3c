import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp } from '../support/factories.js';
import { inBrowser } from './support.js';

inBrowser('how it looks', (site) => {
  /** Of the ground, 0 black to 1 white. */
  const brightness = (page: Page) =>
    page.evaluate(() => {
      const canvas = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
      canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return (red + green + blue) / 765;
    });

  test.each([
    ['light', 0.8, 1],
    ['dark', 0, 0.2],
  ] as const)('it follows the system when that is %s', async (colorScheme, least, most) => {
    const page = await site().page('/about', { colorScheme });
    const ground = await brightness(page);
    expect(ground).toBeGreaterThanOrEqual(least);
    expect(ground).toBeLessThanOrEqual(most);
  });

  test('a theme of one’s own goes before the system’s and outlives a reload, without a flash of the other', async () => {
    const page = await site().pageOf(await signUp(site().app), '/settings', { colorScheme: 'light' });
    await page.getByText('Dark', { exact: true }).click();
    expect(await brightness(page)).toBeLessThan(0.2);
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('body');
    await page.waitForFunction(() => document.getElementById('root')?.childElementCount);
    expect(await brightness(page)).toBeLessThan(0.2);
    await page.getByText('As the system', { exact: true }).click();
    expect(await brightness(page)).toBeGreaterThan(0.8);
  });

  test('an address that does not exist answers 404 with a page that leads on', async () => {
    const page = await (await site().visitor()).newPage();
    const response = await page.goto('/nowhere/at/all');
    expect(response?.status()).toBe(404);
    await page.locator('.lost').waitFor();
    await page.locator('.lost').getByRole('link').first().click();
    await page.waitForURL(`${site().url}/`);
  });

  test('a story that does not exist answers 200 with the same page, not for search engines', async () => {
    const page = await (await site().visitor()).newPage();
    const response = await page.goto('/stories/never-written');
    expect(response?.status()).toBe(200);
    await page.locator('.lost').waitFor();
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex');
  });
});
