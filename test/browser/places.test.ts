import { beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { withDataSource } from '../../scripts/lib/migrations.js';
import { fillGazetteer } from '../../server/modules/places/index.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser, savedAtWander, saveState, writeText } from './support.js';

const spot = (name: string, countryCode: string, latitude: number, longitude: number, precision = 'EXACT') => ({
  place: { name, countryCode, latitude, longitude, precision },
});

/** Where the pin of a story lies in the map, from 0 to 1. */
async function whereIs(page: Page, name: string): Promise<{ x: number; y: number }> {
  const [map, pin] = await Promise.all([
    page.locator('.world').boundingBox(),
    page.getByRole('button', { name, exact: true }).boundingBox(),
  ]);
  if (!map || !pin) throw new Error('It is not there');
  return { x: (pin.x + pin.width / 2 - map.x) / map.width, y: (pin.y + pin.height / 2 - map.y) / map.height };
}

/** As much of the world as has Japan in it. */
const wide = { viewport: { width: 1300, height: 900 } };

inBrowser('places', (site) => {
  let ana: Person;
  let ben: Person;

  beforeAll(async () => {
    const { app } = site();
    // As an operator's command does: without the deadline of requests.
    await withDataSource({ url: app.databaseUrl }, (source) => fillGazetteer(source));
    [ana, ben] = await Promise.all([signUp(app, { name: 'Ana Prata' }), signUp(app, { name: 'Ben Okri' })]);
    await writeStory(app, ana, { title: 'Fish before dawn', ...spot('The pier', 'JP', 35.62, 139.77) });
    await writeStory(app, ana, { title: 'Salt and slate', ...spot('Moss', 'NO', 59.43, 10.66) });
    await writeStory(app, ben, { title: 'The ferry that waits', ...spot('Horten', 'NO', 59.41, 10.48) });
  }, 180_000);

  test('are chosen by keyboard, saved with the text, and shown as finely as one allows', async () => {
    const page = await site().pageOf(ana, '/write');
    await writeText(page, 'The inspector', 'He waters beans.');
    await page.getByRole('button', { name: 'Add a place' }).focus();
    await page.keyboard.press('Enter');
    const field = page.getByRole('combobox', { name: 'Where did it happen?' });
    await field.waitFor();
    await page.keyboard.type('borjom');
    await page.getByRole('option', { name: /^Borjomi.*Georgia$/s }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the place Borjomi' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Change' }).evaluate((it) => it === document.activeElement)).toBe(
      true,
    );
    await saveState(page).filter({ hasText: savedAtWander }).waitFor();

    await page.reload();
    await page.getByRole('button', { name: 'Remove the place Borjomi' }).waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    const latitude = page.getByLabel('Latitude');
    await latitude.waitFor();
    // Half a number is a spot in Africa, and a digit too many is none on earth.
    await latitude.press('End');
    for (let digits = (await latitude.inputValue()).length; digits > 1; digits -= 1) await latitude.press('Backspace');
    await latitude.pressSequentially('1.84123');
    await latitude.press('Backspace');
    expect(await latitude.inputValue()).toBe('41.8412');
    await page.getByLabel('Longitude').fill('43.3781');
    expect(await page.getByRole('combobox', { name: 'Country' }).inputValue()).toBe('GE');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published.').waitFor();

    const other = await site().pageOf(ben, '/');
    await other.locator('.card', { hasText: 'The inspector' }).getByText('Borjomi, Georgia').waitFor();
    await other.getByRole('link', { name: 'The inspector', exact: true }).click();
    await other.getByText('41.8° N, 43.4° E').waitFor();
    expect(await other.locator('.wherebox .m-halo').count()).toBe(1);
    await other.getByRole('link', { name: 'Open the map at Borjomi' }).click();
    await other.waitForURL((url) => url.pathname === '/map');
    await other.getByRole('button', { name: 'The inspector', exact: true }).waitFor();
    const { x, y } = await whereIs(other, 'The inspector');
    expect([Math.abs(x - 0.5) < 0.05, Math.abs(y - 0.5) < 0.05]).toEqual([true, true]);
  });

  test('have a name of one’s own, and a dot set by hand', async () => {
    const page = await site().pageOf(ana, '/write');
    await writeText(page, 'Half a pier', 'The other half went in the storm.');
    await page.getByRole('button', { name: 'Add a place' }).click();
    await page.getByRole('combobox', { name: 'Where did it happen?' }).fill('Grandmother’s pier');
    await page.getByRole('option', { name: /Grandmother’s pier.*, and set the dot yourself/ }).click();
    const world = page.locator('.spot .world');
    await world.locator('.m-land').waitFor({ state: 'attached' });
    const box = await world.boundingBox();
    if (!box) throw new Error('There is no map');
    await page.mouse.click(box.x + box.width * 0.35, box.y + box.height * 0.4);
    await page.getByText('That’s in the sea.').waitFor();
    await page.getByRole('combobox', { name: 'Country' }).selectOption({ label: 'Portugal' });
    await page.getByRole('button', { name: 'Remove the place Grandmother’s pier' }).waitFor();
    await page.locator('.spot .names text').first().waitFor();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('.numbers input')?.value) > 36);
    await page.getByRole('radio', { name: 'The country only' }).check();
    await page.getByText('The dot is for you alone').waitFor();
    await saveState(page).filter({ hasText: savedAtWander }).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published.').waitFor();
    const guest = await site().page('/');
    const card = guest.locator('.card', { hasText: 'Half a pier' });
    await card.getByText('Portugal', { exact: true }).waitFor();
    expect(await card.locator('.m-dot').count()).toBe(0);
  });

  test('stand on a map: clusters open, the list says the same, and one comes back to where one was', async () => {
    const page = await site().page('/map', wide);
    await page.getByRole('heading', { name: /^\d+ stories$/ }).waitFor();
    await page.getByRole('button', { name: 'Fish before dawn' }).click();
    const peek = page.getByRole('article', { name: 'Chosen story' });
    await peek.getByText('The pier, Japan').waitFor();
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'detached' });

    const cluster = page.getByRole('button', { name: /stories here, zoom in$/ }).first();
    for (
      let times = 0;
      times < 12 && (await page.getByRole('button', { name: 'Salt and slate' }).count()) === 0;
      times += 1
    ) {
      await cluster.click();
      await page.waitForTimeout(700);
    }
    await page.getByRole('button', { name: 'Salt and slate' }).waitFor();
    await page.locator('.minilist').getByText('Fish before dawn').waitFor({ state: 'detached' });
    await page.locator('.minilist').getByRole('link', { name: 'The ferry that waits' }).click();
    await page.getByRole('heading', { name: 'The ferry that waits', level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Salt and slate' }).waitFor();
    expect(await page.locator('.minilist').getByText('Fish before dawn').count()).toBe(0);
  });

  test('are reached by keyboard alone, and none outside the view', async () => {
    const page = await site().page('/', wide);
    await page.locator('.card').first().waitFor();
    // The second key must follow within a second, which a busy machine may miss.
    for (let tries = 0; tries < 10 && new URL(page.url()).pathname !== '/map'; tries += 1) {
      await page.keyboard.press('g');
      await page.keyboard.press('m');
      await page.waitForURL((url) => url.pathname === '/map', { timeout: 1_500 }).catch(() => undefined);
    }
    await page.getByRole('button', { name: 'Fish before dawn', exact: true }).waitFor();
    const world = page.locator('.world');
    await world.focus();
    const before = await whereIs(page, 'Fish before dawn');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(400);
    const count = () => page.getByRole('button', { name: 'Fish before dawn' }).count();
    if (await count()) expect((await whereIs(page, 'Fish before dawn')).x).toBeLessThan(before.x);
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('+');
    for (let times = 0; times < 20; times += 1) await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Fish before dawn' }).waitFor({ state: 'detached' });
    for (let times = 0; times < 30; times += 1) await page.keyboard.press('ArrowDown');
    await page.getByText('No stories from here yet.').waitFor();
    await page.keyboard.press('0');
    await page.getByRole('button', { name: 'Fish before dawn' }).waitFor();
  });

  test('keep the focus while the map moves under them, and leave it to the map where they go', async () => {
    const page = await site().page('/map', wide);
    const pin = page.getByRole('button', { name: 'Fish before dawn' });
    const has = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);
    await pin.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    expect(await has(pin)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await has(page.locator('.peek h2 a'))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await has(pin)).toBe(true);
    for (let times = 0; times < 4; times += 1) await page.keyboard.press('+');
    await pin.waitFor({ state: 'detached' });
    expect(await has(page.locator('.world'))).toBe(true);
    await page.keyboard.press('0');
    await pin.waitFor();
  });

  test('of a part of the map that did not come are not said to be none', async () => {
    const page = await site().page('/map');
    await page.getByRole('heading', { name: /^\d+ stories$/ }).waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.locator('.world').focus();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('+');
    await page.getByText('Couldn’t load this part of the map.').waitFor();
    await page.getByRole('heading', { name: 'Stories in view', exact: true }).waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: /^\d+ stor(y|ies) in view$/ }).waitFor();
    expect(await page.getByText('Couldn’t load this part of the map.').count()).toBe(0);
  });

  test('are set exactly in a large country, by keyboard, pointer or numbers, and keep no other town’s dot unsaid', async () => {
    const page = await site().pageOf(ana, '/write');
    await writeText(page, 'Somewhere in the taiga', 'Larches.');
    await page.getByRole('button', { name: 'Add a place' }).click();
    const field = page.getByRole('combobox', { name: 'Where did it happen?' });
    await field.fill('Novosibirsk');
    await page
      .getByRole('option', { name: /^Novosibirsk/ })
      .first()
      .click();
    await field.fill('The hut');
    await page.getByRole('option', { name: /^Call it .*The hut.*, with the dot where Novosibirsk is/ }).click();
    await page.getByText('The dot is still where Novosibirsk is.').waitFor();
    const [latitude, longitude] = [page.getByLabel('Latitude'), page.getByLabel('Longitude')];
    const before = Number(await latitude.inputValue());
    expect(before).toBeCloseTo(55, 0);

    const world = page.locator('.spot .world');
    await world.focus();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('+');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await until(async () => Number(await latitude.inputValue()) > before);
    expect(Number(await latitude.inputValue()) - before).toBeLessThan(0.2);
    expect(await page.getByText('The dot is still where').count()).toBe(0);

    // A press is as exact as a pixel: two of them, beside each other, are closer than a kilometre.
    const box = (await world.boundingBox())!;
    const press = async (x: number) => {
      const known = await longitude.inputValue();
      await page.mouse.click(box.x + x, box.y + 100);
      await until(async () => (await longitude.inputValue()) !== known);
      return Number(await longitude.inputValue());
    };
    expect(Math.abs((await press(150)) - (await press(156)))).toBeLessThan(0.05);
    await latitude.fill('61.5');
    await longitude.fill('105.25');
    await page.getByLabel('Latitude').press('Tab');
    expect([await latitude.inputValue(), await longitude.inputValue()]).toEqual(['61.5', '105.25']);
    expect(await page.getByRole('combobox', { name: 'Country' }).inputValue()).toBe('RU');

    await field.fill('Another hut');
    await page.getByRole('option', { name: /Another hut.*, and set the dot yourself/ }).click();
    await page.getByText(/^Where is .*Another hut/).waitFor();
    expect(await latitude.inputValue()).toBe('');
  });

  test('have the names of countries and towns round them, the more the closer one is, all from Wander itself', async () => {
    const page = await site().page('/map');
    const name = (text: string) => page.locator('.names text', { hasText: new RegExp(`^${text}$`) });
    await name('Canada').waitFor({ state: 'attached' });
    expect(await page.locator('.m-town').count()).toBe(0);
    await page.goto('/map?at=59.4,10.5,3');
    await name('Norway').waitFor({ state: 'attached' });
    await name('Oslo').waitFor({ state: 'attached' });
    await page.goto('/map?at=59.43,10.66,9');
    await name('Moss').waitFor({ state: 'attached' });
    expect(await page.locator('.m-town').count()).toBeGreaterThan(3);
    // No name lies over another.
    const over = await page.locator('.names text').evaluateAll((texts) => {
      const boxes = texts.map((text) => text.getBoundingClientRect());
      return boxes.filter((a, at) =>
        boxes.some(
          (b, other) => other > at && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
        ),
      ).length;
    });
    expect(over).toBe(0);
  });

  test('are in the list and on the map alike, near the edge and across the 180th meridian, and the count is told', async () => {
    const { app } = site();
    const cleo = await signUp(app, { name: 'Cleo Tui' });
    for (const [title, latitude, longitude] of [
      ['Fiji west', -16.8, 179.999],
      ['Fiji east', -16.8, -179.999],
      ['Kamchatka', 56, 160],
      ['Vladivostok', 43.1, 131.9],
      ['Auckland', -36.8, 174.8],
      ['Anadyr', 64.7, 177.5],
      ['Nome', 64.5, -165.4],
    ] as const)
      await writeStory(app, cleo, { title, ...spot('x', 'FJ', latitude, longitude) });
    const page = await site().page('/map');
    for (const at of ['-16.8,179.9,7', '60,170,2', '50,150,2.4', '62,178,3', '0,180,0.6', '45,140,3.2']) {
      await page.goto(`/map?at=${at}`);
      await page.locator('.pin').first().waitFor();
      // A page comes with all that any screen would show; a map that has been moved, with what this one shows.
      await page.locator('.world').focus();
      await page.keyboard.press('+');
      await page.keyboard.press('-');
      await page.getByRole('heading', { name: /in view$/ }).waitFor();
      await page.waitForTimeout(600);
      const pins = await page
        .locator('.pin')
        .evaluateAll((all) => all.reduce((sum, pin) => sum + Number((pin as HTMLElement).innerText || 1), 0));
      const listed = await page.locator('.minilist li').count();
      const heading = await page.locator('#in-view').innerText();
      expect([at, pins, heading]).toEqual([at, listed, `${listed} ${listed === 1 ? 'story' : 'stories'} in view`]);
      expect(await page.locator('.maplist [role=status]').innerText()).toContain(heading);
    }
    await page.goto('/map?at=-16.8,179.9,7');
    await page.getByRole('button', { name: '2 stories here, zoom in' }).waitFor();
    await page.goto('/map?at=-16.8,180,9');
    await page.getByRole('button', { name: '2 stories here, listed' }).waitFor();
    await page.goto('/map?at=60,170,2');
    await page.locator('.pin').first().waitFor();
    await page.locator('.minilist').getByRole('link', { name: 'Kamchatka' }).hover();
    await page.locator('.pin.marked').waitFor();
    expect(await page.locator('.pin.marked').count()).toBe(1);
  });

  test('of a writer stand on the profile', async () => {
    const page = await site().page(`/@${ben.username}`);
    await page.getByRole('heading', { name: '1 story in 1 country' }).waitFor();
    await page.getByRole('link', { name: 'Open the map. Stories from 1 place' }).click();
    await page.waitForURL((url) => url.pathname === '/map');
  });
});
