import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD, type Person, signUp, signUpModerator, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser, savedAtWander, saveState, storyText, writeText } from './support.js';

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};

inBrowser('what one person writes', (site) => {
  let ilse: Person;
  let marta: Person;
  let story: Story;

  beforeAll(async () => {
    const { app } = site();
    [ilse, marta] = await Promise.all([signUp(app, { name: 'Ilse' }), signUp(app, { name: 'Marta' })]);
    story = await writeStory(app, marta, { title: 'The last tram' });
  });

  /** In another tab of the same browser. */
  async function becomes(page: Page, person: Person): Promise<void> {
    const other = await page.context().newPage();
    await other.goto('/about');
    await other.getByRole('button', { name: /^Your menu/ }).click();
    await other.getByRole('button', { name: 'Sign out', exact: true }).click();
    const keep = other.getByRole('button', { name: 'Keep and sign out' });
    await other.getByRole('link', { name: 'Sign in' }).or(keep).first().waitFor();
    if (await keep.isVisible()) await keep.click();
    await other.getByRole('link', { name: 'Sign in' }).first().waitFor();
    await other.goto('/login');
    await other.getByLabel('Email').fill(person.email);
    await other.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.waitForURL((url) => url.pathname === '/');
    await other.close();
  }
  const read = async (person: Person, query: string) =>
    (await site().app.graphql(`{ viewer { ${query} } }`, {}, { token: person.token })).body.data.viewer;
  const draftsOf = async (person: Person): Promise<{ title: string; body: string }[]> =>
    (await read(person, 'drafts { nodes { title body } }')).drafts.nodes;
  const signInAgain = async (person: Person) => {
    const { body } = await site().app.graphql(
      'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }',
      { input: { email: person.email, password: PASSWORD } },
      { headers: { 'X-Forwarded-For': '10.9.8.7' } },
    );
    return { ...person, token: body.data.login.accessToken as string };
  };

  test('in an editor that was opened before another person signed in stays theirs, and is saved when they are back', async () => {
    const page = await site().pageOf(ilse, '/write');
    await storyText(page).waitFor();
    await becomes(page, marta);
    await page.getByText('Marta is signed in now.').waitFor();
    await writeText(page, 'Ilse’s own', 'Nobody else’s.');
    await saveState(page).filter({ hasText: 'Saved in this browser: Marta is signed in' }).waitFor();
    await shot(page, 'editor-other-viewer');
    await page.keyboard.press('Control+s');
    await page.waitForTimeout(2_500);
    marta = await signInAgain(marta);
    ilse = await signInAgain(ilse);
    expect(await draftsOf(marta)).toEqual([]);
    expect(await draftsOf(ilse)).toEqual([]);
    // In a tab of Marta's there is nothing of it.
    const hers = await page.context().newPage();
    await hers.goto('/write');
    await storyText(hers).waitFor();
    expect(await storyText(hers).innerText()).not.toContain('Nobody');
    await hers.close();

    await becomes(page, ilse);
    await saveState(page).filter({ hasText: savedAtWander }).waitFor();
    expect(await draftsOf(ilse)).toEqual([{ title: 'Ilse’s own', body: 'Nobody else’s.' }]);
    expect(await draftsOf(marta)).toEqual([]);
  });

  test('in a box for a comment, and in the form of the profile, stays theirs', async () => {
    const page = await site().pageOf(ilse, `/stories/${story.slug}`);
    const box = page.locator('.comments').getByRole('textbox', { name: 'Your comment' });
    await box.fill('From Ilse');
    const settings = await page.context().newPage();
    await settings.goto('/settings');
    await settings.getByLabel(/^About you/).fill('About Ilse');
    await becomes(page, marta);

    await page.getByText('Marta is signed in now.').waitFor();
    expect(await box.inputValue()).toBe('From Ilse');
    await box.pressSequentially(', only');
    await page.keyboard.press('Control+Enter');
    await shot(page, 'comment-other-viewer');
    await settings.getByText('Ilse was signed out.').waitFor();
    await settings.getByLabel(/^Name/).and(settings.locator('[value=Marta]')).waitFor();
    expect(await settings.getByLabel(/^About you/).inputValue()).toBe('');
    await settings.getByRole('button', { name: 'Save profile' }).click();
    await settings.getByText('Profile saved').waitFor();
    marta = await signInAgain(marta);
    expect(await read(marta, 'user { name bio }')).toEqual({ user: { name: 'Marta', bio: '' } });

    await becomes(page, ilse);
    expect(await box.inputValue()).toBe('From Ilse, only');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.locator('.thread').getByText('From Ilse, only').waitFor();
    await page.locator('.thread .comment[id]').getByText('Ilse', { exact: true }).waitFor();
    await settings.getByText('Your changes are back.').waitFor();
    expect(await settings.getByLabel(/^About you/).inputValue()).toBe('About Ilse');
    await shot(settings, 'profile-back');
  });

  test('in two tabs of one story is kept for both, and posting in one leaves the other', async () => {
    const page = await site().pageOf(ilse, `/stories/${story.slug}`);
    const context = page.context();
    const boxOf = (one: Page) => one.locator('.comments').getByRole('textbox', { name: 'Your comment' });
    const other = await context.newPage();
    await other.goto(`/stories/${story.slug}`);
    await boxOf(page).fill('In the first');
    await boxOf(other).fill('In the second');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.locator('.thread').getByText('In the first').waitFor();
    await other.reload();
    await boxOf(other)
      .and(other.locator(':text("In the second")'))
      .waitFor()
      .catch(() => undefined);
    expect(await boxOf(other).inputValue()).toBe('In the second');
    await page.reload();
    await page.locator('.thread').getByText('In the first').waitFor();
    expect(await boxOf(page).inputValue()).toBe('');
    await boxOf(page).fill('Also kept');
    await page.close();
    await other.close();
    const again = await context.newPage();
    await again.goto(`/stories/${story.slug}`);
    await boxOf(again).waitFor();
    await until(async () => (await boxOf(again).inputValue()) !== '');
    const texts = ['Also kept', 'In the second'];
    const first = await boxOf(again).inputValue();
    expect(texts).toContain(first);
    // What was posted is gone, and the other text is there the next time.
    await again.getByRole('button', { name: 'Post comment' }).click();
    await again.locator('.thread .comment[id]').getByText(first).waitFor();
    await again.reload();
    await until(async () => (await boxOf(again).inputValue()) === texts.find((text) => text !== first));
  });

  test('in a reply, in a change of a comment and in a reason for removing one stays theirs too', async () => {
    const { app } = site();
    const [moderator, reader] = [await signUpModerator(app), await signUp(app, { name: 'Reader' })];
    const told = await writeStory(app, moderator, { title: 'Much said' });
    const say = (person: Person, body: string) =>
      app.graphql(
        `mutation ($input: AddCommentInput!) { addComment(input: $input) { post { id } } }`,
        { input: { postId: told.id, body } },
        { token: person.token },
      );
    await say(reader, 'Rude');
    await say(moderator, 'Polite');
    const page = await site().pageOf(moderator, `/stories/${told.slug}`);
    const rude = page.locator('.thread > li', { hasText: 'Rude' });
    const polite = page.locator('.thread > li', { hasText: 'Polite' });
    await rude.getByRole('button', { name: 'Reply to Reader' }).click();
    await rude.getByRole('textbox').fill('A reply');
    await polite.getByRole('button', { name: 'Edit your comment' }).click();
    await polite.getByRole('textbox').fill('More polite');
    await rude.getByRole('button', { name: 'Remove the comment of Reader' }).click();
    const isReasonThere = async () => (await page.getByLabel('Why').inputValue()) === 'A reason that took a while';
    await page.getByRole('alertdialog').getByLabel('Why').fill('A reason that took a while');
    await page.keyboard.press('Escape');
    await rude.getByRole('button', { name: 'Remove the comment of Reader' }).click();
    await until(isReasonThere);

    await becomes(page, reader);
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await until(async () => (await page.getByText('Reader is signed in now.').count()) === 2);
    expect(await rude.getByRole('textbox').inputValue()).toBe('A reply');
    expect(await polite.getByRole('textbox').inputValue()).toBe('More polite');
    // Who is signed in now answers the same comment: in a box of their own.
    await rude.getByRole('button', { name: 'Reply to Reader' }).click();
    await until(async () => (await rude.getByRole('textbox').inputValue()) === '');
    await rude.getByRole('textbox').fill('The reader’s own');
    await rude.getByRole('button', { name: 'Post reply' }).click();
    const own = rude.locator('.replies .comment[id]', { hasText: 'The reader’s own' });
    await own.getByRole('link', { name: 'Reader' }).waitFor();
    await becomes(page, moderator);
    await page.getByRole('alertdialog').waitFor();
    await until(isReasonThere);
    await page.keyboard.press('Escape');
    await polite.getByRole('button', { name: 'Save' }).click();
    await polite.locator('.said').getByText('More polite').waitFor();
    await rude.getByRole('button', { name: 'Reply to Reader' }).first().click();
    await until(async () => (await rude.getByRole('textbox').inputValue()) === 'A reply');
    await rude.getByRole('button', { name: 'Post reply' }).click();
    await rude.locator('.replies .comment[id]').getByText('A reply').waitFor();
  });

  test('that the browser cannot keep is told, and a page with it asks before it is left', async () => {
    const page = await site().pageOf(marta, `/stories/${story.slug}`);
    const box = page.locator('.comments').getByRole('textbox', { name: 'Your comment' });
    await box.fill('Before');
    await page.evaluate(() => {
      for (const size of [1_000_000, 10_000, 100, 1])
        for (let part = 0; ; part++)
          try {
            localStorage.setItem(`full ${size} ${part}`, 'x'.repeat(size));
          } catch {
            break;
          }
    });
    await box.pressSequentially(' and after');
    await page.getByText('This browser can’t keep your text.').waitFor();
    await shot(page, 'comment-not-kept');
    const asked = page.waitForEvent('dialog');
    const leaving = page.reload().catch(() => undefined);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await leaving;
    expect(await box.inputValue()).toBe('Before and after');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.locator('.thread .comment[id]').getByText('Before and after').waitFor();
    await page.getByText('This browser can’t keep your text.').waitFor({ state: 'detached' });
  });
});
