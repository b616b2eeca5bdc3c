/** What the hash of an address names. */
export function hashName(hash: string): string {
  const name = hash.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    // Then it is meant as it stands.
    return name;
  }
}
