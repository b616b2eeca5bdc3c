import { useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useState } from 'react';
import { Navigate } from '../lib/router.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import { PasswordForm } from '../features/settings/PasswordForm.js';
import { ProfileForm } from '../features/settings/ProfileForm.js';
import { SessionList } from '../features/settings/SessionList.js';
import { ThemeChoice } from '../features/settings/ThemeChoice.js';
import { graphql } from '../graphql/generated/index.js';
import { useFreshPolicy } from '../lib/fresh.js';
import { Page } from '../ui/Page.js';
import { Bar, useWait, Waiting } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';

const SettingsPageQuery = graphql(`
  query SettingsPage {
    viewer {
      ...ProfileForm_viewer
      sessions {
        ...SessionList_session
      }
    }
  }
`);

const settings = { query: SettingsPageQuery, variables: {} };

export const queries = () => [settings];

const sections = [
  ['profile', 'Profile'],
  ['look', 'Appearance'],
  ['password', 'Password'],
  ['sessions', 'Signed in'],
] as const;

/** The section that one reads, for the list beside it. */
function useSection(ready: boolean): string {
  const [current, setCurrent] = useState<string>(sections[0][0]);
  useEffect(() => {
    if (!ready || !globalThis.IntersectionObserver) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const seen = entries.find((entry) => entry.isIntersecting);
        if (seen) setCurrent(seen.target.id);
      },
      { rootMargin: '-15% 0px -70% 0px' },
    );
    sections.forEach(([id]) => {
      const element = document.getElementById(id);
      if (element) observer.observe(element);
    });
    return () => observer.disconnect();
  }, [ready]);
  return current;
}

export default function SettingsPage() {
  const state = useSessionState();
  const guest = state.status === 'guest';
  const { data, error, refetch } = useQuery(settings.query, { fetchPolicy: useFreshPolicy(), skip: guest });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error && !guest);
  const viewer = wait === 'no' ? data?.viewer : undefined;
  const current = useSection(Boolean(viewer));
  if (guest || (data && !viewer)) return <Navigate to="/login?next=%2Fsettings" replace />;

  return (
    <Page title="Settings" busy={wait !== 'no'}>
      <header className="masthead">
        <h1 className="title">Settings</h1>
      </header>
      {wait === 'no' && !viewer && error && <Trouble title="Couldn’t load settings" error={error} onRetry={retry} />}
      <Waiting wait={wait} label="Loading your settings">
        <Bar width="14rem" height="2rem" />
        <Bar width="100%" height="3rem" />
        <Bar width="100%" height="6rem" />
      </Waiting>
      {viewer && (
        <div className="panes">
          <nav aria-label="Settings">
            <ul className="nav">
              {sections.map(([id, name]) => (
                <li key={id}>
                  <a href={`#${id}`} aria-current={current === id || undefined}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="panel">
            <section id="profile" aria-labelledby="profile-title">
              <h2 id="profile-title">Profile</h2>
              <p>What readers see beside your stories.</p>
              <ProfileForm viewer={viewer} />
            </section>
            <section id="look" aria-labelledby="look-title">
              <h2 id="look-title">Appearance</h2>
              <p>Saved in this browser.</p>
              <ThemeChoice />
            </section>
            <section id="password" aria-labelledby="password-title">
              <h2 id="password-title">Password</h2>
              <p>Changing it signs out every other browser.</p>
              <PasswordForm key={state.status === 'signedIn' ? state.viewer.id : undefined} />
            </section>
            <section id="sessions" aria-labelledby="sessions-title">
              <h2 id="sessions-title">Signed in</h2>
              <p>Every browser that can write as you.</p>
              <SessionList sessions={viewer.sessions} />
            </section>
          </div>
        </div>
      )}
    </Page>
  );
}
