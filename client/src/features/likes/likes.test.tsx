import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type Answer, Found, later, marta, refusal, renderPage } from '../../testing/render.js';
import { LikeButton } from './LikeButton.js';

const page = (
  <Found query="query Story { post { id title likeCount viewerHasLiked } }">
    {({ post }) => <LikeButton post={post!} />}
  </Found>
);

const post = (likeCount: number, viewerHasLiked: boolean) => ({
  __typename: 'Post',
  id: 'post_1',
  title: 'Otar',
  likeCount,
  viewerHasLiked,
});
const answered = (likeCount: number, liked: boolean) => ({
  setLike: {
    __typename: 'SetLikePayload',
    post: { __typename: 'Post', id: 'post_1', likeCount, viewerHasLiked: liked },
  },
});

async function open(SetLike: Answer) {
  const Story = () => ({ post: post(3, false) });
  const { session } = renderPage(page, { at: '/story', path: '/story', signedIn: marta, answers: { Story, SetLike } });
  return { session, user: userEvent.setup(), button: await screen.findByRole('button', { name: /^Like/ }) };
}
const name = () => screen.getByRole('button', { name: /^Like/ }).getAttribute('aria-label');

describe('a like', () => {
  it('is on the screen before Wander has it, and is what Wander counts then', async () => {
    const wander = later();
    const { user, button } = await open(wander.answer);
    await user.click(button);
    await waitFor(() => expect(name()).toBe('Like, 4 likes'));
    expect(button.getAttribute('aria-pressed')).toBe('true');
    await waitFor(() => expect(wander.asked).toEqual([{ input: { postId: 'post_1', liked: true } }]));
    await act(async () => wander.give(0, answered(9, true)));
    await waitFor(() => expect(name()).toBe('Like, 9 likes'));
  });

  it('that is refused is taken back with what Wander said, and can be tried again', async () => {
    const wander = later();
    const { user, button } = await open(wander.answer);
    await user.click(button);
    await waitFor(() => expect(name()).toBe('Like, 4 likes'));
    await act(async () => wander.refuse(0, refusal('NOT_FOUND', 'This story is not there any more.')));
    await screen.findByText('This story is not there any more.');
    expect(name()).toBe('Like, 3 likes');
    expect(button.getAttribute('aria-pressed')).toBe('false');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    await act(async () => wander.give(1, answered(4, true)));
    await waitFor(() => expect(name()).toBe('Like, 4 likes'));
  });

  it('that may not be is not offered again', async () => {
    const { user, button } = await open(() => {
      throw refusal('FORBIDDEN', 'This account is suspended.');
    });
    await user.click(button);
    await screen.findByText('This account is suspended.');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('without an answer stays, says that it is not known to Wander yet, and is sent until it is', async () => {
    const wander = later();
    const { user, button } = await open(wander.answer);
    await user.click(button);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, new TypeError('Failed to fetch')));
    await screen.findByText('Wander isn’t responding. We keep trying to save your like.');
    expect(name()).toBe('Like, 4 likes');
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    expect(wander.asked[1]).toEqual(wander.asked[0]);
    await act(async () => wander.give(1, answered(4, true)));
    await waitFor(() => expect(screen.queryByText(/isn’t responding/)).toBeNull());
    expect(name()).toBe('Like, 4 likes');
  });

  it('without an answer that is taken back meanwhile is sent as taken back, at once', async () => {
    const wander = later();
    const { user, button } = await open(wander.answer);
    await user.click(button);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, refusal('UNAVAILABLE', 'Wander is busy.')));
    await screen.findByText(/isn’t responding/);
    await user.click(button);
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    expect(wander.asked[1]).toEqual({ input: { postId: 'post_1', liked: false } });
    await act(async () => wander.give(1, answered(3, false)));
    await screen.findByText('Like removed.');
    expect(name()).toBe('Like, 3 likes');
  });

  it('taken back can be undone', async () => {
    const asked: unknown[] = [];
    const { user, button } = await open(({ input }) => {
      const { liked } = input as { liked: boolean };
      asked.push(liked);
      return answered(liked ? 4 : 3, liked);
    });
    await user.click(button);
    await waitFor(() => expect(asked).toEqual([true]));
    await user.click(button);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked).toEqual([true, false, true]));
    expect(name()).toBe('Like, 4 likes');
    await user.click(button);
    await screen.findByText('Like removed.');
    // By its own button, not by that of the message, which then would say what is true no more.
    await user.click(button);
    expect(screen.queryByText('Like removed.')).toBeNull();
  });

  it('and what is wished while it is under way: one request at a time, and the last wish wins', async () => {
    const wander = later();
    const { user, button } = await open(wander.answer);
    for (const likes of ['4 likes', '3 likes', '4 likes', '3 likes']) {
      await user.click(button);
      await waitFor(() => expect(name()).toBe(`Like, ${likes}`));
    }
    expect(wander.asked).toHaveLength(1);
    await act(async () => wander.give(0, answered(4, true)));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    expect(name()).toBe('Like, 3 likes');
    expect(wander.asked[1]).toEqual({ input: { postId: 'post_1', liked: false } });
    await act(async () => wander.give(1, answered(3, false)));
    await screen.findByText('Like removed.');
    expect(name()).toBe('Like, 3 likes');
    expect(wander.asked).toHaveLength(2);
  });

  it('of one person is not that of the next, who hears nothing of it', async () => {
    const wander = later();
    const { session, user, button } = await open(wander.answer);
    await user.click(button);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, new TypeError('Failed to fetch')));
    await screen.findByText(/isn’t responding/);
    await act(async () => session.signIn({ token: 'token-2', viewer: { ...marta.viewer, id: 'user_ilse' } }));
    await waitFor(() => expect(screen.queryByText(/isn’t responding/)).toBeNull());
    await waitFor(() => expect(name()).toBe('Like, 3 likes'));
    await user.click(button);
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    act(() => void window.dispatchEvent(new Event('online')));
    await act(async () => wander.give(1, answered(4, true)));
    await waitFor(() => expect(name()).toBe('Like, 4 likes'));
    expect(wander.asked).toHaveLength(2);
  });

  it('under way for one person holds up none of the next, and is not taken back by it', async () => {
    const wander = later();
    const { session, user, button } = await open(wander.answer);
    await user.click(button);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => session.signIn({ token: 'token-2', viewer: { ...marta.viewer, id: 'user_ilse' } }));
    await user.click(button);
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    await act(async () => wander.refuse(0, refusal('UNAUTHENTICATED', '')));
    expect(screen.queryByText(/signed out/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('of a guest leads to the door', async () => {
    const Story = () => ({ post: post(3, false) });
    renderPage(page, { at: '/story', path: '/story', answers: { Story } });
    await userEvent.click(await screen.findByRole('button', { name: 'Like, 3 likes' }));
    await waitFor(() => expect(screen.getByLabelText('address').textContent).toBe('/login?next=%2Fstory'));
  });
});
