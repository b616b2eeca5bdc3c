import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type Answer, Found, later, marta, refusal, renderPage } from '../../testing/render.js';
import { FollowButton } from './FollowButton.js';

const person = (id: string, following: boolean) => ({
  __typename: 'User',
  id,
  name: 'Otar Beridze',
  followerCount: following ? 8 : 7,
  viewerIsFollowing: following,
});
const answered = (following: boolean) => ({
  setFollow: { __typename: 'SetFollowPayload', user: person('user_otar', following) },
});

function show(user: unknown, SetFollow: Answer) {
  const page = (
    <Found query="query Profile { user { id name followerCount viewerIsFollowing } }">
      {({ user }) => (
        <p>
          {(user! as { followerCount: number }).followerCount} followers <FollowButton user={user!} />
        </p>
      )}
    </Found>
  );
  renderPage(page, { at: '/otar', path: '/otar', signedIn: marta, answers: { Profile: () => ({ user }), SetFollow } });
}

async function open(SetFollow: Answer) {
  show(person('user_otar', false), SetFollow);
  return { user: userEvent.setup(), button: await screen.findByRole('button', { name: 'Follow Otar Beridze' }) };
}

describe('following', () => {
  it('is on the screen before Wander has it, with the count', async () => {
    const wander = later();
    const { user, button } = await open(wander.answer);
    await user.click(button);
    await screen.findByText(/^8 followers/);
    expect(button.textContent).toBe('Following');
    await waitFor(() => expect(wander.asked).toEqual([{ input: { userId: 'user_otar', following: true } }]));
    await act(async () => wander.give(0, answered(true)));
    await screen.findByText('You follow Otar Beridze.');
    screen.getByText(/^8 followers/);
  });

  it('that is refused is taken back with what Wander said', async () => {
    const wander = later();
    const { user, button } = await open(wander.answer);
    await user.click(button);
    await screen.findByText(/^8 followers/);
    await act(async () => wander.refuse(0, refusal('NOT_FOUND', 'There is nobody of that name.')));
    await screen.findByText('There is nobody of that name.');
    screen.getByText(/^7 followers/);
    expect(button.textContent).toBe('Follow');
  });

  it('ended can be undone', async () => {
    const { user, button } = await open(({ input }) => answered((input as { following: boolean }).following));
    await user.click(button);
    await screen.findByText('You follow Otar Beridze.');
    await user.click(button);
    await screen.findByText('You no longer follow Otar Beridze.');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(button.textContent).toBe('Following'));
  });

  it('wished and ended at once ends as ended', async () => {
    const wander = later();
    const { user, button } = await open(wander.answer);
    await user.click(button);
    await screen.findByText(/^8 followers/);
    await user.click(button);
    await screen.findByText(/^7 followers/);
    expect(wander.asked).toHaveLength(1);
    await act(async () => wander.give(0, answered(true)));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    await act(async () => wander.give(1, answered(false)));
    await screen.findByText('You no longer follow Otar Beridze.');
    screen.getByText(/^7 followers/);
  });

  it('is not offered beside one’s own name', async () => {
    show(person(marta.viewer.id, false), () => undefined);
    await screen.findByText(/^7 followers/);
    expect(screen.queryByRole('button', { name: /^Follow/ })).toBeNull();
  });
});
