const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The UUID behind the 26 letters of a global id. */
export function uuidOf(letters: string): string {
  const number = [...letters].reduce((sum, letter) => sum * 32n + BigInt(ALPHABET.indexOf(letter)), 0n);
  const hex = number.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
