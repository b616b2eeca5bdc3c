import { Outlet } from 'react-router';
import { Dock } from './Dock.js';
import { Footer } from './Footer.js';
import { Header } from './Header.js';

export function Layout() {
  return (
    <div className="has-dock">
      <a className="skip" href="#main">
        Skip to the text
      </a>
      <Header />
      <Outlet />
      <Footer />
      <Dock />
    </div>
  );
}
