import { expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { PASSWORD, signUp, writeStory } from '../support/factories.js';
import { inBrowser, savedAtWander, saveState, storyText, writeText } from './support.js';

/**
 * Takes from a page what browsers lack or refuse: by privacy settings, by their age, or because the page comes by plain
 * http. `how`: it is missing, it throws, or it is silent and never answers.
 */
function poorBrowser(how: string) {
  const refuse = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const never = () => new Promise(() => undefined);
  const put = (object: object, name: string, property: PropertyDescriptor) =>
    Object.defineProperty(object, name, { configurable: true, ...property });
  const take = (object: object, ...names: string[]) => {
    for (const name of names) put(object, name, { value: undefined, writable: true });
  };
  if (how === 'silent') {
    put(window, 'BroadcastChannel', {
      value: class {
        postMessage() {}
        close() {}
      },
    });
    put(Navigator.prototype, 'locks', { value: { request: never, query: never } });
    put(window, 'indexedDB', { value: { open: () => ({}) } });
    return;
  }
  const storages = ['localStorage', 'sessionStorage', 'indexedDB', 'BroadcastChannel'];
  if (how === 'missing') {
    take(window, ...storages);
    take(Navigator.prototype, 'locks');
  } else {
    for (const name of storages) put(window, name, { get: refuse });
    const denied = () => Promise.reject(new DOMException('Denied', 'SecurityError'));
    put(Navigator.prototype, 'locks', { value: { request: denied, query: refuse } });
  }
  take(window, 'matchMedia', 'ResizeObserver', 'IntersectionObserver', 'requestIdleCallback', 'WebSocket');
  take(Navigator.prototype, 'clipboard', 'share', 'serviceWorker');
  take(Crypto.prototype, 'randomUUID');
  take(Intl, 'RelativeTimeFormat', 'DisplayNames', 'Segmenter', 'ListFormat', 'PluralRules', 'DateTimeFormat');
  take(URL, 'canParse');
  take(Array.prototype, 'toSorted', 'toReversed', 'findLast', 'with');
  take(AbortSignal, 'any', 'timeout');
  take(Map, 'groupBy');
  take(Promise, 'withResolvers');
}

async function signIn(page: Page, email: string, path: string) {
  await page.goto(`/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === path);
}

inBrowser('a browser that lacks or refuses what others have', (site) => {
  test.each(['missing', 'throws', 'silent'] as const)(
    'reads, signs in, writes and comments where it is %s',
    async (how) => {
      const person = await signUp(site().app);
      const { slug } = await writeStory(site().app, person, {
        title: `A walk where it is ${how}`,
        place: { name: 'Likoma', countryCode: 'MW', latitude: -12.06, longitude: 34.73, precision: 'CITY' },
      });
      const context = await site().visitor();
      await context.addInitScript(poorBrowser, how);
      const page = await context.newPage();
      await page.goto('/');
      await page.getByRole('link', { name: `A walk where it is ${how}`, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: `A walk where it is ${how}` }).waitFor();
      await page.goto('/map');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await signIn(page, person.email, '/write');
      await storyText(page).waitFor();
      await writeText(page, 'In a poor browser', '温泉に行きました。 It works');
      await page.keyboard.press('ArrowLeft');
      await page.getByRole('button', { name: 'Bold' }).click();
      expect(await storyText(page).innerText()).toContain('**works**');
      await saveState(page).filter({ hasText: savedAtWander }).waitFor();
      await page.getByRole('button', { name: 'Back to your drafts' }).click();
      await page.getByRole('link', { name: 'In a poor browser' }).waitFor();
      await page.goto(`/stories/${slug}`);
      const box = page.locator('.comments').getByRole('textbox', { name: 'Your comment' });
      await box.fill('Heard.');
      await page.getByRole('button', { name: 'Post comment' }).click();
      await page.locator('.comment:not(.sending) .said', { hasText: 'Heard.' }).waitFor();
      await page.goto('/settings');
      await page.locator('#name').fill('Poor but able');
      await page.getByRole('button', { name: 'Save profile' }).click();
      await page.getByText('Profile saved').waitFor();
      await page
        .getByRole('contentinfo')
        .getByRole('button', { name: /^Theme/ })
        .click();
      await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
      await page.getByText('Light', { exact: true }).click();
      await page.locator('html[data-theme=light]').waitFor({ state: 'attached' });
      await page.getByRole('button', { name: /^Your menu/ }).click();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
    },
    120_000,
  );

  test('saves though it says that it is offline', async () => {
    const page = await site().pageOf(await signUp(site().app), '/write');
    await storyText(page).waitFor();
    await writeText(page, 'Behind a portal', 'Words.');
    await page.evaluate(() => dispatchEvent(new Event('offline')));
    await saveState(page).filter({ hasText: savedAtWander }).waitFor({ timeout: 30_000 });
  });

  test('a tab that does not hear another one sign in finds it out by itself', async () => {
    const person = await signUp(site().app);
    const context = await site().visitor();
    await context.addInitScript(poorBrowser, 'silent');
    // Nor does it hear of what the other tab stores.
    await context.addInitScript(() => addEventListener('storage', (event) => event.stopImmediatePropagation(), true));
    const first = await context.newPage();
    await first.goto('/about');
    await first.getByRole('link', { name: 'Sign in' }).first().waitFor();
    const second = await context.newPage();
    await signIn(second, person.email, '/');
    await first.getByRole('button', { name: /^Your menu/ }).waitFor({ timeout: 30_000 });
    await second.getByRole('button', { name: /^Your menu/ }).click();
    await second.getByRole('button', { name: 'Sign out', exact: true }).click();
    await first.getByRole('link', { name: 'Sign in' }).first().waitFor({ timeout: 30_000 });
  });

  test('a part whose code does not come leaves the page, and comes later', async () => {
    const writer = await signUp(site().app);
    const { slug } = await writeStory(site().app, writer, { title: 'In a tunnel' });
    const context: BrowserContext = await site().visitor();
    const page = await context.newPage();
    let isTunnel = true;
    await page.route(/assets\/(Around|Comments|Results|Footer|ShortcutsDialog)-.*\.js/, (route) =>
      isTunnel ? route.abort() : route.continue(),
    );
    await page.goto(`/stories/${slug}`);
    await page.getByRole('heading', { level: 1, name: 'In a tunnel' }).waitFor();
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('tunnel');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.waitForTimeout(500);
    await page.getByText('We went.').waitFor();
    isTunnel = false;
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByText('No comments yet').waitFor({ timeout: 30_000 });
    await page.getByRole('contentinfo').waitFor();
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();

    isTunnel = true;
    await page.goto('/about');
    await page.waitForTimeout(500);
    await page.getByRole('heading', { level: 1, name: 'About this place' }).waitFor();
    isTunnel = false;
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator('aside.side').waitFor({ timeout: 30_000 });
  });
});
