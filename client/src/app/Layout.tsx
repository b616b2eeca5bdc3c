import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { useViewer } from '../features/session/SessionProvider.js';
import { Header } from './Header.js';
import { lazyPart } from '../lib/lazy-part.js';

/** Below all that one came for. */
const Footer = lazyPart(() => import('./Footer.js'));
/** For phones, at the bottom of the screen. */
const Dock = lazyPart(() => import('./Dock.js'));
const SuspendedNotice = lazyPart(() => import('../features/moderation/SuspendedNotice.js'));

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
        <Dock />
      </Suspense>
    </div>
  );
}
