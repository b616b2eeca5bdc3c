import './lib/translated-page.js';
import { StrictMode, startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from './lib/router.js';
import { App } from './app/App.js';
import { repeatEarlyInput, takeEarlyClicks } from './app/early-input.js';
import { loadPage } from './app/Pages.js';
import { learnCountryNames } from './features/places/place.js';
import { learnFrames } from './features/places/stamp-frame.js';
import { connect } from './features/session/connect.js';
import { type PageState, readPageState } from './graphql/page-state.js';
import { watchFirstAction } from './lib/first-action.js';
import { firstPage } from './lib/first-page.js';
import { endTakeOver } from './lib/hydration.js';
import { loadPatiently } from './lib/lazy-part.js';

// Nobody pastes before something has the focus.
const cleanPastes = () => import('./lib/clean-pastes.js').catch(() => undefined);
addEventListener('focusin', () => void cleanPastes(), { once: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root');

const state = readPageState();
const { client, session } = connect(state?.cache);

const app = (
  <StrictMode>
    <App client={client} session={session} Router={BrowserRouter} />
  </StrictMode>
);

/**
 * Lets React listen, and what was pressed before is done as soon as it does: in a task of its own, for React takes over no
 * part of a page that is pressed while it draws another.
 */
function begin(draw: () => unknown) {
  watchFirstAction(takeEarlyClicks());
  draw();
  void firstPage.then(endTakeOver).then(() => setTimeout(repeatEarlyInput));
}

async function takeOver(page: HTMLElement, { countries, frames }: PageState) {
  learnCountryNames(countries);
  learnFrames(frames);
  await loadPatiently(() => loadPage(location.pathname));
  begin(() => startTransition(() => void hydrateRoot(page, app)));
}

if (state) void takeOver(root, state);
else {
  endTakeOver();
  begin(() => createRoot(root).render(app));
}
