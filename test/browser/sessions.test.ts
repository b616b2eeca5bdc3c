import { expect, test } from '@jest/globals';
import { signUp } from '../support/factories.js';
import { inBrowser, storyText, writeText } from './support.js';

inBrowser('signed in', (site) => {
  test('signing out everywhere signs out the other browser', async () => {
    const person = await signUp(site().app);
    const laptop = await site().pageOf(person, '/settings');
    const phone = await site().pageOf(person, '/drafts');
    await phone.getByRole('heading', { name: 'Drafts', level: 1 }).waitFor();
    await laptop.getByRole('button', { name: 'Sign out everywhere' }).click();
    await laptop.getByText('Signed out everywhere').waitFor();
    await phone.goto('/settings');
    await phone.waitForURL('**/login?next=%2Fsettings');
    expect(await phone.getByRole('button', { name: /^Your menu/ }).count()).toBe(0);
  });

  test('a browser ended from another keeps the text that is being written in it', async () => {
    const person = await signUp(site().app);
    const phone = await site().pageOf(person, '/write');
    await storyText(phone).waitFor();
    const laptop = await site().pageOf(person, '/settings');
    await laptop.getByRole('button', { name: 'Sign out everywhere' }).click();
    await laptop.getByText('Signed out everywhere').waitFor();
    await writeText(phone, 'Still here', 'Not lost.');
    await phone.getByText('You were signed out.').waitFor();
    await phone.getByRole('button', { name: 'Sign in' }).click();
    await phone.getByLabel('Email').fill(person.email);
    await phone.getByLabel('Password', { exact: true }).fill('a lantern on the pier');
    await phone.getByRole('button', { name: 'Sign in' }).click();
    await storyText(phone).filter({ hasText: 'Not lost.' }).waitFor();
  });

  test('a reload and a second tab stay signed in, and signing out reaches every tab', async () => {
    const person = await signUp(site().app);
    const page = await site().pageOf(person, '/');
    const menu = { name: /^Your menu/ };
    await page.reload();
    await page.getByRole('button', menu).waitFor();
    const second = await page.context().newPage();
    await second.goto('/');
    await second.getByRole('button', menu).click();
    await second.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  });

  test('no token lies where a script could read it', async () => {
    const person = await signUp(site().app);
    const page = await site().pageOf(person, '/');
    const readable = await page.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage, ...sessionStorage }]),
    );
    expect(readable).not.toMatch(/eyJ|wander_rt/);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
      { httpOnly: true, sameSite: 'Strict' },
    ]);
  });

  test('a wrong password is refused without saying which of the two was wrong', async () => {
    const person = await signUp(site().app);
    const page = await site().page('/login');
    const refusals: string[] = [];
    for (const email of [person.email, 'nobody@example.com']) {
      await page.reload();
      await page.getByLabel('Email').fill(email);
      await page.getByLabel('Password', { exact: true }).fill('not the lantern');
      await page.getByRole('button', { name: 'Sign in' }).click();
      refusals.push(await page.getByRole('alert').innerText());
    }
    expect(refusals[0]).toBe(refusals[1]);
  });
});
