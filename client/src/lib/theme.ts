import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './storage.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

// The same key is read by index.html before the first paint.
const key = 'wander-theme';
const listeners = new Set<() => void>();

function currentTheme(): Theme {
  const stored = readStored(key);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function apply() {
  const theme = currentTheme();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  listeners.forEach((listener) => listener());
}

export function setTheme(theme: Theme) {
  writeStored(key, theme === 'system' ? undefined : theme);
  apply();
}

/** The other one of light and dark first, then the one that the system has, then the system's. Gives the new one. */
export function nextTheme(): Theme {
  const ofSystem = globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const other = ofSystem === 'dark' ? 'light' : 'dark';
  const theme = currentTheme() === 'system' ? other : currentTheme() === other ? ofSystem : 'system';
  setTheme(theme);
  return theme;
}

function subscribe(listener: () => void) {
  const onStorage = (event: StorageEvent) => {
    if (event.key === key) apply();
  };
  listeners.add(listener);
  addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', onStorage);
  };
}

/** The system's until the page is hydrated: the server does not know. */
const serverTheme = (): Theme => 'system';

export const useTheme = (): Theme => useSyncExternalStore(subscribe, currentTheme, serverTheme);
