import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router';
import { Dock } from './Dock.js';
import { Header } from './Header.js';

/** Below all that one came for. */
const Footer = lazy(() => import('./Footer.js'));

export function Layout() {
  return (
    <div className="has-dock">
      <a className="skip" href="#main">
        Skip to the text
      </a>
      <Header />
      <Outlet />
      <Suspense>
        <Footer />
      </Suspense>
      <Dock />
    </div>
  );
}
