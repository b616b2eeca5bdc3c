import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Page } from '../ui/Page.js';

interface State {
  error?: unknown;
}

/** A page that broke, or whose code could not be loaded, leaves the rest standing and says what to do. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo) {
    console.error(error, componentStack);
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <Page title="Couldn’t load this page">
        <section className="empty" role="alert">
          <h1 className="head2">Couldn’t load this page</h1>
          <p>Something went wrong, or the network is gone. Nothing you wrote is lost.</p>
          <div className="row">
            <button className="btn" type="button" onClick={() => location.reload()}>
              Load it again
            </button>
            <a className="btn bare" href="/">
              Back to the stories
            </a>
          </div>
        </section>
      </Page>
    );
  }
}
