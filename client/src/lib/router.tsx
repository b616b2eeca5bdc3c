import {
  type AnchorHTMLAttributes,
  createContext,
  type MouseEvent,
  type ReactNode,
  type Ref,
  startTransition,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { isSamePage } from './same-page.js';

/*
 * Which page an address means, and how one gets from page to page: the part of a router that this client uses, in a tenth of
 * a library's size. Its names are React Router's.
 */

export interface Location {
  /** As it stands in the address, escaped. */
  pathname: string;
  /** With its `?`; empty without. */
  search: string;
  /** With its `#`; empty without. */
  hash: string;
  state: unknown;
  /** Of this entry of the history; `default` for the page that was loaded. */
  key: string;
}

/** How one came to a location: loaded, or back and forward; by a link; in the place of another. */
export type NavigationType = 'POP' | 'PUSH' | 'REPLACE';

export interface NavigateOptions {
  /** Takes the place of the entry of the history that is there. Without it: where that has this address already, as browsers do. */
  replace?: boolean | undefined;
  state?: unknown;
}

/** To a path, a query or a part of this page; by a number, so many entries of the history on. */
export type NavigateFunction = (to: string | number, options?: NavigateOptions) => void;

type Params = Readonly<Record<string, string | undefined>>;

export interface RouterState {
  location: Location;
  type: NavigationType;
  /** What the page asks for is being asked anew by whoever prepares it. */
  isPrepared?: boolean;
  /** The page before it has waited for this one: what is still missing has its shape shown at once. */
  isLate?: boolean;
}

interface Router extends RouterState {
  navigate: NavigateFunction;
}

type Present = (next: RouterState, before: RouterState, draw: (state: RouterState) => void) => void;

let present: Present = (next, _before, draw) => startTransition(() => draw(next));

/**
 * From now on `own` decides when the next page takes the place of the one before, and how. The address has changed already.
 * The returned function gives that back.
 */
export function presentBy(own: Present): () => void {
  const before = present;
  present = own;
  return () => void (present = before);
}

const RouterContext = createContext<Router | undefined>(undefined);
const ParamsContext = createContext<Params>({});

function useRouter(): Router {
  const router = use(RouterContext);
  if (!router) throw new Error('This needs a router around it');
  return router;
}

export const useLocation = (): Location => useRouter().location;
export const useNavigationType = (): NavigationType => useRouter().type;
export const useIsPrepared = (): boolean => useRouter().isPrepared ?? false;
export const useIsLate = (): boolean => use(RouterContext)?.isLate ?? false;
export const useNavigate = (): NavigateFunction => useRouter().navigate;
export const useParams = (): Params => use(ParamsContext);

/** The query of the address, and a function that gives it another one. */
export function useSearchParams(): [
  search: URLSearchParams,
  setSearch: (next: Record<string, string>, options?: NavigateOptions) => void,
] {
  const { location, navigate } = useRouter();
  const search = useMemo(() => new URLSearchParams(location.search), [location.search]);
  const setSearch = useCallback(
    (next: Record<string, string>, options?: NavigateOptions) => navigate(`?${new URLSearchParams(next)}`, options),
    [navigate],
  );
  return [search, setSearch];
}

/** The parts of an address; what it leaves out is that of the page it stands on. */
export function partsOf(to: string, from?: Location): Pick<Location, 'pathname' | 'search' | 'hash'> {
  const [, pathname = '', search = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(to) ?? [];
  return {
    pathname: pathname || (from?.pathname ?? '/'),
    search: pathname === '' && search === '' ? (from?.search ?? '') : search === '?' ? '' : search,
    hash: hash === '#' ? '' : hash,
  };
}

export const hrefOf = ({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>) =>
  pathname + search + hash;
const newKey = () => Math.random().toString(36).slice(2, 10);

/** A router that shows one location; another one of its own decides which. */
export function Router({ location, type, isPrepared, isLate, navigate, children }: Router & { children: ReactNode }) {
  const router = useMemo(
    () => ({ location, type, isPrepared, isLate, navigate }),
    [location, type, isPrepared, isLate, navigate],
  );
  return <RouterContext value={router}>{children}</RouterContext>;
}

/** What an entry of the browser's history keeps. */
interface Entry {
  key: string;
  state: unknown;
}

const entry = (): Partial<Entry> => (history.state ?? {}) as Partial<Entry>;

/** The key of the browser's entry, whose page may still be on its way. */
export const entryKey = (): string => entry().key ?? 'default';

function browserLocation(): Location {
  const { pathname, search, hash } = globalThis.location;
  return { pathname, search, hash, state: entry().state ?? null, key: entryKey() };
}

/** The browser's own address and history. */
export function BrowserRouter({ children }: { children: ReactNode }) {
  const [state, setState] = useState<RouterState>(() => ({
    // An entry keeps its key while its page is loaded again; what is loaded is as the server has it.
    location: { ...browserLocation(), key: 'default' },
    type: 'POP',
  }));
  const drawn = useRef(state);
  /** Another page that is not drawn yet. */
  const coming = useRef<Location>(undefined);
  useLayoutEffect(() => {
    drawn.current = state;
    if (coming.current === state.location) coming.current = undefined;
  }, [state]);
  const show = useCallback((type: NavigationType) => {
    const location = browserLocation();
    if (type !== 'REPLACE' || !isSamePage(location.state)) coming.current = location;
    present({ location, type }, drawn.current, setState);
  }, []);
  useLayoutEffect(() => {
    // From here on only what the browser adds for a link to a part of the page has no key.
    if (!entry().key) history.replaceState({ ...entry(), key: 'default' }, '');
    const onPopState = () => {
      if (entry().key) return show('POP');
      history.replaceState({ key: newKey(), state: null } satisfies Entry, '');
      show('PUSH');
    };
    addEventListener('popstate', onPopState);
    return () => removeEventListener('popstate', onPopState);
  }, [show]);
  const navigate = useCallback<NavigateFunction>(
    (to, { replace, state = null } = {}) => {
      if (typeof to === 'number') return history.go(to);
      // The page that is on the screen has lost its address to the next one.
      if (isSamePage(state) && coming.current) return;
      const entry: Entry = { key: newKey(), state };
      // The browser's, since the page of a second click on one link is not drawn yet.
      const here = browserLocation();
      const href = hrefOf(partsOf(to, here));
      const takesPlace = replace ?? href === hrefOf(here);
      if (takesPlace) history.replaceState(entry, '', href);
      else history.pushState(entry, '', href);
      show(takesPlace ? 'REPLACE' : 'PUSH');
    },
    [show],
  );
  return (
    <Router {...state} navigate={navigate}>
      {children}
    </Router>
  );
}

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: string;
  replace?: boolean;
  state?: unknown;
  ref?: Ref<HTMLAnchorElement>;
}

/** A link to a page of this client: a click goes there without loading it anew. */
export function Link({ to, replace, state, onClick, ...rest }: LinkProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || event.button !== 0 || isElsewhere) return;
    event.preventDefault();
    navigate(to, { replace, state });
  };
  return <a {...rest} href={to} onClick={follow} />;
}

/** A link that says whether one is there, or below it unless its `end` is meant. */
export function NavLink({ end = false, ...rest }: LinkProps & { end?: boolean }) {
  const { pathname } = useLocation();
  const isHere = pathname === rest.to || (!end && pathname.startsWith(`${rest.to}/`));
  return <Link {...rest} aria-current={isHere ? 'page' : undefined} />;
}

/** Goes to another page as soon as it is drawn. */
export function Navigate({ to, replace = false }: { to: string; replace?: boolean }) {
  const navigate = useNavigate();
  useEffect(() => navigate(to, { replace }), [navigate, to, replace]);
  return null;
}

function decoded(pathname: string): string {
  try {
    // A slash within a word divides nothing.
    return pathname
      .split('/')
      .map((word) => decodeURIComponent(word).replaceAll('/', '%2F'))
      .join('/');
  } catch {
    return pathname;
  }
}

/**
 * The words of a path that a pattern names, decoded; undefined where it does not match. Patterns: `/stories/:slug`, `/write/:id?`,
 * `*`. Capitals and a slash at the end make no difference.
 */
export function matchPath(pattern: string, pathname: string): Params | undefined {
  if (pattern === '*') return {};
  const source = pattern
    .replace(/\/$/, '')
    .replace(/\/:(\w+)(\?)?/g, (_, name: string, optional = '') =>
      optional ? `(?:/(?<${name}>[^/]+))?` : `/(?<${name}>[^/]+)`,
    );
  const match = new RegExp(`^${source}/?$`, 'i').exec(decoded(pathname));
  if (!match) return undefined;
  const words = Object.entries(match.groups ?? {});
  return Object.fromEntries(words.map(([name, word]) => [name, word?.replaceAll('%2F', '/')]));
}

export interface Route {
  path: string;
  element: ReactNode;
}

function firstMatch(routes: readonly Route[], pathname: string) {
  for (const { path, element } of routes) {
    const params = matchPath(path, pathname);
    if (params) return { element, params };
  }
  return undefined;
}

/** Draws the first route that the address matches, and `otherwise` where none does. */
export function Routes({ routes, otherwise = null }: { routes: readonly Route[]; otherwise?: ReactNode }) {
  const { pathname } = useLocation();
  const match = useMemo(() => firstMatch(routes, pathname), [routes, pathname]);
  return match ? <ParamsContext value={match.params}>{match.element}</ParamsContext> : otherwise;
}
