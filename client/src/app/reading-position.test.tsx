import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, expect, it } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Session } from '../features/session/session.js';
import { SessionProvider } from '../features/session/SessionProvider.js';
import { BrowserRouter, Link, useLocation } from '../lib/router.js';
import { clientWith } from '../testing/render.js';
import { ToastProvider } from '../ui/toasts.js';
import AfterPaint from './AfterPaint.js';
import { pageAt } from './Pages.js';

let y: number;

beforeEach(async () => {
  await pageAt('/no/page')?.page.load();
  y = 0;
  Object.defineProperty(window, 'scrollY', { get: () => y, configurable: true });
  Object.assign(window, { scrollTo: ({ top }: ScrollToOptions) => (y = top ?? 0) });
  Object.defineProperty(document.documentElement, 'scrollHeight', { value: 5_000, configurable: true });
  history.replaceState(null, '', '/no/page');
});

const Here = () => <output aria-label="address">{useLocation().pathname}</output>;
const arrive = (pathname: string) =>
  waitFor(() => expect(screen.getByRole('status', { name: 'address' }).textContent).toBe(pathname));

it('whoever goes on in the very moment they have scrolled comes back to where they were', async () => {
  render(
    <ApolloProvider client={clientWith({})}>
      <SessionProvider session={new Session(() => Promise.resolve(undefined))}>
        <BrowserRouter>
          <ToastProvider>
            <AfterPaint />
            <Link to="/no/other">Other</Link>
            <Here />
          </ToastProvider>
        </BrowserRouter>
      </SessionProvider>
    </ApolloProvider>,
  );
  // No event says so: browsers send it with the next frame.
  y = 300;
  await userEvent.click(screen.getByRole('link', { name: 'Other' }));
  await arrive('/no/other');
  y = 700;
  history.back();
  await arrive('/no/page');
  expect(y).toBe(300);
  history.forward();
  await arrive('/no/other');
  expect(y).toBe(700);
});
