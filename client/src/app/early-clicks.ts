declare global {
  interface Window {
    /** Buttons that were pressed before the scripts came, in their order; index.html fills it while it is there. */
    __EARLY_CLICKS__?: HTMLElement[];
  }
}

/** Ends the collecting: from now on React listens. */
export function takeEarlyClicks(): readonly HTMLElement[] {
  const clicks = window.__EARLY_CLICKS__ ?? [];
  delete window.__EARLY_CLICKS__;
  return clicks;
}

/** Does what was asked for. */
export function repeatClicks(clicks: readonly HTMLElement[]): void {
  for (const button of clicks) if (button.isConnected) button.click();
}
