import { type FormEvent, useRef, useState, useSyncExternalStore } from 'react';
import type { Session } from '../src/features/session/session.js';
import { signIn, signOut } from './api.js';

/** Who asks, and the way to be somebody else. */
export function Account({ session }: { session: Session }) {
  const state = useSyncExternalStore(session.subscribe, session.snapshot);
  const dialog = useRef<HTMLDialogElement>(null);
  if (state.status === 'signedIn')
    return (
      <div className="account">
        <span>
          Signed in as <b>{state.viewer.name}</b>
        </span>
        <button type="button" onClick={() => void signOut(session)}>
          Sign out
        </button>
      </div>
    );
  return (
    <div className="account">
      <span>Not signed in</span>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        Sign in
      </button>
      <dialog ref={dialog} aria-labelledby="sign-in">
        <SignInForm session={session} onClose={() => dialog.current?.close()} />
      </dialog>
    </div>
  );
}

function SignInForm({ session, onClose }: { session: Session; onClose: () => void }) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    setBusy(true);
    try {
      await signIn(session, values.get('email') as string, values.get('password') as string);
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h2 id="sign-in">Sign in</h2>
      <label>
        Email
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <p role="alert">{problem}</p>
      <div className="row">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="chief" disabled={busy}>
          {busy ? 'Signing in' : 'Sign in'}
        </button>
      </div>
    </form>
  );
}
