import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, expect, it, jest } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Session } from '../features/session/session.js';
import { SessionProvider } from '../features/session/SessionProvider.js';
import { BrowserRouter, hrefOf, Link, useLocation } from '../lib/router.js';
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

const Here = () => <output aria-label="address">{hrefOf(useLocation())}</output>;
const arrive = (pathname: string) =>
  waitFor(() => expect(screen.getByRole('status', { name: 'address' }).textContent).toBe(pathname));

const open = () =>
  render(
    <ApolloProvider client={clientWith({})}>
      <SessionProvider session={new Session(() => Promise.resolve(undefined))}>
        <BrowserRouter>
          <ToastProvider>
            <AfterPaint />
            <Link to="/no/other">Other</Link>
            <a href="#first">First</a>
            <a href="#second">Second</a>
            <h2 id="first">First part</h2>
            <h2 id="second">Second part</h2>
            <Here />
          </ToastProvider>
        </BrowserRouter>
      </SessionProvider>
    </ApolloProvider>,
  );

it('whoever goes on in the very moment they have scrolled comes back to where they were', async () => {
  open();
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

it('a link to a part of the page leads to it each time, and back to where one was', async () => {
  open();
  const jump = async (name: string, to: number) => {
    await userEvent.click(screen.getByRole('link', { name }));
    // jsdom lays nothing out: the browser's jump.
    y = to;
    await arrive(`/no/page#${name.toLowerCase()}`);
  };
  await jump('First', 1_000);
  y = 1_400;
  await jump('Second', 2_000);
  await jump('First', 1_000);
  expect(y).toBe(1_000);
  history.back();
  await arrive('/no/page#second');
  expect(y).toBe(2_000);
  history.back();
  await arrive('/no/page#first');
  expect(y).toBe(1_400);
});

it('whoever comes back where no position is noted finds what the address names, or the top', async () => {
  history.replaceState({ key: 'top', state: null }, '', '/no/page');
  history.pushState({ key: 'part', state: null }, '', '/no/page#first');
  history.pushState({ key: 'end', state: null }, '', '/no/end');
  open();
  const scroll = jest.spyOn(HTMLElement.prototype, 'scrollIntoView');
  y = 700;
  history.back();
  await arrive('/no/page#first');
  expect(scroll.mock.contexts).toEqual([screen.getByRole('heading', { name: 'First part' })]);
  scroll.mockRestore();
  history.back();
  await arrive('/no/page');
  expect(y).toBe(0);
});
