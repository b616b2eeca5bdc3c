import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD, signUp, signUpModerator, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser, openHtml, saveState, storyText } from './support.js';

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
    // What is there for browsers without scripts, others do without.
    expect(await page.locator('.foot').getByRole('link', { name: 'Search' }).count()).toBe(0);
    await page.locator('.lost').getByRole('link').first().click();
    await page.waitForURL(`${site().url}/`);
  });

  test('a story that does not exist answers 404 with the same page, not for search engines', async () => {
    const page = await (await site().visitor()).newPage();
    const response = await openHtml(page, '/stories/never-written');
    expect(response?.status()).toBe(404);
    await page.locator('.lost').waitFor();
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex');
  });

  /** From 0, black, to 1, white. */
  const brightnessOf = (page: Page, selector: string, property: 'color' | 'backgroundColor') =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => {
        const canvas = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
        canvas.fillStyle = getComputedStyle(element)[name];
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
        return (red + green + blue) / 765;
      }, property);

  const styleOf = (page: Page, selector: string, property: string, pseudo?: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, [name, of]) => getComputedStyle(element, of).getPropertyValue(name!), [property, pseudo]);

  test('on paper it is day, whichever theme the screen has', async () => {
    const writer = await signUp(site().app);
    const long = 'a line that no paper is wide enough for '.repeat(5);
    const { slug } = await writeStory(site().app, writer, {
      body: `We *went*.\n\n> Far.\n\n\`code\`\n\n\`\`\`\n${long}\n\`\`\`\n\n![A boat](https://example.org/boat.jpg)`,
    });
    const page = await site().page(`/stories/${slug}`, { colorScheme: 'dark' });
    await page.locator('.prose code').first().waitFor();
    for (const theme of [undefined, 'dark']) {
      await page.evaluate((name) => {
        if (name) document.documentElement.dataset.theme = name;
      }, theme);
      await page.emulateMedia({ media: 'print' });
      expect(await brightness(page)).toBe(1);
      for (const selector of ['h1', '.prose p', '.prose blockquote', '.prose code', '.byline', '.byline b'])
        expect([selector, (await brightnessOf(page, selector, 'color')) < 0.45]).toEqual([selector, true]);
      expect(await brightnessOf(page, '.prose code', 'backgroundColor')).toBeGreaterThan(0.8);
      for (const gone of ['.site', '.foot', '.rail', '.comments', '.btn'])
        expect(await page.locator(gone).first().isVisible()).toBe(false);
      // Letters as heavy as by day, the whole of each line, and nothing about buttons that paper has not.
      expect(await styleOf(page, 'html', '--w-read')).toBe('400');
      expect(await page.locator('pre').evaluate((pre) => pre.scrollWidth - pre.clientWidth)).toBe(0);
      expect(await page.locator('.outside').innerText()).toBe('A picture from example.org: “A boat”.');
      await page.emulateMedia({ media: 'screen' });
    }
  });

  test('what has the focus has a ring that is whole and touches no text', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const { slug } = await writeStory(app, writer, {
      place: { name: 'Bangor', countryCode: 'GB', latitude: 53.2, longitude: -4.2, precision: 'CITY' },
    });
    const page = await site().pageOf(writer, '/');
    await page.locator('.card h2 a').first().focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(parseFloat(await styleOf(page, '.card', 'outline-width'))).toBeGreaterThanOrEqual(2);
    expect(parseFloat(await styleOf(page, '.card', 'outline-offset'))).toBeGreaterThanOrEqual(6);
    await page.goto(`/stories/${slug}`);
    await page.locator('.composer textarea').focus();
    expect(await styleOf(page, '.composer textarea', 'outline-style')).toBe('none');
    expect(parseFloat(await styleOf(page, '.composer', 'outline-width'))).toBeGreaterThanOrEqual(2);
    await page.goto('/map');
    await page.locator('.world .m-land').waitFor({ state: 'attached' });
    await page.locator('.zoom button').first().focus();
    await page.keyboard.press('Shift+Tab');
    await page.locator('.world').focus();
    expect(await styleOf(page, '.world', 'border-top-width', '::after')).toBe('3px');
    // Above the land, the pins and the names.
    const onTop = await page.locator('.world').evaluate((world) => {
      const layers = [...world.children].map((child) => Number(getComputedStyle(child).zIndex) || 0);
      return Number(getComputedStyle(world, '::after').zIndex) >= Math.max(...layers);
    });
    expect(onTop).toBe(true);
  });

  test('where colours are forced, what is chosen has a frame of its own', async () => {
    const { app } = site();
    const person = await signUp(app);
    await writeStory(app, person, { title: 'A lantern' });
    const page = await site().pageOf(person, '/settings', { forcedColors: 'active' });
    const framed = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const style = getComputedStyle(element);
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        });
    await page.locator('.seg').waitFor();
    expect(await framed('.seg label:has(:checked)')).toBe(true);
    expect(await framed('.seg label:not(:has(:checked))')).toBe(false);
    expect(await framed('.panes > nav a[aria-current]')).toBe(true);
    expect(await framed('.panes > nav a:not([aria-current])')).toBe(false);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.locator('.notice').waitFor();
    expect(await styleOf(page, '.notice', 'border-top-style')).toBe('solid');
    await page.goto('/');
    const like = page.locator('.card [data-key=l]').first();
    await like.click();
    await until(async () => (await like.getAttribute('aria-pressed')) === 'true');
    expect(await framed('.card [data-key=l]')).toBe(true);
    expect(await framed('.card [data-key=b]')).toBe(false);
    expect(await framed('.site .link[aria-current]')).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('combobox').fill('lantern');
    await page.getByRole('option').first().waitFor();
    expect(await framed('.options > li[aria-selected=true]')).toBe(true);
  });

  test('each entry of the menu has a line of its own, on a phone and on a desk', async () => {
    const person = await signUp(site().app);
    for (const width of [320, 1280]) {
      const page = await site().pageOf(person, '/about', { viewport: { width, height: 700 } });
      await page.getByRole('button', { name: /^Your menu/ }).click();
      const boxes = await page
        .locator('.menu :is(a, button)')
        .evaluateAll((entries) => entries.map((entry) => entry.getBoundingClientRect().toJSON() as DOMRect));
      expect(boxes.length).toBeGreaterThan(3);
      for (const [i, { left, right, top, height }] of boxes.entries()) {
        expect(height).toBeLessThan(60);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
        if (i > 0) expect(top).toBeGreaterThanOrEqual(boxes[i - 1]!.bottom - 1);
      }
      await page.context().close();
    }
  });

  test('where colours are forced, the sign of a picture from another site is seen', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const { slug } = await writeStory(app, writer, { body: '![A boat](https://example.org/boat.jpg)' });
    const page = await site().page(`/stories/${slug}`, { forcedColors: 'active' });
    await page.locator('.outside').waitFor();
    expect(await styleOf(page, '.outside', 'background-color', '::before')).toBe(
      await styleOf(page, '.outside', 'color'),
    );
  });

  test('on a small screen nothing that has the focus is under the bar, and a dialog ends on the screen', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const { slug } = await writeStory(app, writer, {
      body: 'We went.\n\n'.repeat(12) + '[A link](https://example.org)',
    });
    const page = await site().pageOf(writer, `/stories/${slug}`, { viewport: { width: 390, height: 420 } });
    await page.locator('.comments textarea').waitFor();
    const covered: string[] = [];
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press('Tab');
      const under = await page.evaluate(() => {
        const focused = document.activeElement!;
        const bar = document.querySelector('.dock')!;
        const isInside = bar.contains(focused) || focused === document.body;
        const ends = focused.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
        return !isInside && ends ? focused.outerHTML.slice(0, 80) : '';
      });
      if (under !== '') covered.push(under);
    }
    expect(covered).toEqual([]);
    await page.goto('/about');
    await page.keyboard.press('?');
    const { y, height } = (await page.getByRole('dialog').boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(420);
    await page.setViewportSize({ width: 320, height: 256 });
    await page.goto('/map');
    const [world, zoomIn] = [page.locator('.world'), page.getByRole('button', { name: 'Zoom in' })];
    expect((await zoomIn.boundingBox())!.y).toBeGreaterThanOrEqual((await world.boundingBox())!.y);
  });

  test('where text is larger, words stay whole, and a card on the map beside its pin', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const { slug } = await writeStory(app, writer, { body: '![A boat](https://example.org/boat.jpg)' });
    for (const longitude of [-98, 60])
      await writeStory(app, writer, {
        title: `At ${longitude}`,
        place: { name: 'There', countryCode: 'MX', latitude: 0, longitude, precision: 'EXACT' },
      });
    const page = await site().page('/about', { viewport: { width: 1920, height: 1000 } });
    await page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty('font-size', '150%')),
    );
    await page.goto('/map?at=0,0,0');
    const boxOf = async (selector: string) => (await page.locator(selector).boundingBox())!;
    for (const longitude of [-98, 60]) {
      await page.getByRole('button', { name: `At ${longitude}`, exact: true }).click();
      await page.locator('.peek').getByText(`At ${longitude}`).waitFor();
      const [world, card, pin] = [await boxOf('.world'), await boxOf('.peek'), await boxOf('.pin[aria-current]')];
      expect(card.x).toBeGreaterThanOrEqual(world.x);
      expect(card.x + card.width).toBeLessThanOrEqual(world.x + world.width);
      expect(card.x >= pin.x + pin.width || card.x + card.width <= pin.x).toBe(true);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/stories/${slug}`);
    await page.locator('.outside').waitFor();
    expect((await boxOf('.brand')).height).toBeLessThanOrEqual((await boxOf('.site')).height);
    // The drawing alone, where the word has no room.
    expect(await page.locator('.brand').evaluate((brand) => brand.scrollHeight > brand.clientHeight)).toBe(true);
    expect((await boxOf('.outside .grow')).width).toBeGreaterThan(150);
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await sideways()).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 320, height: 700 });
    for (const [path, ready] of [
      [`/stories/${slug}`, '.outside'],
      ['/register', '#email'],
      ['/', '.card .dateline'],
    ] as const) {
      await page.goto(path);
      await page.locator(ready).first().waitFor();
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      expect([path, (await sideways()) <= 0]).toEqual([path, true]);
    }
    const broken = await page.locator('.dock a, .dateline, .site .link').evaluateAll((all) =>
      all.flatMap((element) => {
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const words: string[] = [];
        while (texts.nextNode())
          for (const { 0: word, index } of texts.currentNode.textContent!.matchAll(/\p{L}+/gu)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, index);
            range.setEnd(texts.currentNode, index + word.length);
            if (range.getClientRects().length > 1) words.push(word);
          }
        return words;
      }),
    );
    expect(broken).toEqual([]);
  });

  test('on a narrow map a card leaves its pin in sight, and no pin lies under the buttons', async () => {
    const { app } = site();
    const writer = await signUp(app);
    for (const [latitude, longitude] of [
      [10, 0],
      [-62, 170],
      [-45, 170],
      [-30, 160],
      [-50, 150],
    ])
      await writeStory(app, writer, {
        title: `Far ${latitude}`,
        place: { name: 'There', countryCode: 'NZ', latitude, longitude, precision: 'EXACT' },
      });
    const page = await site().page('/map?at=10,0,3', { viewport: { width: 960, height: 800 } });
    await page.getByRole('button', { name: 'Far 10', exact: true }).click();
    const card = (await page.locator('.peek').boundingBox())!;
    const world = (await page.locator('.world').boundingBox())!;
    expect([card.x >= world.x, card.x + card.width <= world.x + world.width]).toEqual([true, true]);
    const hidden = () =>
      page.locator('.pin').evaluateAll((pins) =>
        pins.flatMap((pin) => {
          const { left, top, width, height } = pin.getBoundingClientRect();
          const seen = document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.pin, .zoom');
          return seen?.matches('.pin') ? [] : [pin.getAttribute('aria-label')];
        }),
      );
    expect(await hidden()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/map');
    for (const at of ['', '?at=-40,100,1', '?at=-40,120,2']) {
      await page.goto(`/map${at}`);
      await page.locator('.pin').first().waitFor();
      expect([at, await hidden()]).toEqual([at, []]);
    }
  });

  test('columns of a table have room for more than a word, and what has none is a swipe away', async () => {
    const row = '| 1 | Aberystwyth | the slow train along the coast | soup with bread and a piece of cheese | 06 |';
    const { slug } = await writeStory(site().app, await signUp(site().app), {
      body: `| day | from | by | food | h |\n| --- | --- | --- | --- | --- |\n${row}`,
    });
    for (const width of [320, 390, 1280]) {
      const page = await site().page(`/stories/${slug}`, { viewport: { width, height: 844 } });
      await page.locator('.prose td').first().waitFor();
      const lines = await page.locator('.prose td').evaluateAll((cells) =>
        cells.map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getClientRects().length;
        }),
      );
      expect([width, lines.slice(0, 3), lines[3]! <= 3, lines[4]]).toEqual([width, [1, 1, 2], true, 1]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });

  test('the comment that an address names is found, in sight and marked, however far down it is', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const { id, slug } = await writeStory(app, writer);
    const said: string[] = [];
    const say = async (input: object) => {
      const { body } = await app.graphql(
        'mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }',
        { input: { postId: id, ...input } },
        { token: writer.token },
      );
      said.push(body.data.addComment.commentEdge.node.id);
    };
    for (let n = 0; n < 22; n += 1) await say({ body: `I was there on day ${n}.` });
    for (let n = 0; n < 5; n += 1) await say({ body: `Answer ${n}`, parentId: said[0] });
    const page = await site().page('/about');
    for (const name of [said[0]!, said.at(-1)!]) {
      await page.goto(`/stories/${slug}#${name}`);
      await page.waitForFunction((linked) => document.activeElement?.id === linked, name);
      expect(await page.locator('[data-linked]').evaluateAll((all) => all.map((one) => one.id))).toEqual([name]);
      const box = (await page.locator(`[id="${name}"] > div > .said`).boundingBox())!;
      expect([box.y >= 0, box.y + box.height <= 900]).toEqual([true, true]);
      const ground = (comment: string) => styleOf(page, `[id="${comment}"] > div > .said`, 'background-color');
      expect(await ground(name)).not.toBe(await ground(said[21]!));
      await page.goto('/about');
    }
  });

  test('the first press of the theme key changes the page, whatever the system has', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await site().page('/about', { colorScheme });
      await page.locator('.prose').waitFor();
      const before = await brightness(page);
      await page.keyboard.press('t');
      await until(async () => Math.abs((await brightness(page)) - before) > 0.5);
      await page.keyboard.press('t');
      await until(async () => Math.abs((await brightness(page)) - before) < 0.1);
      await page.keyboard.press('t');
      await until(() => page.evaluate(() => document.documentElement.dataset.theme === undefined));
    }
  });

  test('what belongs together looks alike: headings, dialogs, toasts, buttons, neighbours', async () => {
    const { app } = site();
    const [writer, reader] = [await signUp(app, { name: 'Ana Prata' }), await signUp(app)];
    const stories = [];
    for (const title of ['One', 'Two', 'Three']) stories.push(await writeStory(app, writer, { title }));
    await app.graphql(
      `mutation { setLike(input: { postId: "${stories[1]!.id}", liked: true }) { post { id } } }`,
      {},
      { token: reader.token },
    );
    const page = await site().pageOf(writer, '/notifications');
    await page.locator('.notes li').first().waitFor();
    expect(parseFloat(await styleOf(page, '.day h2', 'font-size'))).toBeLessThan(18);
    expect(await styleOf(page, '.day h2', 'font-family')).toContain('Figtree');

    await page.goto(`/stories/${stories[1]!.slug}`);
    await page.locator('.pager a').nth(1).waitFor();
    const [left, right] = await page
      .locator('.pager a')
      .evaluateAll((links) =>
        links.map((link) => ['span', 'b'].map((name) => getComputedStyle(link.querySelector(name)!).textAlign)),
      );
    expect(new Set(left).size).toBe(1);
    expect(right).toEqual(['right', 'right']);
    await page.locator('.byline').getByRole('button', { name: 'Delete' }).click();
    const question = page.getByRole('alertdialog');
    expect(await brightnessOf(page, 'dialog h2', 'color')).toBeLessThan(0.2);
    await question.getByRole('button', { name: 'Keep' }).click();

    await page.goto(`/@${reader.username}`);
    const follow = page.locator('.profile-head').getByRole('button');
    expect(await follow.getAttribute('class')).toBe('btn');
    await follow.click();
    await page.locator('.profile-head .btn.quiet').waitFor();
    expect([await follow.innerText(), await follow.getAttribute('aria-label')]).toEqual([
      'Following',
      `Following ${reader.username}`,
    ]);
    await page.goto('/following');
    expect(await page.locator('.site .link[aria-current=page]').innerText()).toBe('Stories');
    await page.goto('/drafts');
    await page.getByRole('link', { name: 'Start one' }).waitFor();
    const guest = await site().page(`/stories/${stories[0]!.slug}`, { permissions: ['clipboard-write'] });
    await guest.locator('.rail').getByRole('button', { name: 'Share' }).click();
    const [start, end] = await guest.locator('.toast').evaluate((toast) => {
      const style = getComputedStyle(toast);
      return [style.paddingLeft, style.paddingRight];
    });
    expect(start).toBe(end);
  });

  test('texts in other scripts say their language, and a title from right to left ends with its text', async () => {
    const { app } = site();
    const noa = await signUp(app, { name: 'נועה לוי' });
    const { slug } = await writeStory(app, noa, {
      title: 'הרכבת הלילית לחיפה',
      body: 'הרכבת יוצאת בחצות. איש לא ישן.\n\nThe guard said:\n\n> 次は終点です。\n\nבבוקר הים היה שם.',
    });
    const page = await site().page(`/stories/${slug}`);
    await page.locator('.prose p').first().waitFor();
    await page.locator('h1[lang]').waitFor();
    expect(await page.locator('h1').getAttribute('lang')).toBe('he');
    expect(await page.locator('.byline b').getAttribute('lang')).toBe('he');
    expect(
      await page
        .locator('.prose p')
        .evaluateAll((all) => all.map((paragraph) => paragraph.getAttribute('lang') ?? 'en')),
    ).toEqual(['he', 'en', 'ja', 'he']);
    const edge = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return range.getBoundingClientRect().right;
        });
    expect(Math.abs((await edge('h1')) - (await edge('.prose p')))).toBeLessThan(12);
    await page.goto(`/@${noa.username}`);
    const card = page.locator('.card');
    await card.locator('h3[lang]').waitFor();
    expect(await card.locator('h3').getAttribute('lang')).toBe('he');
    expect(Math.abs((await edge('.card h3')) - (await edge('.card .excerpt')))).toBeLessThan(12);
    const [picture, name, numbers] = await Promise.all(
      ['.profile-head .avatar', '.profile-head h1', '.profile-head .muted'].map((part) =>
        page.locator(part).evaluate((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return { left: range.getBoundingClientRect().left, right: element.getBoundingClientRect().right };
        }),
      ),
    );
    expect(name!.left).toBeCloseTo(numbers!.left, 0);
    expect(name!.left - picture!.right).toBeLessThan(80);
  });

  test('forms say to the browser what to fill in: the e-mail is the username', async () => {
    const person = await signUp(site().app);
    const filled = (page: Page, scope = 'form') =>
      page
        .locator(`${scope} input`)
        .evaluateAll((all) =>
          all.map((input) => `${(input as HTMLInputElement).type}: ${input.getAttribute('autocomplete')}`),
        );
    const guest = await site().page('/login');
    await guest.locator('#email').waitFor();
    expect(await filled(guest)).toEqual(['email: username', 'password: current-password']);
    await guest.goto('/register');
    await guest.locator('#username').waitFor();
    expect(await filled(guest)).toEqual(['text: nickname', 'email: username', 'password: new-password']);
    const page = await site().pageOf(person, '/settings');
    await page.locator('#currentPassword').waitFor();
    expect(await filled(page, '#password')).toEqual([
      'email: username',
      'password: current-password',
      'password: new-password',
    ]);
    expect(await page.locator('#password input[type=email]').inputValue()).toBe(person.email);
    expect(await page.locator('#account-email').getAttribute('autocomplete')).toBe('username');
  });

  test('what a guest wanted happens after signing in, and not after leaving the door', async () => {
    const { app } = site();
    const [writer, reader] = [await signUp(app, { name: 'Ana Prata' }), await signUp(app)];
    const { slug } = await writeStory(app, writer, { title: 'A lantern on the pier' });
    const signIn = async (page: Page) => {
      await page.waitForURL(/\/login/);
      await page.getByLabel('Email').fill(reader.email);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL((url) => url.pathname === `/stories/${slug}`);
    };
    const page = await site().page(`/stories/${slug}`);
    const like = page.locator('.rail [data-key=l]');
    await like.click();
    await page.waitForURL(/\/login/);
    await page.goBack();
    await like.waitFor();
    await page.locator('.rail [data-key=b]').click();
    await signIn(page);
    await until(async () => (await page.locator('.rail [data-key=b]').getAttribute('aria-pressed')) === 'true');
    expect(await like.getAttribute('aria-pressed')).toBe('false');

    const other = await site().page(`/stories/${slug}`);
    await other.locator('.byline').getByRole('button', { name: 'Follow Ana Prata' }).click();
    await signIn(other);
    await other.locator('.byline').getByRole('button', { name: 'Following Ana Prata' }).waitFor();
  });

  test('a new account begins with a name, three writers and a story, once', async () => {
    const { app } = site();
    for (let times = 0; times < 3; times += 1) await writeStory(app, await signUp(app));
    const page = await site().page('/register');
    await page.getByLabel('Username').fill('wanderer_one');
    await page.getByLabel('Email').fill('wanderer_one@example.com');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create my account' }).click();
    const steps = page.getByRole('region', { name: 'Welcome to Wander' });
    await steps.getByLabel('Your name').fill('Wim Anders');
    expect(await steps.getByLabel('Your name').getAttribute('placeholder')).toBeTruthy();
    await steps.getByRole('button', { name: 'Save name' }).click();
    await steps.getByText('Name saved').waitFor();
    await page.getByRole('button', { name: 'Your menu, Wim Anders' }).waitFor();
    expect(await steps.locator('.person-row').count()).toBe(3);
    await steps.getByRole('button', { name: 'Just read' }).click();
    await steps.waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.card').first().waitFor();
    expect(await steps.count()).toBe(0);
  });

  test('who is signed out is not told so where one signs in', async () => {
    const person = await signUp(site().app);
    const page = await site().pageOf(person, '/drafts');
    await page.getByRole('link', { name: 'Start one' }).waitFor();
    await site().app.graphql(
      'mutation { logout(input: { everywhere: true }) { endedSessions } }',
      {},
      { token: person.token },
    );
    await page.goto('/login');
    await page.getByLabel('Email').waitFor();
    await page.waitForTimeout(500);
    expect(await page.locator('.toast').count()).toBe(0);
  });

  test('every text in another script says its language and runs its own way, wherever it stands', async () => {
    const { app } = site();
    const noa = await signUp(app, { name: 'נועה לוי' });
    const reader = await signUp(app, { name: 'דנה כהן' });
    const place = { name: 'נמל חיפה', countryCode: 'IL', latitude: 32.8, longitude: 35, precision: 'CITY' };
    const texts = { title: 'הרכבת הלילית', body: 'הרכבת יוצאת בחצות.', tags: ['רכבות'], place };
    const { id, slug } = await writeStory(app, noa, texts);
    const draft = await writeStory(app, noa, { ...texts, publish: false });
    for (const [person, document] of [
      [reader, `mutation { setLike(input: { postId: "${id}", liked: true }) { post { id } } }`],
      [reader, `mutation { setFollow(input: { userId: "${noa.id}", following: true }) { user { id } } }`],
      [noa, `mutation { setBookmark(input: { postId: "${id}", bookmarked: true }) { post { id } } }`],
      [reader, `mutation { addComment(input: { postId: "${id}", body: "יפה מאוד" }) { post { id } } }`],
    ] as const)
      await app.graphql(document, {}, { token: person.token });
    const page = await site().pageOf(noa, '/drafts');
    const found: string[] = [];
    for (const [path, ready] of [
      ['/drafts', '.rows li'],
      ['/', '.card'],
      [`/stories/${slug}`, '.comment[id]'],
      [`/@${noa.username}`, '.card'],
      [`/@${noa.username}/followers`, '.person-row'],
      ['/bookmarks', '.card'],
      ['/notifications', '.notes li'],
      ['/search?q=%D7%94%D7%A8%D7%9B%D7%91%D7%AA', '.hits li'],
      ['/map', '.minilist li'],
      [`/write/${draft.id}`, '.facts .tag'],
    ] as const) {
      await page.goto(path);
      await page.locator(ready).first().waitFor();
      const strays = () =>
        page.evaluate(() => {
          const walker = document.createTreeWalker(document.getElementById('main')!, NodeFilter.SHOW_TEXT);
          const strays: string[] = [];
          while (walker.nextNode()) {
            const { textContent: text, parentElement: parent } = walker.currentNode;
            if (!parent || !/\p{Script=Hebrew}/u.test(text ?? '') || parent.closest('.cm-editor, svg, textarea'))
              continue;
            if (!parent.closest('[lang=he]')) strays.push(`${parent.tagName} ${parent.className}: ${text}`);
          }
          const fields = document.querySelectorAll('#main :is(textarea, input[type=search], input:not([type]))');
          for (const field of fields) if (field.getAttribute('dir') !== 'auto') strays.push(field.outerHTML);
          return strays;
        });
      await until(async () => (await strays()).length === 0).catch(async () => {
        found.push(`${path} ${(await strays()).join(', ')}`);
      });
    }
    expect(found).toEqual([]);
  });

  test('on a phone nothing is squeezed: the note, the tags, the palette', async () => {
    const { app } = site();
    const [writer, reader] = [await signUp(app, { name: 'Ana Prata' }), await signUp(app, { name: 'Ben Ali' })];
    const story = await writeStory(app, writer, {
      title: 'A lantern on the pier',
      tags: ['wales', 'ferries'],
      place: { name: 'Bangor', countryCode: 'GB', latitude: 53.2, longitude: -4.2, precision: 'CITY' },
    });
    await app.graphql(
      'mutation ($input: AddCommentInput!) { addComment(input: $input) { post { id } } }',
      { input: { postId: story.id, body: 'I stood there too, one night in November, and waited for the boat.' } },
      { token: reader.token },
    );
    const removed = await writeStory(app, writer, { title: 'Buy hats' });
    const moderator = await signUpModerator(app);
    await app.graphql(
      'mutation ($input: DeletePostInput!) { deletePost(input: $input) { __typename } }',
      { input: { id: removed.id, reason: 'It sells hats.' } },
      { token: moderator.token },
    );
    const boxOf = async (selector: string) => (await page.locator(selector).first().boundingBox())!;
    const page = await site().pageOf(writer, '/notifications', { viewport: { width: 390, height: 844 } });
    await page.getByText('A moderator removed your story').waitFor();
    // Nobody is named there, and the sign stands on a picture all the same.
    const pictures = await page
      .locator('.notes .avatar')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => [width, height]));
    expect(pictures).toEqual([
      [40, 40],
      [40, 40],
    ]);
    expect((await boxOf('.notes .what')).width).toBeGreaterThan(390 / 2);
    await page.goto('/');
    await page.locator('.card.lead .tag').first().waitFor();
    const [tag, meta] = [await boxOf('.card.lead .tag'), await boxOf('.card.lead .meta')];
    expect(meta.y - tag.y - tag.height).toBeGreaterThanOrEqual(4);
    const [stamp, text] = [await boxOf('.card.lead .locator'), await boxOf('.card.lead .text')];
    expect([stamp.x >= text.x + text.width || stamp.x + stamp.width <= text.x, stamp.y < text.y + text.height]).toEqual(
      [...[true, true]],
    );
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('lantern');
    await page.getByRole('option').first().waitFor();
    expect(await page.locator('.palette footer kbd').first().isVisible()).toBe(false);
    await page.setViewportSize({ width: 360, height: 700 });
    await page.goto(`/stories/${story.slug}`);
    await page.locator('.comments textarea').waitFor();
    await page.getByRole('button', { name: 'Reply to Ben Ali' }).click();
    expect((await boxOf('.comment .composer .grow')).height).toBeLessThan(60);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`/write/${story.id}`);
    await storyText(page).waitFor();
    const words = (await saveState(page).locator('span').boundingBox())!;
    expect([words.width > 60, words.height < 30]).toEqual([true, true]);
    await page.getByRole('button', { name: 'Remove the tag ferries' }).click();
    await page.getByRole('combobox', { name: 'Add a tag' }).pressSequentially('fer');
    await page.getByRole('option').first().waitFor();
    const list = await boxOf('.suggesting .options');
    expect(list.x + list.width).toBeLessThanOrEqual(320);
  });

  test('a wide window is used, and a word that cannot be broken moves nothing', async () => {
    const { app } = site();
    const writer = await signUp(app);
    await writeStory(app, writer, { tags: ['wales'] });
    const draft = await writeStory(app, writer, { publish: false, body: 'x' });
    const page = await site().pageOf(writer, '/bookmarks');
    for (const path of [
      '/bookmarks',
      '/drafts',
      '/search?q=walk',
      '/tags/wales',
      '/about',
      `/@${writer.username}/followers`,
    ]) {
      await page.goto(path);
      await page.locator('#main aside').first().waitFor();
      const { x, width } = (await page.locator('#main aside').first().boundingBox())!;
      expect([path, x > 640, x + width > 1_000]).toEqual([path, true, true]);
    }
    await page.goto(`/write/${draft.id}`);
    await page.locator('.cm-content').waitFor();
    const seen = async () => (await page.locator('.seen').boundingBox())!.x;
    const before = await seen();
    await page.locator('.cm-content').click();
    await page.keyboard.insertText('Donaudampfschifffahrtsgesellschaftskapitän'.repeat(6));
    await page.locator('.seen').getByText('kapitän').waitFor();
    expect(Math.abs((await seen()) - before)).toBeLessThan(1);
    expect(await styleOf(page, '.cm-editor', 'outline-style')).toBe('none');
  });

  test('on a phone tasks within tasks stand further in, years that number an item are whole, and so are pins and tags', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const place = { name: 'Taumatawhakatangihangakoauauotamatea'.repeat(2), countryCode: 'FJ', precision: 'EXACT' };
    const { id, slug } = await writeStory(app, writer, {
      body: '- [ ] pack\n  - [ ] tent\n\nThen:\n\n1. Home.\n\n1986. Away.\n\n# A\n\n## B\n\n### C\n\n#### D\n\n##### E',
      place: { ...place, latitude: -16.8, longitude: -179.9 },
    });
    const page = await site().pageOf(writer, `/stories/${slug}`, { viewport: { width: 390, height: 844 } });
    await page.locator('.prose ol').waitFor();
    const [outer, inner] = await page
      .locator('.task-list-item')
      .evaluateAll((items) => items.map((item) => item.getBoundingClientRect().left));
    expect(inner! - outer!).toBeGreaterThan(15);
    expect(
      await page.locator('.prose ol').evaluate((list) => parseFloat(getComputedStyle(list).paddingLeft)),
    ).toBeGreaterThan(40);
    const sizeOf = async (selector: string) => parseFloat(await styleOf(page, selector, 'font-size'));
    expect(await sizeOf('.prose h6')).toBeGreaterThanOrEqual(15);
    await page.goto('/map?at=0,0,0');
    expect((await page.locator('.pin i').first().boundingBox())!.x).toBeGreaterThanOrEqual(0);
    await page.goto(`/write/${id}`);
    const name = page.locator('.facts .tag', { hasText: 'Fiji' });
    await name.waitFor();
    const [top, first] = await name.evaluate((tag) => {
      const range = document.createRange();
      range.selectNodeContents(tag.querySelector('bdi, span') ?? tag);
      return [tag.getBoundingClientRect().top, range.getClientRects()[0]!.top];
    });
    expect(first - top).toBeGreaterThan(3);
  });
});
