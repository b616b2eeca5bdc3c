import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import NotificationsPage from '../../pages/notifications.js';
import { type Answer, later, marta, refusal, renderPage } from '../../testing/render.js';
import { excerptOf } from './excerpt.js';
import { grouped, type Told } from './group.js';
import NewsBadge from './NewsBadge.js';

const told = (id: string, over: Partial<Told> = {}): Told => ({
  id,
  kind: 'LIKE',
  actor: { id: `user_${id}` },
  post: { id: 'post_1' },
  readAt: null,
  createdAt: '2026-11-11T09:00:00.000Z',
  ...over,
});
const idsOf = (notes: Told[]) => grouped(notes, (iso) => iso.slice(0, 10)).map((group) => group.map(({ id }) => id));

describe('notifications', () => {
  it('stand together where likes of one story, or follows, come one after the other on one day', () => {
    const follow = { kind: 'FOLLOW', post: null };
    expect(idsOf([told('1'), told('2'), told('3', follow), told('4', follow)])).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it.each([
    ['of another story', { post: { id: 'post_2' } }],
    ['of another day', { createdAt: '2026-11-10T09:00:00.000Z' }],
    ['that are read', { readAt: '2026-11-11T10:00:00.000Z' }],
    ['of another kind', { kind: 'COMMENT' }],
  ])('do not stand together with those %s', (_, over) => {
    expect(idsOf([told('1'), told('2', over)])).toEqual([['1'], ['2']]);
  });

  it('that say something stand alone', () => {
    expect(idsOf([told('1', { kind: 'REPLY' }), told('2', { kind: 'REPLY' })])).toEqual([['1'], ['2']]);
  });
});

describe('the beginning of a comment', () => {
  it('is its text without marks, cut between words', () => {
    expect(excerptOf('<p>Tea &amp; <strong>bread</strong></p>\n<ul>\n<li>one</li>\n</ul>', 40)).toBe('Tea & bread one');
    expect(excerptOf('<p>One two three</p>', 9)).toBe('One two…');
  });

  it('never ends within a character', () => {
    expect(excerptOf(`<p>${'👩‍🚀'.repeat(9)}</p>`, 4)).toBe(`${'👩‍🚀'.repeat(4)}…`);
  });
});

const note = (number: number) => ({
  __typename: 'Notification',
  id: `notification_${number}`,
  kind: 'COMMENT',
  reason: null,
  readAt: null,
  createdAt: `2026-11-11T09:0${number}:00.000Z`,
  actor: { __typename: 'User', id: 'user_otar', username: 'otar', name: 'Otar' },
  post: { __typename: 'Post', id: 'post_1', slug: 'otar', title: 'Beans' },
  comment: { __typename: 'Comment', id: `comment_${number}`, bodyHtml: `<p>Word <em>${number}</em></p>` },
});

const removal = {
  ...note(1),
  kind: 'REMOVAL',
  reason: 'It sells hats.',
  actor: null,
  comment: null,
};

interface Listed {
  id: string;
}

/** The page with these notifications, the newest first. */
function show(nodes: readonly Listed[], unread: number, answers: Record<string, Answer> = {}): void {
  const edges = nodes.map((node) => ({ __typename: 'NotificationEdge', cursor: node.id, node }));
  const pageInfo = {
    __typename: 'PageInfo',
    hasPreviousPage: false,
    hasNextPage: false,
    startCursor: nodes[0]?.id,
    endCursor: nodes.at(-1)?.id,
  };
  const page = (
    <>
      <NewsBadge />
      <NotificationsPage />
    </>
  );
  renderPage(page, {
    at: '/notifications',
    path: '/notifications',
    signedIn: marta,
    answers: {
      NotificationsPage: () => ({
        viewer: { __typename: 'Viewer', notifications: { __typename: 'NotificationConnection', edges, pageInfo } },
      }),
      UnreadCount: () => ({ viewer: { __typename: 'Viewer', unreadNotificationCount: unread } }),
      ...answers,
    },
  });
}

it('a removal names no moderator, and gives the reason', async () => {
  show([removal], 1);
  const link = await screen.findByRole('link', { name: 'New: A moderator removed your story Beans' });
  expect(link.getAttribute('href')).toBe('/stories/otar');
  screen.getByText('It sells hats.');
});

async function open(MarkNotificationsRead: Answer) {
  show([note(2), note(1)], 120, { MarkNotificationsRead });
  await screen.findByRole('heading', { name: 'Notifications' });
  await waitFor(() => expect(unread()).toBe(2));
  await waitFor(() => expect(badge()).toBe('99+ unread'));
  expect(document.title).toBe('Notifications (99+) · Wander');
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Mark all as read' }));
  expect(unread()).toBe(0);
  expect(badge()).toBeUndefined();
  // The button is gone.
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Notifications' }));
  return user;
}
const unread = () => screen.queryAllByRole('link', { name: /^New: / }).length;
const badge = () => document.querySelector('.badge')?.textContent ?? undefined;
const leave = () => act(() => void window.dispatchEvent(new Event('pagehide')));
const done = { markNotificationsRead: { __typename: 'MarkNotificationsReadPayload', unreadNotificationCount: 0 } };

describe('marking as read', () => {
  it('is on the screen at once, and Wander hears of it when the page is left, once', async () => {
    const wander = later();
    await open(wander.answer);
    expect(wander.asked).toEqual([]);
    leave();
    leave();
    await waitFor(() => expect(wander.asked).toEqual([{ input: { upTo: note(2).createdAt } }]));
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    await act(async () => wander.give(0, done));
    expect(unread()).toBe(0);
    expect(screen.queryByRole('button', { name: 'Mark all as read' })).toBeNull();
    expect(wander.asked).toHaveLength(1);
  });

  it('can be undone: then Wander does not hear of it', async () => {
    const wander = later();
    const user = await open(wander.answer);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(unread()).toBe(2);
    expect(badge()).toBe('99+ unread');
    leave();
    await user.click(screen.getByRole('button', { name: 'Mark all as read' }));
    expect(wander.asked).toEqual([]);
  });

  it('that is refused is taken back with what Wander said', async () => {
    const wander = later();
    await open(wander.answer);
    leave();
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, refusal('INTERNAL_SERVER_ERROR', '')));
    await screen.findByText(/^Something went wrong at Wander/);
    expect(unread()).toBe(2);
    expect(badge()).toBe('99+ unread');
  });

  it('without an answer stays, and is sent until Wander has it', async () => {
    const wander = later();
    await open(wander.answer);
    leave();
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, refusal('UNAVAILABLE', 'busy')));
    await screen.findByText('Wander isn’t responding. We keep trying to mark them as read.');
    expect(unread()).toBe(0);
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    expect(wander.asked[1]).toEqual(wander.asked[0]);
    await act(async () => wander.give(1, done));
    await waitFor(() => expect(screen.queryByText(/isn’t responding/)).toBeNull());
    expect(unread()).toBe(0);
    expect(badge()).toBeUndefined();
  });
});
