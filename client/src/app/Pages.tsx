import { type ComponentType, Suspense } from 'react';
import { matchPath, type Route, Routes, useLocation } from '../lib/router.js';
import { FirstPageDrawn } from '../lib/first-page.js';
import { loadable } from '../lib/lazy-part.js';
import { Page } from '../ui/Page.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { Layout } from './Layout.js';
import { RouteFocus } from './RouteFocus.js';

type Load = () => Promise<{ default: ComponentType }>;

/** A page of its own chunk, with its own boundary: what breaks in it breaks there. */
function page(load: Load) {
  const Lazy = loadable(load);
  function LazyPage() {
    const { pathname } = useLocation();
    return (
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<Page title={undefined} busy children={null} />}>
          <Lazy />
          <FirstPageDrawn />
        </Suspense>
      </ErrorBoundary>
    );
  }
  return Object.assign(LazyPage, { load: Lazy.load });
}

/** The editor keeps its text while the address of a new story changes from /write to /write/:id. */
function steadyPage(load: Load) {
  const Lazy = loadable(load);
  function LazyPage() {
    return (
      <ErrorBoundary>
        <Suspense fallback={<Page title={undefined} busy children={null} />}>
          <Lazy />
          <FirstPageDrawn />
        </Suspense>
      </ErrorBoundary>
    );
  }
  return Object.assign(LazyPage, { load: Lazy.load });
}

const Latest = page(() => import('../pages/latest.js'));
const Story = page(() => import('../pages/story.js'));
const Profile = page(() => import('../pages/profile.js'));
const People = page(() => import('../pages/people.js'));
const Following = page(() => import('../pages/following.js'));
const Bookmarks = page(() => import('../pages/bookmarks.js'));
const Notifications = page(() => import('../pages/notifications.js'));
const MapView = page(() => import('../pages/map.js'));
const Search = page(() => import('../pages/search.js'));
const Tag = page(() => import('../pages/tag.js'));
const Drafts = page(() => import('../pages/drafts.js'));
const Settings = page(() => import('../pages/settings.js'));
const Login = page(() => import('../pages/login.js'));
const Register = page(() => import('../pages/register.js'));
const About = page(() => import('../pages/about.js'));
const NotFound = page(() => import('../pages/not-found.js'));
const Write = steadyPage(() => import('../pages/write.js'));

/** The pages that come as HTML. */
export const readPages = [
  { path: '/', page: Latest },
  { path: '/stories/:slug', page: Story },
  { path: '/tags/:tag', page: Tag },
  { path: '/about', page: About },
  { path: '/search', page: Search },
  { path: '/map', page: MapView },
  { path: '/:handle', page: Profile },
];

/** Loads the code of the page at a path, so that React draws it at once where it takes the page over. */
export async function loadPage(pathname: string): Promise<void> {
  await readPages.find(({ path }) => matchPath(path, pathname))?.page.load();
}

/** With nothing around them: what one writes in, and where one comes in. */
const bareRoutes: Route[] = [
  { path: '/write/:id?', element: <Write /> },
  { path: '/login', element: <Login /> },
  { path: '/register', element: <Register /> },
];

/** The first that matches is meant. */
const routes: Route[] = [
  { path: '/', element: <Latest /> },
  { path: '/stories/:slug', element: <Story /> },
  { path: '/tags/:tag', element: <Tag /> },
  { path: '/drafts', element: <Drafts /> },
  { path: '/settings', element: <Settings /> },
  { path: '/about', element: <About /> },
  { path: '/search', element: <Search /> },
  { path: '/map', element: <MapView /> },
  { path: '/following', element: <Following /> },
  { path: '/bookmarks', element: <Bookmarks /> },
  { path: '/notifications', element: <Notifications /> },
  { path: '/:handle', element: <Profile /> },
  { path: '/:handle/followers', element: <People /> },
  { path: '/:handle/following', element: <People /> },
  { path: '*', element: <NotFound /> },
];

export function Pages() {
  return (
    <>
      <RouteFocus />
      <Routes
        routes={bareRoutes}
        otherwise={
          <Layout>
            <Routes routes={routes} />
          </Layout>
        }
      />
    </>
  );
}
