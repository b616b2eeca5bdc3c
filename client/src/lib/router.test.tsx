import { expect, it } from '@jest/globals';
import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { lazy, Suspense } from 'react';
import {
  BrowserRouter,
  Link,
  matchPath,
  NavLink,
  Navigate,
  partsOf,
  presentBy,
  Routes,
  useLocation,
  useNavigate,
  useNavigationType,
  useParams,
} from './router.js';
import { samePage } from './same-page.js';

it('a pattern names the words of a path, decoded', () => {
  expect(matchPath('/', '/')).toEqual({});
  expect(matchPath('/stories/:slug', '/stories/low-tide/')).toEqual({ slug: 'low-tide' });
  expect(matchPath('/tags/:tag', '/tags/caf%C3%A9')).toEqual({ tag: 'café' });
  expect(matchPath('/tags/:tag', '/tags/a%2Fb')).toEqual({ tag: 'a/b' });
  expect(matchPath('/tags/:tag', '/tags/100%')).toEqual({ tag: '100%' });
  expect(matchPath('/write/:id?', '/write')).toEqual({ id: undefined });
  expect(matchPath('/write/:id?', '/write/1')).toEqual({ id: '1' });
  expect(matchPath('/about', '/About')).toEqual({});
  expect(matchPath('*', '/any/thing')).toEqual({});
  for (const path of ['/stories', '/stories/a/b', '/storiesx/a'])
    expect(matchPath('/stories/:slug', path)).toBeUndefined();
});

it('what an address leaves out is that of the page it stands on', () => {
  const here = { pathname: '/search', search: '?q=tide', hash: '#top', state: null, key: 'default' };
  expect(partsOf('/map?at=1#a', here)).toEqual({ pathname: '/map', search: '?at=1', hash: '#a' });
  expect(partsOf('?q=ebb', here)).toEqual({ pathname: '/search', search: '?q=ebb', hash: '' });
  expect(partsOf('?', here)).toEqual({ pathname: '/search', search: '', hash: '' });
  expect(partsOf('#b', here)).toEqual({ pathname: '/search', search: '?q=tide', hash: '#b' });
});

function Here() {
  const { pathname, hash } = useLocation();
  return <output>{[useNavigationType(), pathname + hash, useParams().slug].join(' ')}</output>;
}

const routes = [
  { path: '/stories/:slug', element: <Here /> },
  { path: '/old', element: <Navigate to="/stories/new" replace /> },
];

it('links lead there and the history leads back, without loading a page', async () => {
  history.replaceState(null, '', '/begin');
  const user = userEvent.setup();
  render(
    <BrowserRouter>
      <Link to="/stories/low-tide#end">Story</Link>
      <NavLink to="/stories">Stories</NavLink>
      <Link to="/old">Old</Link>
      <Routes routes={routes} otherwise={<Here />} />
    </BrowserRouter>,
  );
  const said = (text: string) => waitFor(() => expect(screen.getByRole('status').textContent).toBe(text));
  await said('POP /begin ');
  const entries = history.length;
  await user.click(screen.getByRole('link', { name: 'Story' }));
  await said('PUSH /stories/low-tide#end low-tide');
  expect(screen.getByRole('link', { name: 'Stories' }).getAttribute('aria-current')).toBe('page');
  // Where one is already needs no second entry.
  await user.click(screen.getByRole('link', { name: 'Story' }));
  await said('REPLACE /stories/low-tide#end low-tide');
  expect(history.length).toBe(entries + 1);
  await user.click(screen.getByRole('link', { name: 'Old' }));
  await said('REPLACE /stories/new new');
  history.back();
  await said('POP /stories/low-tide#end low-tide');
});

it('a page that is loaded again begins as one that was loaded', () => {
  history.replaceState({ key: 'earlier', state: null }, '', '/begin');
  const Key = () => <output>{useLocation().key}</output>;
  render(
    <BrowserRouter>
      <Key />
    </BrowserRouter>,
  );
  expect(screen.getByRole('status').textContent).toBe('default');
});

it('a second click while the next page is on its way is no second entry', async () => {
  // Ends what lies ahead in the history, which would be counted.
  history.pushState(null, '', '/begin');
  const user = userEvent.setup();
  const OnItsWay = lazy(() => new Promise<never>(() => undefined));
  render(
    <BrowserRouter>
      <Link to="/stories/low-tide">Story</Link>
      <Suspense>
        <Routes routes={[{ path: '/stories/:slug', element: <OnItsWay /> }]} otherwise={<Here />} />
      </Suspense>
    </BrowserRouter>,
  );
  const entries = history.length;
  await user.dblClick(screen.getByRole('link', { name: 'Story' }));
  expect(location.pathname).toBe('/stories/low-tide');
  expect(screen.getByRole('status').textContent).toBe('POP /begin ');
  expect(history.length).toBe(entries + 1);
});

it('while another page is on its way, the one on the screen gets no other address', async () => {
  history.replaceState(null, '', '/write');
  const user = userEvent.setup();
  let draw = (): void => undefined;
  const stopPresenting = presentBy((next, _before, drawNow) => (draw = () => drawNow(next)));
  function Save() {
    const navigate = useNavigate();
    return <button onClick={() => navigate('/write/1', samePage)}>Save</button>;
  }
  render(
    <BrowserRouter>
      <Link to="/drafts">Drafts</Link>
      <Save />
      <Here />
    </BrowserRouter>,
  );
  await user.click(screen.getByRole('link', { name: 'Drafts' }));
  await user.click(screen.getByRole('button'));
  expect(location.pathname).toBe('/drafts');
  act(draw);
  expect(screen.getByRole('status').textContent).toBe('PUSH /drafts ');
  await user.click(screen.getByRole('button'));
  await user.click(screen.getByRole('button'));
  act(draw);
  expect(screen.getByRole('status').textContent).toBe('REPLACE /write/1 ');
  stopPresenting();
});

it('a click that asks for another tab is the browser’s', async () => {
  history.replaceState(null, '', '/begin');
  const user = userEvent.setup();
  render(
    <BrowserRouter>
      <Link to="/stories/low-tide">Story</Link>
      <Here />
    </BrowserRouter>,
  );
  let isLeft = false;
  addEventListener('click', (event) => (isLeft = !event.defaultPrevented), { once: true });
  addEventListener('click', (event) => event.preventDefault(), { once: true });
  await user.keyboard('{Control>}');
  await user.click(screen.getByRole('link', { name: 'Story' }));
  expect(isLeft).toBe(true);
  expect(location.pathname).toBe('/begin');
});
