import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { marta, refusal, renderPage } from '../testing/render.js';
import LoginPage from './login.js';
import RegisterPage from './register.js';

const viewer = {
  __typename: 'Viewer',
  email: marta.viewer.email,
  isSuspended: false,
  user: { __typename: 'User', id: 'user_marta', username: 'marta', name: 'Marta Lindqvist', role: 'USER' },
};
const signedIn = (name: string) => ({ __typename: name, accessToken: 'token-1', viewer });
const address = () => screen.getByLabelText('address').textContent;

async function signUp(username = 'marta') {
  const user = userEvent.setup();
  await user.type(screen.getByLabelText(/^Username/), username);
  await user.type(screen.getByLabelText(/^Email/), 'marta@example.org');
  await user.type(screen.getByLabelText('Password'), 'three wet socks');
  await user.click(screen.getByRole('button', { name: 'Create my account' }));
}

describe('signing up', () => {
  it('says what is wrong with each field before it asks Wander, and leads there', async () => {
    renderPage(<RegisterPage />, { at: '/register', path: '/register' });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Create my account' }));
    const summary = await screen.findByRole('alert');
    expect(document.activeElement).toBe(summary);
    expect(summary.textContent).toContain('Fix 3 problems to continue.');
    await user.click(screen.getByRole('link', { name: 'Choose another username' }));
    const field = screen.getByLabelText(/^Username/);
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain('3 to 30');
  });

  it('puts what Wander objects to beside its field', async () => {
    const message = '“marta” is taken. Every username is used once.';
    renderPage(<RegisterPage />, {
      at: '/register',
      path: '/register',
      answers: {
        Register: () => {
          throw refusal('CONFLICT', message, { fields: [{ path: 'input.username', message }] });
        },
      },
    });
    await signUp();
    expect(await screen.findByText(message)).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('Fix 1 problem to continue.');
  });

  it('signs in and goes on to where one wanted to go', async () => {
    let sent: unknown;
    const { session } = renderPage(<RegisterPage />, {
      at: '/register?next=%2Fwrite',
      path: '/register',
      answers: { Register: ({ input }) => ((sent = input), { register: signedIn('RegisterPayload') }) },
    });
    await signUp('Marta');
    await waitFor(() => expect(address()).toBe('/write'));
    expect(sent).toEqual({ username: 'marta', email: 'marta@example.org', password: 'three wet socks' });
    expect(session.snapshot()).toMatchObject({ status: 'signedIn', viewer: { username: 'marta' } });
  });

  it('shows the password when asked, and how long it is', async () => {
    renderPage(<RegisterPage />, { at: '/register', path: '/register' });
    const user = userEvent.setup();
    const field = screen.getByLabelText('Password');
    await user.type(field, 'three wet socks');
    expect(screen.getByText('Long enough. Common passwords are refused.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show the password' }));
    expect(field.getAttribute('type')).toBe('text');
  });
});

describe('signing in', () => {
  const signIn = async () => {
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Email'), 'marta@example.org');
    await user.type(screen.getByLabelText('Password'), 'wrong wet socks');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
  };

  it('repeats what Wander says of a wrong password', async () => {
    const message = 'Wrong email or password.';
    const Login = () => {
      throw refusal('BAD_USER_INPUT', message, { fields: [{ path: 'input.password', message }] });
    };
    renderPage(<LoginPage />, { at: '/login', path: '/login', answers: { Login } });
    await signIn();
    expect((await screen.findByRole('alert')).textContent).toBe(message);
  });

  it('counts the seconds until the next try', async () => {
    const Login = () => {
      throw refusal('RATE_LIMITED', 'Slower', { retryAfterSeconds: 2 });
    };
    renderPage(<LoginPage />, { at: '/login', path: '/login', answers: { Login } });
    await signIn();
    expect(await screen.findByText('2 seconds')).toBeTruthy();
    const button = screen.getByRole('button', { name: 'Sign in' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull(), { timeout: 4_000 });
  });

  it('lets nobody wait at the door who is signed in', async () => {
    renderPage(<LoginPage />, { at: '/login?next=%2Fsettings', path: '/login', signedIn: marta });
    await waitFor(() => expect(address()).toBe('/settings'));
  });
});
