/** localStorage where the browser allows it; a page that may not keep anything still works. */
export function readStored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Returns false where the browser refuses: its storage is full, or not allowed. */
export function writeStored(key: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    // Kept for as long as the page lives, by whoever asked.
    return false;
  }
}
