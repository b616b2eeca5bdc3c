import { type ComponentType, type ReactNode, Suspense } from 'react';
import { FeedSkeleton } from '../features/stories/FeedSkeleton.js';
import { StorySkeleton } from '../features/stories/StorySkeleton.js';
import type { PageAddress, PageQuery } from '../graphql/page-query.js';
import { matchPath, type Route, Routes, useLocation } from '../lib/router.js';
import { FirstPageDrawn } from '../lib/first-page.js';
import { loadable, loadOnline } from '../lib/lazy-part.js';
import { useIsOnline } from '../lib/network.js';
import { Page } from '../ui/Page.js';
import { useWait, type Wait } from '../ui/Skeleton.js';
import { Offline } from '../ui/Trouble.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { Layout } from './Layout.js';
import { RouteFocus } from './RouteFocus.js';

interface PageModule {
  default: ComponentType;
  /** What the page asks for as it opens. */
  queries?(address: PageAddress): readonly PageQuery[];
}

type Shape = (props: { wait: Wait }) => ReactNode;

/** Stands where a page will, while its code is on its way. */
function Arriving({ Shape }: { Shape: Shape | undefined }) {
  const wait = useWait(true);
  const isOnline = useIsOnline();
  if (!isOnline && wait === 'shown') {
    return (
      <Page title="You’re offline">
        <h1 className="vh">Not loaded yet</h1>
        <Offline />
      </Page>
    );
  }
  return (
    <Page title={undefined} busy>
      <h1 className="vh">Loading</h1>
      {Shape && <Shape wait={wait} />}
    </Page>
  );
}

interface PageOptions {
  /** What it looks like while its data is on its way. */
  Shape?: Shape;
  /** It stays what it is while its address changes. */
  isSteady?: boolean;
}

/** A page of its own chunk, with its own boundary: what breaks in it breaks there. */
function page(load: () => Promise<PageModule>, { Shape, isSteady = false }: PageOptions = {}) {
  let module: PageModule | undefined;
  const Lazy = loadable(async () => (module = await loadOnline(load)));
  function LazyPage() {
    const { pathname } = useLocation();
    return (
      <ErrorBoundary key={isSteady ? undefined : pathname}>
        <Suspense fallback={<Arriving Shape={Shape} />}>
          <Lazy />
          <FirstPageDrawn />
        </Suspense>
      </ErrorBoundary>
    );
  }
  return Object.assign(LazyPage, {
    load: Lazy.load,
    /** Undefined until its code is there. */
    queries: (address: PageAddress) => module && (module.queries?.(address) ?? []),
  });
}

const LeadFeed: Shape = (props) => <FeedSkeleton {...props} lead />;

const Latest = page(() => import('../pages/latest.js'), { Shape: LeadFeed });
const Story = page(() => import('../pages/story.js'), { Shape: StorySkeleton });
const Profile = page(() => import('../pages/profile.js'), { Shape: FeedSkeleton });
const Followers = page(() => import('../pages/people.js').then(({ followers }) => followers));
const Followed = page(() => import('../pages/people.js').then(({ followed }) => followed));
const Following = page(() => import('../pages/following.js'), { Shape: FeedSkeleton });
const Bookmarks = page(() => import('../pages/bookmarks.js'), { Shape: FeedSkeleton });
const Notifications = page(() => import('../pages/notifications.js'));
const MapView = page(() => import('../pages/map.js'));
const Search = page(() => import('../pages/search.js'));
const Tag = page(() => import('../pages/tag.js'), { Shape: FeedSkeleton });
const Drafts = page(() => import('../pages/drafts.js'));
const Settings = page(() => import('../pages/settings.js'));
const Login = page(() => import('../pages/login.js'));
const Register = page(() => import('../pages/register.js'));
const About = page(() => import('../pages/about.js'));
const NotFound = page(() => import('../pages/not-found.js'));
/** The editor keeps its text while the address of a new story changes from /write to /write/:id. */
const Write = page(() => import('../pages/write.js'), { isSteady: true });

interface PageRoute {
  path: string;
  page: typeof Latest;
}

/** The pages that come as HTML. */
export const readPages: readonly PageRoute[] = [
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
const barePages: readonly PageRoute[] = [
  { path: '/write/:id?', page: Write },
  { path: '/login', page: Login },
  { path: '/register', page: Register },
];

/** The first that matches is meant. */
const pages: readonly PageRoute[] = [
  { path: '/drafts', page: Drafts },
  { path: '/settings', page: Settings },
  { path: '/following', page: Following },
  { path: '/bookmarks', page: Bookmarks },
  { path: '/notifications', page: Notifications },
  ...readPages,
  { path: '/:handle/followers', page: Followers },
  { path: '/:handle/following', page: Followed },
  { path: '*', page: NotFound },
];

/** The page that an address means, and the words of its path. */
export function pageAt(pathname: string): { page: PageRoute['page']; params: PageAddress['params'] } | undefined {
  for (const { path, page } of [...barePages, ...pages]) {
    const params = matchPath(path, pathname);
    if (params) return { page, params };
  }
  return undefined;
}

const routesOf = (routes: readonly PageRoute[]): Route[] =>
  routes.map(({ path, page: LazyPage }) => ({ path, element: <LazyPage /> }));
const bareRoutes = routesOf(barePages);
const routes = routesOf(pages);

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
