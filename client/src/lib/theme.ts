import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './storage.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

// The same key is read by public/config.js before the first paint.
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

/** Light, dark, system, and round again. Gives the new one. */
export function nextTheme(): Theme {
  const order: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
  const theme = order[currentTheme()];
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

export const useTheme = (): Theme => useSyncExternalStore(subscribe, currentTheme);
