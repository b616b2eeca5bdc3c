import { ApolloClient, ApolloLink } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ApolloProvider, useQuery } from '@apollo/client/react';
import { render } from '@testing-library/react';
import { type GraphQLFormattedError, parse } from 'graphql';
import { type ReactNode, useState } from 'react';
import {
  type Location,
  type NavigateFunction,
  type NavigationType,
  partsOf,
  Router,
  Routes,
  useLocation,
  useNavigate,
} from '../lib/router.js';
import { defer } from 'rxjs';
import { RouteFocus } from '../app/RouteFocus.js';
import { Session, type SignedIn } from '../features/session/session.js';
import { SessionProvider } from '../features/session/SessionProvider.js';
import { createCache } from '../graphql/cache.js';
import { ToastProvider } from '../ui/toasts.js';

export type Answer = (variables: Record<string, unknown>) => unknown;

/** One of the errors that the API answers with. */
export function refusal(code: string, message: string, extensions: Record<string, unknown> = {}) {
  const error: GraphQLFormattedError = { message, extensions: { code, ...extensions } };
  return new CombinedGraphQLErrors({ errors: [error] }, [error]);
}

/** A Wander that answers by the names of operations, at once or later; an answer that throws is a refusal. */
export function clientWith(answers: Record<string, Answer>): ApolloClient {
  const link = new ApolloLink(({ operationName, variables }) =>
    defer(async () => {
      const answer = answers[operationName ?? ''];
      if (!answer) throw new Error(`No answer for ${operationName}`);
      try {
        return { data: (await answer(variables)) as Record<string, unknown> };
      } catch (error) {
        if (CombinedGraphQLErrors.is(error)) return { errors: error.errors };
        throw error;
      }
    }),
  );
  return new ApolloClient({ cache: createCache(), link });
}

/** An answer that waits until the test gives it: `give(0, …)` for the first request. */
export function later() {
  const asked: Record<string, unknown>[] = [];
  const waiting: { give(data: unknown): void; refuse(error: unknown): void }[] = [];
  return {
    /** The variables of each request so far. */
    asked,
    answer: (variables: Record<string, unknown>) => {
      asked.push(variables);
      return new Promise<unknown>((give, refuse) => waiting.push({ give, refuse }));
    },
    give: (at: number, data: unknown) => waiting[at]?.give(data),
    refuse: (at: number, error: unknown) => waiting[at]?.refuse(error),
  };
}

export const marta: SignedIn = {
  token: 'token-1',
  viewer: {
    id: 'user_marta',
    username: 'marta',
    name: 'Marta Lindqvist',
    email: 'marta@example.org',
    role: 'USER',
    isSuspended: false,
  },
};

interface FoundProps {
  /** A query of the test's own. */
  query: string;
  children(data: Record<string, never>): ReactNode;
}

/** Gives a component what a query found, as the page around it does. */
export function Found({ query, children }: FoundProps) {
  const [document] = useState(() => parse(query));
  const { data } = useQuery<Record<string, never>>(document);
  return data ? children(data) : null;
}

/** A history of its own, beside the browser's. */
function MemoryRouter({ at, children }: { at: string; children: ReactNode }) {
  const [{ entries, index, type }, setHistory] = useState<{ entries: Location[]; index: number; type: NavigationType }>(
    () => {
      const first: Location = { ...partsOf(at), state: null, key: 'default' };
      return { entries: [first], index: 0, type: 'POP' };
    },
  );
  const navigate: NavigateFunction = (to, { replace = false, state = null } = {}) =>
    setHistory((before) => {
      if (typeof to === 'number') return { ...before, index: Math.max(before.index + to, 0), type: 'POP' };
      const location = { ...partsOf(to, before.entries[before.index]), state, key: `${Math.random()}` };
      const at = replace ? before.index : before.index + 1;
      return { entries: [...before.entries.slice(0, at), location], index: at, type: replace ? 'REPLACE' : 'PUSH' };
    });
  return (
    <Router location={entries[index]!} type={type} navigate={navigate}>
      {children}
    </Router>
  );
}

function Where() {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <output aria-label="address">{pathname + search}</output>
      <button type="button" onClick={() => void navigate(-1)}>
        Back
      </button>
    </>
  );
}

interface Options {
  /** The address, and the route that the page belongs to. */
  at: string;
  path: string;
  answers?: Record<string, Answer>;
  signedIn?: SignedIn;
}

/** A page as the app shows it, with another page for every other address. */
export function renderPage(page: ReactNode, { at, path, answers = {}, signedIn }: Options) {
  const session = new Session(() => Promise.resolve(undefined));
  if (signedIn) session.signIn(signedIn);
  const client = clientWith(answers);
  const routes = [{ path, element: page }];
  render(
    <ApolloProvider client={client}>
      <SessionProvider session={session}>
        <MemoryRouter at={at}>
          <ToastProvider>
            <RouteFocus />
            <Routes routes={routes} />
            <Where />
          </ToastProvider>
        </MemoryRouter>
      </SessionProvider>
    </ApolloProvider>,
  );
  return { session, client };
}
