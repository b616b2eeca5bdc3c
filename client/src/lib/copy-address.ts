/** Puts an address into the clipboard. Resolves to what to say about it; without a clipboard (plain http) it is the address. */
export async function copyAddress(url: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(url);
    return 'Link copied.';
  } catch {
    return `Copy it from here: ${url}`;
  }
}
