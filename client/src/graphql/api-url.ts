declare global {
  interface Window {
    /** What /config.js says about this deployment. */
    __WANDER__?: { apiUrl?: string };
  }
}

export const apiUrl = (): string => window.__WANDER__?.apiUrl ?? '/graphql';
