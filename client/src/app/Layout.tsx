import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router';
import { useViewer } from '../features/session/SessionProvider.js';
import { Dock } from './Dock.js';
import { Header } from './Header.js';

/** Below all that one came for. */
const Footer = lazy(() => import('./Footer.js'));
const SuspendedNotice = lazy(() => import('../features/moderation/SuspendedNotice.js'));

export function Layout() {
  const viewer = useViewer();
  return (
    <div className="has-dock">
      <a className="skip" href="#main">
        Skip to the text
      </a>
      <Header />
      {viewer?.isSuspended && (
        <Suspense>
          <SuspendedNotice />
        </Suspense>
      )}
      <Outlet />
      <Suspense>
        <Footer />
      </Suspense>
      <Dock />
    </div>
  );
}
