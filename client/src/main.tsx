import './lib/translated-page.js';
import { StrictMode, startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app/App.js';
import { repeatClicks, takeEarlyClicks } from './app/early-clicks.js';
import { loadPage } from './app/Pages.js';
import { learnCountryNames } from './features/places/place.js';
import { learnFrames } from './features/places/stamp-frame.js';
import { connect } from './features/session/connect.js';
import { type PageState, readPageState } from './graphql/page-state.js';
import { watchFirstAction } from './lib/first-action.js';

// Nobody pastes before something has the focus.
const cleanPastes = () => import('./lib/clean-pastes.js').catch(() => undefined);
addEventListener('focusin', () => void cleanPastes(), { once: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root');

const state = readPageState();
const { client, session } = connect(state?.cache);

/** Once its page is on the screen, and React listens to it. */
const app = (onReady?: () => void) => (
  <StrictMode>
    <App client={client} session={session} Router={BrowserRouter} onReady={onReady} />
  </StrictMode>
);

async function takeOver(page: HTMLElement, { countries, frames }: PageState) {
  learnCountryNames(countries);
  learnFrames(frames);
  await loadPage(location.pathname);
  const clicks = takeEarlyClicks();
  watchFirstAction(clicks.length > 0);
  startTransition(
    () =>
      void hydrateRoot(
        page,
        app(() => repeatClicks(clicks)),
      ),
  );
}

if (state) void takeOver(root, state);
else {
  takeEarlyClicks();
  watchFirstAction(false);
  createRoot(root).render(app());
}
