/** A key nobody else makes. `crypto.randomUUID` is missing on plain http, where people host too. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
