import type { ApolloClient } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { Suspense } from 'react';
import { BrowserRouter } from 'react-router';
import type { Session } from '../features/session/session.js';
import { SessionProvider } from '../features/session/SessionProvider.js';
import { ToastProvider } from '../ui/toasts.js';
import { lazyPart } from '../lib/lazy-part.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { Pages } from './Pages.js';
import { SessionWatch } from './SessionWatch.js';
import { Shortcuts } from './Shortcuts.js';

const AfterPaint = lazyPart(() => import('./AfterPaint.js'));

export function App({ client, session }: { client: ApolloClient; session: Session }) {
  return (
    <ErrorBoundary>
      <ApolloProvider client={client}>
        <SessionProvider session={session}>
          <BrowserRouter>
            <ToastProvider>
              <SessionWatch />
              <Suspense>
                <AfterPaint />
              </Suspense>
              <Shortcuts>
                <Pages />
              </Shortcuts>
            </ToastProvider>
          </BrowserRouter>
        </SessionProvider>
      </ApolloProvider>
    </ErrorBoundary>
  );
}
