import type { ApolloClient } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { type ComponentType, type ReactNode } from 'react';
import type { Session } from '../features/session/session.js';
import { SessionProvider } from '../features/session/SessionProvider.js';
import { ToastProvider } from '../ui/toasts.js';
import { lazyPart } from '../lib/lazy-part.js';
import { AfterHydration } from '../lib/after-hydration.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { Pages } from './Pages.js';
import { SessionWatch } from './SessionWatch.js';
import { Shortcuts } from './Shortcuts.js';

/** Loaded after the first paint. */
const AfterPaint = lazyPart(() => import('./AfterPaint.js'));

interface Props {
  client: ApolloClient;
  session: Session;
  /** The browser's address, or the one that the server renders. */
  Router: ComponentType<{ children: ReactNode }>;
}

export function App({ client, session, Router }: Props) {
  return (
    <ErrorBoundary>
      <ApolloProvider client={client}>
        <SessionProvider session={session}>
          <Router>
            <ToastProvider>
              <SessionWatch />
              <AfterHydration>
                <AfterPaint />
              </AfterHydration>
              <Shortcuts>
                <Pages />
              </Shortcuts>
            </ToastProvider>
          </Router>
        </SessionProvider>
      </ApolloProvider>
    </ErrorBoundary>
  );
}
