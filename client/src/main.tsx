import './lib/translated-page.js';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/components.css';
import './styles/extra.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { connect } from './features/session/connect.js';

// Nobody pastes before something has the focus.
const cleanPastes = () => import('./lib/clean-pastes.js').catch(() => undefined);
addEventListener('focusin', () => void cleanPastes(), { once: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root');

const { client, session } = connect();
createRoot(root).render(
  <StrictMode>
    <App client={client} session={session} />
  </StrictMode>,
);
