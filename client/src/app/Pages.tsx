import { type ComponentType, lazy, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { Page } from '../ui/Page.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { Layout } from './Layout.js';
import { RouteFocus } from './RouteFocus.js';

type Load = () => Promise<{ default: ComponentType }>;

/** A page of its own chunk, with its own boundary: what breaks in it breaks there. */
function page(load: Load) {
  const Lazy = lazy(load);
  return function LazyPage() {
    const { pathname } = useLocation();
    return (
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<Page title={undefined} busy children={null} />}>
          <Lazy />
        </Suspense>
      </ErrorBoundary>
    );
  };
}

/** The editor keeps its text while the address of a new story changes from /write to /write/:id. */
function steadyPage(load: Load) {
  const Lazy = lazy(load);
  return function LazyPage() {
    return (
      <ErrorBoundary>
        <Suspense fallback={<Page title={undefined} busy children={null} />}>
          <Lazy />
        </Suspense>
      </ErrorBoundary>
    );
  };
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

export function Pages() {
  return (
    <>
      <RouteFocus />
      <Routes>
        <Route element={<Layout />}>
          <Route index element={<Latest />} />
          <Route path="/stories/:slug" element={<Story />} />
          <Route path="/tags/:tag" element={<Tag />} />
          <Route path="/drafts" element={<Drafts />} />
          <Route path="/settings" element={<Settings />} />
          <Route path="/about" element={<About />} />
          <Route path="/search" element={<Search />} />
          <Route path="/map" element={<MapView />} />
          <Route path="/following" element={<Following />} />
          <Route path="/bookmarks" element={<Bookmarks />} />
          <Route path="/notifications" element={<Notifications />} />
          <Route path="/:handle" element={<Profile />} />
          <Route path="/:handle/followers" element={<People />} />
          <Route path="/:handle/following" element={<People />} />
          <Route path="*" element={<NotFound />} />
        </Route>
        <Route path="/write/:id?" element={<Write />} />
        <Route path="/login" element={<Login />} />
        <Route path="/register" element={<Register />} />
      </Routes>
    </>
  );
}
