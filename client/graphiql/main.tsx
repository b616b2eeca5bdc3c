import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Session } from '../src/features/session/session.js';
import { Account } from './Account.js';
import { fetcherOf, refresh } from './api.js';
import { examples } from './examples.js';
import { examplesPlugin, variablesOf } from './Examples.js';
import './page.css';

const session = new Session(refresh);
// Whoever signed in on the site is signed in here: the cookie is the same, but another port does not see the hint.
void session.renew().catch(() => undefined);

const fetcher = fetcherOf(session);
const tabs = examples.map((example) => ({ query: example.query, variables: variablesOf(example) }));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <GraphiQL fetcher={fetcher} defaultTabs={tabs} plugins={[examplesPlugin]} defaultEditorToolsVisibility="variables">
      <GraphiQL.Logo>
        <Account session={session} />
      </GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
