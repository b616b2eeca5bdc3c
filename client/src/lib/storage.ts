/** What localStorage refused to keep: it lives as long as the page. */
const unkept = new Map<string, string>();

/** Whether the browser lets this page keep anything. */
export function isStorageAllowed(): boolean {
  try {
    localStorage.getItem('');
    return true;
  } catch {
    return false;
  }
}

/** localStorage where the browser allows it; a page that may not keep anything still works. */
export function readStored(key: string): string | undefined {
  const value = unkept.get(key);
  if (value !== undefined) return value;
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The keys that begin with a prefix. */
export function storedKeys(prefix: string): string[] {
  let keys: string[] = [];
  try {
    keys = Object.keys(localStorage);
  } catch {
    // Nothing is kept beyond this page.
  }
  return [...new Set([...keys, ...unkept.keys()])].filter((key) => key.startsWith(prefix));
}

/** Returns false where the browser refuses: its storage is full, or not allowed. */
export function writeStored(key: string, value: string | undefined): boolean {
  unkept.delete(key);
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    if (value !== undefined) unkept.set(key, value);
    return false;
  }
}
