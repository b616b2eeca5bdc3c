import { describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { keptBoxes } from '../features/text-boxes/kept-boxes.js';
import { type Answer, later, marta, renderPage } from '../testing/render.js';
import SettingsPage from './settings.js';

const session = (id: string, userAgent: string, isCurrent: boolean) => ({
  __typename: 'Session',
  id,
  userAgent,
  ipAddress: '192.0.2.14',
  createdAt: '2026-11-02T09:00:00.000Z',
  lastUsedAt: '2026-11-12T09:00:00.000Z',
  isCurrent,
});

const open = (answers: Record<string, Answer> = {}, signedIn: typeof marta | undefined = marta) =>
  renderPage(<SettingsPage />, {
    at: '/settings',
    path: '/settings',
    signedIn,
    answers: {
      SettingsPage: () => ({
        viewer: {
          __typename: 'Viewer',
          email: 'marta@example.org',
          user: { __typename: 'User', id: 'user_marta', name: 'Marta Lindqvist', bio: '' },
          sessions: [
            session('session_2', 'Mozilla/5.0 (iPhone) Safari/604.1', false),
            session('session_1', 'Mozilla/5.0 (X11; Linux) Firefox/140.0', true),
          ],
        },
      }),
      ...answers,
    },
  });

describe('settings', () => {
  it('save the profile and say so beside the button', async () => {
    const { session: signedIn } = open({
      UpdateProfile: ({ input }) => ({
        updateProfile: {
          __typename: 'UpdateProfilePayload',
          user: { __typename: 'User', id: 'user_marta', ...(input as object) },
        },
      }),
    });
    const user = userEvent.setup();
    const name = await screen.findByLabelText(/^Name/);
    await user.clear(name);
    await user.type(name, 'Marta L');
    await user.click(screen.getByRole('button', { name: 'Save profile' }));
    expect(await screen.findByText('Profile saved')).toBeTruthy();
    expect(signedIn.snapshot()).toMatchObject({ viewer: { name: 'Marta L' } });
  });

  it('count what one writes about oneself, and cut nothing off', async () => {
    open();
    const bio = await screen.findByLabelText(/^About you/);
    const user = userEvent.setup();
    await user.click(bio);
    await user.paste('🚂'.repeat(301));
    expect(screen.getByText('301 of 300')).toBeTruthy();
    expect((bio as HTMLTextAreaElement).value).toHaveLength(602);
    await user.click(screen.getByRole('button', { name: 'Save profile' }));
    expect(screen.getByText('At most 300 characters.')).toBeTruthy();
  });

  it('keep what was not saved for who typed it, say that it is back, and forget it once it is saved or discarded', async () => {
    const user = userEvent.setup();
    open();
    await user.type(await screen.findByLabelText(/^About you/), 'I walk');
    cleanup();
    open();
    expect(await screen.findByText('Your changes are back.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^About you/).value).toBe('I walk');
    await user.click(screen.getByRole('button', { name: 'Discard them' }));
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^About you/).value).toBe('');
    expect(keptBoxes('user_marta')).toEqual([]);
    await user.type(screen.getByLabelText(/^About you/), 'I ride');
    expect(keptBoxes('user_marta')).toEqual(['profile']);
    await user.type(screen.getByLabelText(/^About you/), '{Backspace}'.repeat(6));
    expect(keptBoxes('user_marta')).toEqual([]);
  });

  it('that differ from what Wander has by a space at the end alone are not said to be unsaved', async () => {
    const user = userEvent.setup();
    open();
    await user.type(await screen.findByLabelText(/^About you/), 'I walk ');
    cleanup();
    const viewer = {
      __typename: 'Viewer',
      email: 'marta@example.org',
      user: { __typename: 'User', id: 'user_marta', name: 'Marta Lindqvist', bio: 'I walk' },
      sessions: [],
    };
    open({ SettingsPage: () => ({ viewer }) });
    await screen.findByLabelText(/^About you/);
    expect(screen.queryByText('Your changes are back.')).toBeNull();
  });

  it('keep what is typed while the profile is saved', async () => {
    const wander = later();
    const user = userEvent.setup();
    open({ UpdateProfile: wander.answer });
    await user.type(await screen.findByLabelText(/^About you/), 'I walk');
    await user.click(screen.getByRole('button', { name: 'Save profile' }));
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await user.type(screen.getByLabelText(/^About you/), ' far');
    const me = { __typename: 'User', id: 'user_marta', name: 'Marta Lindqvist', bio: 'I walk' };
    await act(async () => wander.give(0, { updateProfile: { __typename: 'UpdateProfilePayload', user: me } }));
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^About you/).value).toBe('I walk far');
    expect(keptBoxes('user_marta')).toEqual(['profile']);
    await user.type(screen.getByLabelText(/^About you/), '{Backspace}'.repeat(4));
    expect(keptBoxes('user_marta')).toEqual([]);
  });

  it('list the browsers, this one first, and sign the others out', async () => {
    const revoked: unknown[] = [];
    open({
      RevokeSession: ({ input }) => {
        revoked.push(input);
        return { revokeSession: { __typename: 'RevokeSessionPayload', revokedId: 'session_2' } };
      },
    });
    await screen.findByText('Firefox on Linux');
    expect(screen.queryByRole('button', { name: /^Sign out Firefox on Linux/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: /^Sign out Safari on iPhone · .* · since / }));
    await screen.findByText('Signed out of Safari on iPhone.');
    expect(revoked).toEqual([{ id: 'session_2' }]);
    await waitFor(() => expect(screen.queryByText('Safari on iPhone')).toBeNull());
  });

  it('ask a guest to sign in and come back', async () => {
    renderPage(<SettingsPage />, { at: '/settings', path: '/settings' });
    await waitFor(() => expect(screen.getByLabelText('address').textContent).toBe('/login?next=%2Fsettings'));
  });
});
