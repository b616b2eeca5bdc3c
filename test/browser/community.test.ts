import { beforeAll, expect, test } from '@jest/globals';
import type { Page, WebSocketRoute } from 'playwright-core';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from '../../server/platform/auth/index.js';
import { PASSWORD, type Person, signUp, signUpModerator, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { inBrowser, isTakenOver, type Site, untilListening } from './support.js';

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};

/** The name of what has the focus: its label, or the id of a comment. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id);

const say = (site: Site, person: Person, postId: string, body: string, parentId?: string): Promise<string> =>
  site.app
    .graphql(
      `mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }`,
      { input: { postId, body, parentId } },
      { token: person.token },
    )
    .then(({ body }) => body.data!.addComment.commentEdge.node.id as string);

const boxOf = (page: Page) => page.locator('.comments').getByRole('textbox', { name: 'Your comment' }).first();

inBrowser('two people in two browsers', (site) => {
  let ana: Person;
  let ben: Person;
  let story: Story;

  beforeAll(async () => {
    const { app } = site();
    [ana, ben] = await Promise.all([signUp(app, { name: 'Ana Prata' }), signUp(app, { name: 'Ben Okri' })]);
    story = await writeStory(app, ana, { title: 'The last tram', tags: ['trams'] });
    await writeStory(app, ben, { title: 'Bread at four' });
  });

  test('talk: one speaks, the other sees it appear, answers, and is seen', async () => {
    const path = `/stories/${story.slug}`;
    const [one, other] = [await site().pageOf(ana, path), await site().pageOf(ben, path)];
    await one.getByText('No comments yet').waitFor();
    await Promise.all([untilListening(one, 'CommentAdded'), untilListening(other, 'CommentAdded')]);
    await other.keyboard.press('c');
    await boxOf(other).fill('Did it **really** not come?');
    await other.keyboard.press('Control+Enter');
    await other.getByText('Did it really not come?').waitFor();
    expect(await boxOf(other).inputValue()).toBe('');
    await shot(other, 'comment-own');

    await one.getByRole('button', { name: 'Show 1 new comment' }).click();
    await one.getByText('Did it really not come?').waitFor();
    await one.getByRole('button', { name: 'Reply to Ben Okri' }).click();
    await one.getByLabel('Your reply to Ben Okri').fill('It came, without driver.');
    await one.getByRole('button', { name: 'Post reply' }).click();
    await one.getByText('It came, without driver.').waitFor();
    expect(await focused(one)).toBe('Reply to Ben Okri');
    await one.getByRole('heading', { name: '2 comments' }).waitFor();
    await shot(one, 'comments');

    await other.getByRole('link', { name: /^Notifications\s*1 unread$/ }).click();
    await other.getByRole('link', { name: 'New: Ana Prata replied to you on The last tram' }).waitFor();
    await shot(other, 'notifications');
    await other.getByRole('button', { name: 'Mark all as read' }).click();
    await other.getByRole('button', { name: 'Undo' }).click();
    await other.getByRole('link', { name: /^New: Ana Prata/ }).click();
    await other.waitForURL((url) => url.pathname === path);
  });

  test('still hear each other when the token has ended meanwhile, and are told of nothing where there is nothing', async () => {
    const long = await writeStory(site().app, ana, { title: 'A long read' });
    const page = await site().page('/about');
    const { jwt } = site().app.nest.get(AccessTokens)['signing'];
    const secondsLeft = 5;
    await page.route(
      '**/graphql',
      async (route) => {
        const response = await route.fetch();
        const json = await response.json();
        const { sub, sid, role } = jwt.decode<Record<string, string>>(json.data.login.accessToken);
        const iat = Math.floor(Date.now() / 1_000) - ACCESS_TOKEN_SECONDS + secondsLeft;
        json.data.login.accessToken = jwt.sign({ sub, sid, role, iat });
        await route.fulfill({ response, json });
      },
      { times: 1 },
    );
    const path = `/stories/${long.slug}`;
    await page.goto(`/login?next=${encodeURIComponent(path)}`);
    await page.getByLabel('Email').fill(ben.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    const opening = page.waitForEvent('websocket');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const first = await opening;
    const closing = first.waitForEvent('close', { timeout: 30_000 });
    await page.getByText('No comments yet').waitFor();
    await closing;
    await page.waitForEvent('websocket', { timeout: 30_000 });
    await untilListening(page, 'CommentAdded');
    expect(await page.locator('.livebar button').count()).toBe(0);
    await site().app.graphql(
      `mutation ($input: AddCommentInput!) { addComment(input: $input) { post { id } } }`,
      { input: { postId: long.id, body: 'Still there?' } },
      { token: ana.token },
    );
    await page.getByRole('button', { name: 'Show 1 new comment' }).click();
    await page.getByText('Still there?').waitFor();
  });

  test('are not told of news when they only go from story to story', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const [one, two] = [
      await writeStory(app, writer, { title: 'Way out' }),
      await writeStory(app, writer, { title: 'Way back' }),
    ];
    const page = await site().page('/about');
    const listening = () => page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
    const first = listening();
    await page.goto(`/stories/${one.slug}`);
    await page.waitForFunction(isTakenOver);
    // A guest's page listens from the first thing that they do.
    await page.keyboard.press('Shift');
    await first;
    const second = listening();
    await page
      .getByRole('link', { name: /Way back/ })
      .first()
      .click();
    await second;
    await page.getByRole('heading', { name: two.title, level: 1 }).waitFor();
    await page.waitForTimeout(500);
    expect(await page.locator('.livebar button').count()).toBe(0);
  });

  test('change and delete what they said; a deletion is asked for first', async () => {
    const quiet = await writeStory(site().app, ana, { title: 'A quiet one' });
    const page = await site().pageOf(ben, `/stories/${quiet.slug}`);
    await boxOf(page).fill('Frist');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByRole('button', { name: 'Edit your comment' }).click();
    await page.locator('.thread').getByRole('textbox').fill('First');
    await page.keyboard.press('Escape');
    await page.getByText('Change discarded.').waitFor();
    expect(await focused(page)).toBe('Edit your comment');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('.thread textarea')?.value === 'First',
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('First', { exact: true }).waitFor();
    await page.getByText('edited').waitFor();
    expect(await focused(page)).toBe('Edit your comment');
    await page.getByRole('button', { name: 'Delete your comment' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Delete your comment' }).click();
    await page.getByRole('button', { name: 'Delete comment' }).click();
    await page.getByText('No comments yet').waitFor();
    expect(await boxOf(page).evaluate((box) => box === document.activeElement)).toBe(true);
  });

  test('keep a long list where it is when one comment goes, and put what is new where it belongs', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const crowd = await writeStory(app, writer, { title: 'A crowd' });
    const head = await say(site(), writer, crowd.id, 'Comment 1');
    for (const number of [1, 2, 3, 4]) await say(site(), ben, crowd.id, `Reply ${number}`, head);
    const talkers = await Promise.all([signUp(app), signUp(app), signUp(app)]);
    for (const [index, talker] of talkers.entries()) {
      for (let number = 0; number < 8; number++)
        await say(site(), talker, crowd.id, `Comment ${index * 8 + number + 2}`);
    }
    const page = await site().pageOf(writer, `/stories/${crowd.slug}`);
    await page.getByRole('link', { name: 'Older comments' }).click();
    await page.getByText('Comment 1', { exact: true }).waitFor();
    const shown = () => page.locator('.thread > li').count();
    expect(await shown()).toBe(25);
    await page.getByRole('button', { name: 'Show more replies' }).click();
    await page.getByText('Reply 4').waitFor();
    expect(await focused(page)).toBe(await page.locator('.comment', { hasText: 'Reply 4' }).last().getAttribute('id'));

    // Both from this person, on another device; and an answer to an answer.
    await untilListening(page, 'CommentAdded');
    await say(site(), writer, crowd.id, 'From elsewhere');
    const deep = await say(site(), writer, crowd.id, 'Reply 5', head);
    await page.getByRole('button', { name: 'Show 2 new comments' }).click();
    await page.getByText('Reply 5').waitFor();
    expect(await shown()).toBe(26);
    expect(await page.locator('.thread > li').first().textContent()).toContain('From elsewhere');
    expect(await page.locator('.replies > li').count()).toBe(5);

    const last = page.locator(`[id="${deep}"]`);
    await last.getByRole('button', { name: 'Delete your comment' }).click();
    await page.getByRole('button', { name: 'Delete comment' }).click();
    await last.waitFor({ state: 'detached' });
    expect(await shown()).toBe(26);
    expect(await page.locator('.replies > li').count()).toBe(4);
    expect(await focused(page)).toBe(await page.locator('.comment', { hasText: 'Reply 4' }).last().getAttribute('id'));

    const top = page.locator('.thread > li').first();
    await top.getByRole('button', { name: 'Delete your comment' }).click();
    const at = await page.evaluate(() => scrollY);
    await page.getByRole('button', { name: 'Delete comment' }).click();
    await page.getByText('From elsewhere').waitFor({ state: 'detached' });
    expect(await shown()).toBe(25);
    expect(await page.evaluate(() => scrollY)).toBe(at);
  });

  test('show the first answer to a comment that had none, count it, and say when it does not come', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const calm = await writeStory(app, writer, { title: 'A calm one' });
    const head = await say(site(), ben, calm.id, 'Anybody?');
    const page = await site().pageOf(writer, `/stories/${calm.slug}`);
    await page.getByText('Anybody?').waitFor();
    await untilListening(page, 'CommentAdded');
    await say(site(), ana, calm.id, 'Me.', head);
    const show = page.getByRole('button', { name: 'Show 1 new comment' });
    await show.waitFor();
    await page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('MoreReplies') ? route.abort() : route.continue(),
    );
    await show.click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.replies').getByText('Me.').waitFor();
    await page.getByRole('heading', { name: '2 comments' }).waitFor();
    expect(await page.locator('.livebar button').count()).toBe(0);
  });

  test('show all that is new, however much it is, and an answer that came before their own', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const busy = await writeStory(app, writer, { title: 'A busy one' });
    const talkers = await Promise.all([signUp(app), signUp(app), signUp(app)]);
    const head = await say(site(), writer, busy.id, 'Go');
    const page = await site().pageOf(writer, `/stories/${busy.slug}`);
    await page.getByText('Go', { exact: true }).waitFor();
    await untilListening(page, 'CommentAdded');
    for (const [index, talker] of talkers.entries()) {
      for (let number = 1; number < 9; number++) await say(site(), talker, busy.id, `Word ${index * 8 + number}`);
    }
    await page.getByRole('button', { name: 'Show 24 new comments' }).click();
    await page.getByText('Word 24').waitFor();
    expect(await page.locator('.thread > li').count()).toBe(25);
    expect(await page.locator('.livebar button').count()).toBe(0);

    await say(site(), ben, busy.id, 'Gone', head);
    await page.getByRole('button', { name: 'Show 1 new comment' }).waitFor();
    await page
      .locator(`[id="${head}"]`)
      .getByRole('button', { name: /^Reply to/ })
      .click();
    await page.getByRole('textbox', { name: /^Your reply/ }).fill('Going');
    await page.keyboard.press('Control+Enter');
    await page.locator('.replies').getByText('Going').waitFor();
    await page.getByRole('button', { name: 'Show 1 new comment' }).click();
    await page.locator('.replies').getByText('Gone').waitFor();
    expect(await page.locator('.replies > li').allTextContents()).toEqual([
      expect.stringContaining('Gone'),
      expect.stringContaining('Going'),
    ]);
  });

  test('are led to the comments, and to the very comment that an address names', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const lines = Array.from({ length: 60 }, (_, number) => `Line ${number}`).join('\n\n');
    const far = await writeStory(app, writer, { title: 'A far one', body: lines });
    const head = await say(site(), ben, far.id, 'At the bottom');
    for (let number = 1; number < 6; number++) await say(site(), writer, far.id, `Answer ${number}`, head);
    const deep = await say(site(), ben, far.id, 'The deepest', head);
    const talkers = await Promise.all([signUp(app), signUp(app), signUp(app)]);
    for (const [index, talker] of talkers.entries()) {
      for (let number = 1; number < 9; number++) await say(site(), talker, far.id, `Word ${index * 8 + number}`);
    }
    const path = `/stories/${far.slug}`;
    const inSight = (page: Page, id: string) =>
      page.waitForFunction((one) => {
        const top = document.activeElement?.id === one && document.activeElement.getBoundingClientRect().top;
        return top !== false && top >= 0 && top < innerHeight;
      }, id);

    const page = await site().page(`${path}#comments`);
    await inSight(page, 'comments');
    await page.goto('/');
    await page.locator('.card', { hasText: 'A far one' }).getByRole('link', { name: '31 comments' }).click();
    await inSight(page, 'comments');

    const told = await site().pageOf(writer, '/notifications');
    await told.getByRole('button', { name: 'Older notifications' }).or(told.getByText('The deepest')).first().waitFor();
    await told.locator('.notes > li', { hasText: 'The deepest' }).getByRole('link').click();
    await inSight(told, deep);
    expect(await told.locator('.thread > li').count()).toBe(21);
    expect(await told.locator('.thread > li').first().textContent()).toContain('At the bottom');
    await told.getByRole('link', { name: 'Older comments' }).click();
    await told.getByText('Word 1', { exact: true }).waitFor();
    expect(await told.locator('.thread > li').count()).toBe(25);

    await page.goto(`${path}#comment_00000000000000000000000000`);
    await inSight(page, 'comments');
  });

  test('are told of what came while they were away, though as much was deleted', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const nap = await writeStory(app, writer, { title: 'A nap' });
    const head = await say(site(), writer, nap.id, 'Good night');
    const page = await site().pageOf(ben, '/about');
    const sockets: WebSocketRoute[] = [];
    await page.routeWebSocket(/graphql/, (socket) => {
      socket.connectToServer();
      sockets.push(socket);
    });
    const awayWhile = async (work: () => Promise<unknown>) => {
      await untilListening(page, 'CommentAdded');
      expect(await page.locator('.livebar button').count()).toBe(0);
      const closed = sockets.at(-1)!.close({ code: 1012 });
      await Promise.all([closed, work()]);
      await page.getByRole('button', { name: 'Show what is new' }).click();
    };
    const unsay = (id: string) =>
      app.graphql(`mutation { deleteComment(input: { id: "${id}" }) { deletedId } }`, {}, { token: writer.token });

    const first = await say(site(), writer, nap.id, 'Asleep', head);
    await page.goto(`/stories/${nap.slug}`);
    await page.getByText('Asleep').waitFor();
    await awayWhile(() => unsay(first).then(() => say(site(), writer, nap.id, 'Awake', head)));
    await page.getByText('Awake').waitFor();
    const second = await say(site(), writer, nap.id, 'Tea?');
    await page.getByRole('button', { name: 'Show 1 new comment' }).click();
    await page.getByText('Tea?').waitFor();
    await awayWhile(() => unsay(second).then(() => say(site(), writer, nap.id, 'Coffee?')));
    await page.getByText('Coffee?').waitFor();
  });

  test('are told of what was said before they heard', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const early = await writeStory(app, writer, { title: 'An early bird' });
    // A page that comes as HTML is a guest's, and asked again for whoever is signed in.
    const page = await site().pageOf(ben, '/');
    await page.getByRole('link', { name: 'An early bird', exact: true }).click();
    await page.getByText('No comments yet').waitFor();
    await say(site(), writer, early.id, 'First!');
    await page.getByRole('button', { name: 'Show what is new' }).click();
    await page.getByText('First!').waitFor();
  });

  test('hear each other though there was no room for one more connection at first', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const full = await writeStory(app, writer, { title: 'A full house' });
    const page = await site().pageOf(ben, '/about');
    let tries = 0;
    const listening = new Promise<void>((resolve) => {
      void page.routeWebSocket(/graphql/, (socket) => {
        if (++tries < 3) return socket.close({ code: 4429, reason: 'Too many connections' });
        const server = socket.connectToServer();
        socket.onMessage((message) => {
          server.send(message);
          if (message.includes('CommentAdded')) resolve();
        });
      });
    });
    await page.goto(`/stories/${full.slug}`);
    await page.getByText('No comments yet').waitFor();
    await listening;
    await page.waitForTimeout(1_000);
    const own = await say(site(), ben, full.id, 'From elsewhere');
    await say(site(), writer, full.id, 'Come in', own);
    await page.locator('.badge').first().waitFor();
    await page.getByRole('button', { name: 'Show 1 new comment' }).click();
    await page.locator('.replies').getByText('Come in').waitFor();
  });

  test('answer whom they mean: the composer names who said the reply', async () => {
    const { app } = site();
    const writer = await signUp(app);
    const talk = await writeStory(app, writer, { title: 'A talk' });
    const head = await say(site(), ana, talk.id, 'A first word');
    const answer = await say(site(), writer, talk.id, 'A second one', head);
    const page = await site().pageOf(ben, `/stories/${talk.slug}`);
    await page.getByRole('button', { name: `Reply to ${writer.username}` }).click();
    const sent = page.waitForRequest((request) => (request.postData() ?? '').includes('AddComment'));
    await page.getByLabel(`Your reply to ${writer.username}`).fill('A third');
    await page.keyboard.press('Control+Enter');
    expect((await sent).postDataJSON().variables.input.parentId).toBe(answer);
    await page.locator('.replies').getByText('A third').waitFor();
  });

  test('are asked about half a comment when they sign out', async () => {
    const page = await site().pageOf(ben, `/stories/${story.slug}`);
    await boxOf(page).fill('Half a th');
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByText('The text of 1 comment is only in this browser.').waitFor();
    await page.getByRole('button', { name: 'Discard and sign out' }).click();
    await page.getByText('Signed out.').waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('wander-text/'))),
    ).toEqual([]);
  });

  test('keep what they marked as read when they leave the page at once, and lose no list to one piece of news', async () => {
    const { app } = site();
    const busy = await signUp(app);
    const told = await writeStory(app, busy, { title: 'Much told' });
    for (const person of await Promise.all([signUp(app), signUp(app), signUp(app), signUp(app)])) {
      for (let number = 0; number < 10; number++) await say(site(), person, told.id, `Word ${number}`);
    }
    const page = await site().pageOf(busy, '/notifications');
    await page.getByRole('button', { name: 'Older notifications' }).click();
    const rows = page.locator('.notes > li');
    await page.waitForFunction(() => document.querySelectorAll('.notes > li').length === 40);
    await untilListening(page, 'NotificationReceived');
    await say(site(), ana, told.id, 'One more');
    await page.getByText('One more').waitFor();
    expect(await rows.count()).toBe(41);

    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByText('All marked as read.').waitFor();
    await page.reload();
    await rows.first().waitFor();
    expect(await page.locator('.notes > li.new').count()).toBe(0);

    await say(site(), ana, told.id, 'And one more');
    await page.locator('.notes > li.new').waitFor();
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByRole('link', { name: 'Wander' }).first().click();
    await page.getByText('All marked as read.').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });

  test('keep what they typed: a comment that is refused stays in the box, and one not posted is there again', async () => {
    const page = await site().pageOf(ben, `/stories/${story.slug}`);
    await boxOf(page).fill('Not posted yet');
    await page.reload();
    await until(async () => (await boxOf(page).inputValue()) === 'Not posted yet');
    await page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('AddComment') ? route.abort() : route.continue(),
    );
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByText('We don’t know yet whether your comment was posted.').waitFor();
    expect(await boxOf(page).inputValue()).toBe('Not posted yet');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.locator('.thread').getByText('Not posted yet').waitFor();
    await page.getByText('sending').waitFor({ state: 'detached' });

    let refuse: () => unknown = () => undefined;
    const refused = { data: { addComment: null }, errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] };
    await page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('AddComment')
        ? new Promise<void>((resolve) => (refuse = () => route.fulfill({ json: refused }).then(resolve)))
        : route.continue(),
    );
    await boxOf(page).fill('One thought');
    await page.keyboard.press('Control+Enter');
    await page.getByText('sending').waitFor();
    await boxOf(page).fill('Another one');
    await refuse();
    await page.getByText('Your comment was not posted.').waitFor();
    expect(await boxOf(page).inputValue()).toBe('One thought\n\nAnother one');
  });

  test('like, keep and follow at once, and can undo it', async () => {
    const page = await site().pageOf(ben, `/stories/${story.slug}`);
    const rail = page.locator('.rail');
    await rail.getByRole('button', { name: /^Like/ }).waitFor();
    await page.keyboard.press('l');
    await rail.getByRole('button', { name: 'Like, 1 like' }).waitFor();
    await page.keyboard.press('b');
    await rail.locator('[aria-label="Bookmark"][aria-pressed="true"]').waitFor();
    await page.locator('.byline').getByRole('button', { name: 'Follow Ana Prata' }).click();
    await page.locator('.byline').getByText('Following').waitFor();
    await shot(page, 'story-liked');

    await page.goto('/following');
    await page.getByRole('link', { name: 'The last tram', exact: true }).waitFor();
    await shot(page, 'following');
    await page.goto('/bookmarks');
    await page.getByRole('button', { name: 'Bookmark The last tram' }).click();
    await page.getByText('No bookmarks').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'The last tram', exact: true }).waitFor();

    await page.goto(`/@${ana.username}`);
    await page.getByRole('link', { name: '1 follower' }).click();
    await page
      .getByRole('link', { name: /Ben Okri/ })
      .first()
      .waitFor();
    await shot(page, 'followers');

    const told = await site().pageOf(ana, '/notifications');
    await told.getByRole('link', { name: 'New: Ben Okri liked The last tram' }).waitFor();
    await told.getByRole('link', { name: 'New: Ben Okri follows you' }).waitFor();
  });

  test('a like that does not reach Wander stays, says so, and is sent until it does', async () => {
    const page = await site().pageOf(ana, `/@${ben.username}`);
    await page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('SetLike') ? route.abort() : route.continue(),
    );
    const like = page.getByRole('button', { name: /^Like Bread at four/ });
    await like.click();
    await page.getByText('We keep trying to save your like.').waitFor();
    expect(await like.getAttribute('aria-pressed')).toBe('true');
    await page.unroute('**/graphql');
    await page.waitForResponse((response) => (response.request().postData() ?? '').includes('SetLike'));
    await page.reload();
    await page.getByRole('button', { name: 'Like Bread at four, 1 like' }).waitFor();
  });

  test('a guest who likes is led to the door, and back', async () => {
    const page = await site().page(`/stories/${story.slug}`);
    await page.getByRole('link', { name: 'Sign in to comment' }).waitFor();
    await shot(page, 'story-guest');
    await page.locator('.rail').getByRole('button', { name: /^Like/ }).click();
    await page.waitForURL(
      (url) => url.pathname === '/login' && url.searchParams.get('next') === `/stories/${story.slug}`,
    );
  });

  test('a moderator takes a story from the public with a reason, which its writer reads among the drafts', async () => {
    const { app } = site();
    const bad = await writeStory(app, ben, { title: 'Buy my hats' });
    const moderator = await signUpModerator(app);
    const page = await site().pageOf(moderator, `/stories/${bad.slug}`);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Remove story' }).click();
    await page.getByText('Give a reason first.').waitFor();
    expect(await page.getByLabel('Why').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByLabel('Why').fill('An advertisement.');
    await page.getByRole('button', { name: 'Remove story' }).click();
    await page.getByText('is no longer public').waitFor();
    const reader = await site().page(`/stories/${bad.slug}`);
    await reader.locator('.lost').waitFor();
    const writer = await site().pageOf(ben, '/drafts');
    await writer.getByText('An advertisement.').waitFor();
    await shot(writer, 'drafts-removed');
  });

  test('search opens by /, finds by beginnings, and goes there by keyboard alone', async () => {
    const page = await site().page('/');
    await page.locator('.card').first().waitFor();
    await page.keyboard.press('/');
    const box = page.getByRole('combobox', { name: 'Search stories, people and tags' });
    await box.waitFor();
    await page.keyboard.type('tra');
    await page.getByRole('option', { name: /The last tram/ }).waitFor();
    await page.getByRole('option', { name: /^trams/ }).waitFor();
    await shot(page, 'palette');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === `/stories/${story.slug}`);
    await page.keyboard.press('/');
    await page.keyboard.type('zeppelin');
    await page.getByText(/^No results for .*zeppelin/).waitFor();
    await page.keyboard.press('Escape');
    expect(await box.count()).toBe(0);
  });

  test('on a phone the story’s actions stand under the thumb', async () => {
    const page = await site().pageOf(ben, `/stories/${story.slug}`, {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await page
      .locator('.dock')
      .getByRole('link', { name: /comment/ })
      .click();
    await page.getByRole('heading', { name: /comments$/ }).waitFor();
    await shot(page, 'phone-story');
  });
});
