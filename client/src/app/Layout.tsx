import { type ReactNode, Suspense } from 'react';
import { useViewer } from '../features/session/SessionProvider.js';
import { Dock } from './Dock.js';
import { Footer } from './Footer.js';
import { Header } from './Header.js';
import { lazyPart } from '../lib/lazy-part.js';

const SuspendedNotice = lazyPart(() => import('../features/moderation/SuspendedNotice.js'));

export function Layout({ children }: { children: ReactNode }) {
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
      {children}
      <Footer />
      <Dock />
    </div>
  );
}
