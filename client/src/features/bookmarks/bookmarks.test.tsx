import type { NormalizedCacheObject } from '@apollo/client';
import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { parse } from 'graphql';
import { type Answer, clientWith, Found, later, marta, refusal, renderPage } from '../../testing/render.js';
import { BookmarkButton } from './BookmarkButton.js';
import { Session } from '../session/session.js';
import { setBookmark } from './set-bookmark.js';

const post = (viewerHasBookmarked: boolean) => ({
  __typename: 'Post',
  id: 'post_1',
  title: 'Otar',
  viewerHasBookmarked,
});
const answered = (kept: boolean) => ({
  setBookmark: {
    __typename: 'SetBookmarkPayload',
    post: { __typename: 'Post', id: 'post_1', viewerHasBookmarked: kept },
  },
});

async function open(kept: boolean, SetBookmark: Answer) {
  const page = (
    <Found query="query Story { post { id title viewerHasBookmarked } }">
      {({ post }) => <BookmarkButton post={post!} />}
    </Found>
  );
  const Story = () => ({ post: post(kept) });
  renderPage(page, { at: '/story', path: '/story', signedIn: marta, answers: { Story, SetBookmark } });
  const button = await screen.findByRole('button', { name: 'Bookmark' });
  return { user: userEvent.setup(), button, isKept: () => button.getAttribute('aria-pressed') };
}

describe('a bookmark', () => {
  it('is on the screen before Wander has it, and is heard when it has', async () => {
    const wander = later();
    const { user, button, isKept } = await open(false, wander.answer);
    await user.click(button);
    await waitFor(() => expect(isKept()).toBe('true'));
    expect(screen.queryByText('Bookmarked.')).toBeNull();
    await waitFor(() => expect(wander.asked).toEqual([{ input: { postId: 'post_1', bookmarked: true } }]));
    await act(async () => wander.give(0, answered(true)));
    await screen.findByText('Bookmarked.');
    expect(isKept()).toBe('true');
  });

  it('that is refused is taken back with what Wander said', async () => {
    const wander = later();
    const { user, button, isKept } = await open(true, wander.answer);
    await user.click(button);
    await waitFor(() => expect(isKept()).toBe('false'));
    await act(async () => wander.refuse(0, refusal('RATE_LIMITED', '', { retryAfterSeconds: 30 })));
    await screen.findByText(/^You’re doing that too often/);
    expect(isKept()).toBe('true');
  });

  it('let go can be undone', async () => {
    const { user, button, isKept } = await open(true, ({ input }) =>
      answered((input as { bookmarked: boolean }).bookmarked),
    );
    await user.click(button);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('Bookmarked.');
    expect(isKept()).toBe('true');
  });

  it('taken back in a list leaves the list as it is; a new one has it fetched again', async () => {
    const client = clientWith({ SetBookmark: () => answered(true) });
    const listed = () => (client.cache.extract() as NormalizedCacheObject)['Viewer:{}']?.bookmarks;
    const Kept = parse('query Kept { viewer { bookmarks { edges { cursor node { id } } } } }');
    const write = (id: string) => {
      const edge = { __typename: 'PostEdge', cursor: 'c', node: { __typename: 'Post', id } };
      const bookmarks = { __typename: 'PostConnection', edges: [edge] };
      client.cache.writeQuery({ query: Kept, data: { viewer: { __typename: 'Viewer', bookmarks } } });
      return listed();
    };
    const toasts = { show: () => () => undefined, announce: () => undefined };
    const session = new Session(() => Promise.resolve(undefined));
    session.signIn(marta);
    const wisher = { client, toasts, session, person: marta.viewer.id };
    const kept = write('post_1');
    await setBookmark(wisher, 'post_1', true);
    expect(listed()).toEqual(kept);
    write('post_2');
    await setBookmark(wisher, 'post_1', true);
    expect(listed()).toBeUndefined();
  });

  it('wished and let go at once ends as let go', async () => {
    const wander = later();
    const { user, button, isKept } = await open(false, wander.answer);
    await user.click(button);
    await waitFor(() => expect(isKept()).toBe('true'));
    await user.click(button);
    await waitFor(() => expect(isKept()).toBe('false'));
    expect(wander.asked).toHaveLength(1);
    await act(async () => wander.give(0, answered(true)));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    await act(async () => wander.give(1, answered(false)));
    await screen.findByText('Bookmark removed.');
    expect(isKept()).toBe('false');
  });
});
