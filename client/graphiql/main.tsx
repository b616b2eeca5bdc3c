import { PluginContextProvider, usePluginStore } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Session } from '../src/features/session/session.js';
import { Account } from './Account.js';
import { fetcherOf, refresh } from './api.js';
import { start } from './examples.js';
import { examplesPlugin } from './Examples.js';
import './page.css';

const session = new Session(refresh);
// Whoever signed in on the site is signed in here: the cookie is the same, but another port does not see the hint.
void session.renew().catch(() => undefined);

const fetcher = fetcherOf(session);
const tabs = [{ query: start }];

const plugins = [examplesPlugin];
/** On a phone there is room for the editor alone. */
const visiblePlugin = matchMedia('(min-width: 60rem)').matches ? { visiblePlugin: examplesPlugin } : {};

/** When GraphiQL is first drawn it makes room for an open panel only if one is known to be open by then. */
function WithOpenPanel({ children }: { children: ReactNode }) {
  const isKnown = usePluginStore(({ plugins: known }) => known.length > 0);
  if (isKnown) return children;
  return (
    <PluginContextProvider plugins={plugins} {...visiblePlugin}>
      {null}
    </PluginContextProvider>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <WithOpenPanel>
      <GraphiQL
        fetcher={fetcher}
        defaultTabs={tabs}
        plugins={plugins}
        {...visiblePlugin}
        defaultEditorToolsVisibility="variables"
      >
        <GraphiQL.Logo>
          <Account session={session} />
        </GraphiQL.Logo>
      </GraphiQL>
    </WithOpenPanel>
  </StrictMode>,
);
