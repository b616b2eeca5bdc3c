import { ApolloClient, ApolloLink } from '@apollo/client';
import { type DocumentNode, Kind, print } from 'graphql';
import { renderToString } from 'react-dom/server';
import { type Location, matchPath, partsOf, Router } from './lib/router.js';
import type { PagePlan, PageRenderer, PageResult, RenderedPage } from '../../server/platform/page-renderer.js';
import { App } from './app/App.js';
import { readPages } from './app/Pages.js';
import { countryName, Place_place, placeName } from './features/places/place.js';
import { framesOf, learnFrames } from './features/places/stamp-frame.js';
import { stampFrames } from './features/places/stamp-frames.js';
import type { Session } from './features/session/session.js';
import { TagLinks_tag } from './features/tags/TagLinks.js';
import { createCache } from './graphql/cache.js';
import { useFragment as unmask } from './graphql/generated/index.js';
import type { ProfilePageQuery, StoryPageQuery, TagPageQuery } from './graphql/generated/graphql.js';
import { type PageAddress, type PageQuery, pageParameters } from './graphql/page-query.js';
import type { PageState } from './graphql/page-state.js';
import { type Head, missingHead, pageHead, profileHead, renderHead, storyHead, tagHead } from './page-head.js';
import * as about from './pages/about.js';
import * as latest from './pages/latest.js';
import * as map from './pages/map.js';
import * as profile from './pages/profile.js';
import * as search from './pages/search.js';
import * as story from './pages/story.js';
import * as tag from './pages/tag.js';
import { scriptSafe } from './script-safe.js';

/** A page that comes as HTML. */
interface Page {
  /** As the router has it. */
  path: string;
  queries(address: PageAddress): readonly PageQuery[];
  /** What the head says; undefined where the data says that nothing is there, another path where it is spelt so. */
  head(found: Found): Head | string | undefined;
}

interface Found {
  address: PageAddress;
  /** The path of the page without its query. */
  path: string;
  origin: string;
  /** The answer to its first query. */
  data: unknown;
}

const pages: readonly Page[] = [
  { path: '/', queries: latest.queries, head: ({ path }) => ({ path }) },
  { path: '/about', queries: about.queries, head: ({ path }) => pageHead('About this place', path) },
  { path: '/map', queries: map.queries, head: ({ path }) => pageHead('Map', path) },
  {
    path: '/search',
    queries: search.queries,
    head: ({ path, address }) => {
      const query = search.queryOf(address);
      return { ...pageHead(query === '' ? 'Search' : `Search: ${query}`, path), isHidden: query !== '' };
    },
  },
  {
    path: '/stories/:slug',
    queries: story.queries,
    head: ({ data, origin }) => {
      const { post } = data as StoryPageQuery;
      if (!post) return undefined;
      const place = unmask(Place_place, post.place);
      const tags = unmask(TagLinks_tag, post.tags);
      return storyHead({ ...post, tags, place: place ? placeName(place) : undefined }, origin);
    },
  },
  {
    path: '/tags/:tag',
    queries: tag.queries,
    head: ({ data, path }) => {
      const found = (data as TagPageQuery).tag;
      if (!found) return undefined;
      const head = tagHead(found);
      return head.path === path ? head : head.path;
    },
  },
  {
    path: '/:handle',
    queries: profile.queries,
    head: ({ data, origin }) => {
      const { user } = data as ProfilePageQuery;
      return user ? profileHead(user, origin) : undefined;
    },
  },
];

// What is loaded is drawn at once; what is not would suspend, and the server sends no page in parts.
await Promise.all(readPages.map(({ page }) => page.load()));
learnFrames(stampFrames);

interface Asked {
  page: Page;
  address: PageAddress;
  /** As it is spelt: the path, and the query as it came, but for what an address does not have. */
  path: string;
  query: string;
}

/** Undefined for an address that is no page of these, or no address at all. */
function read(url: string): Asked | undefined {
  const [, rawPath = '', rawQuery = ''] = /^([^?#]*)(\?[^#]*)?/.exec(url) ?? [];
  const words = wordsOf(rawPath);
  if (!words) return undefined;
  // Only a name has its @ as it is: tags are spelt as `tagHead` has them.
  const path = `/${words.map(encodeURIComponent).join('/')}`.replace(/^\/%40/, '/@');
  // Browsers send a backslash as it is, programs also letters, of which each byte is a character here.
  const query = rawQuery.replace(/[^\x21-\x5b\x5d-\x7e]/g, escaped);
  for (const page of pages) {
    const params = matchPath(page.path, path);
    if (!params || (page.path === '/:handle' && !params.handle?.startsWith('@'))) continue;
    return { page, address: { params, search: new URLSearchParams(query) }, path, query };
  }
  return undefined;
}

const escaped = (byte: string): string => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** The words of a path, decoded; names and slugs of stories have small letters alone. Undefined for what cannot be decoded. */
function wordsOf(path: string): string[] | undefined {
  try {
    const [first = '', ...rest] = path
      .replace(/^\/|\/$/g, '')
      .split('/')
      .map(decodeURIComponent);
    const isName = first.startsWith('@') || first === 'stories';
    return [first, ...rest].map((word) => (isName ? word.toLowerCase() : word));
  } catch {
    return undefined;
  }
}

const withoutCursor = ({ path, query }: Asked): string => {
  const search = new URLSearchParams(query);
  search.delete('after');
  return search.size > 0 ? `${path}?${search}` : path;
};

/** The client that renders a page. It knows what is written into its cache, and asks nobody. */
const createRenderClient = () =>
  new ApolloClient({
    cache: createCache({ resultCaching: false }),
    link: ApolloLink.empty(),
    ssrMode: true,
    devtools: { enabled: false },
  });

const cache = createCache();

/** The operation as the client sends it; printed once. */
const printed = new Map<DocumentNode, { query: string; operationName: string; variables: ReadonlySet<string> }>();
function operationOf(document: DocumentNode) {
  let operation = printed.get(document);
  if (!operation) {
    const definition = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (definition?.kind !== Kind.OPERATION_DEFINITION)
      throw new Error('A page asks for something that is no operation');
    operation = {
      query: print(cache.transformDocument(document)),
      operationName: definition.name?.value ?? '',
      variables: new Set(definition.variableDefinitions?.map(({ variable }) => variable.name.value)),
    };
    printed.set(document, operation);
  }
  return operation;
}

export function plan(url: string): PagePlan {
  const asked = read(url);
  if (!asked) return { kind: 'script' };
  const location = asked.path + asked.query;
  if (location !== url) return { kind: 'redirect', location };
  const queries = asked.page.queries(asked.address).map(({ query, variables }) => {
    const operation = operationOf(query);
    const sent = Object.entries(variables).filter(([name]) => operation.variables.has(name));
    return { query: operation.query, operationName: operation.operationName, variables: Object.fromEntries(sent) };
  });
  return { kind: 'page', url: asked.path + meaningOf(asked.query), queries };
}

/** The parameters of a query that pages read, as they are spelt. */
function meaningOf(query: string): string {
  const kept = query
    .slice(1)
    .split('&')
    .filter((parameter) => pageParameters.includes(parameter.split('=', 1)[0]!));
  return kept.length > 0 ? `?${kept.join('&')}` : '';
}

/** An element that waits for data; what people wrote stands in no tag. */
const busyElement = /<[^>]*\saria-busy="true"/;

const isBadInput = ({ errors = [] }: PageResult): boolean =>
  errors.length > 0 && errors.every(({ extensions }) => extensions?.code === 'BAD_USER_INPUT');

export function render({ url, origin, results }: Parameters<PageRenderer['render']>[0]): RenderedPage {
  const asked = read(url);
  if (!asked) throw new Error('No page that comes as HTML');
  const { page, address, path } = asked;
  // What follows no story any more is nowhere in the list: it begins at its beginning.
  if (address.search.has('after') && results.some(isBadInput)) return { status: 308, location: withoutCursor(asked) };
  const client = createRenderClient();
  page.queries(address).forEach(({ query, variables }, index) => {
    const { data, errors } = results[index] ?? {};
    if (!data || errors) throw new Error(`No answer to render: ${errors?.[0]?.message}`);
    client.writeQuery({ query, variables, data });
  });
  const head = page.head({ address, path, origin, data: results[0]?.data });
  if (typeof head === 'string') return { status: 308, location: head + asked.query };
  const location: Location = { ...partsOf(url), state: null, key: 'default' };
  const body = renderToString(
    <App
      client={client}
      // Its hooks have what a guest sees, without it.
      session={{} as Session}
      Router={({ children }) => (
        <Router location={location} type="POP" navigate={nowhere}>
          {children}
        </Router>
      )}
    />,
  );
  // The skeleton of a page is not one: what came does not answer what it asks for.
  if (busyElement.test(body)) throw new Error('No whole answer to render');
  return {
    status: head ? 200 : 404,
    head: renderHead(head ?? missingHead(path), origin),
    body,
    state: scriptSafe(stateOf(client)),
  };
}

/** Nobody goes anywhere while a page is rendered. */
const nowhere = () => undefined;

function stateOf(client: ApolloClient): PageState {
  const cache = client.cache.extract() as PageState['cache'];
  const codes = new Set(
    [...JSON.stringify(cache).matchAll(/"countryCode":"([A-Z]{2})"/g)].map(([, code = '']) => code),
  );
  return {
    cache,
    countries: Object.fromEntries([...codes].map((code) => [code, countryName(code)])),
    frames: framesOf(codes),
  };
}
