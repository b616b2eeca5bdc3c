/** Global ids as the API gives them: a type and a UUID in Crockford's base 32. */

const ALPHABET = [...'0123456789abcdefghjkmnpqrstvwxyz'];

/** Two letters for each ten bits: half as many steps as a letter at a time. */
const PAIRS = ALPHABET.flatMap((first) => ALPHABET.map((second) => first + second));

/** The value of each hexadecimal digit, by its character code. */
const nibbles = new Uint8Array(128);
[...'0123456789abcdef'].forEach((digit, value) => (nibbles[digit.charCodeAt(0)] = value));

/** `0190…` in 26 letters. The 130 bits begin with two that are 0. */
export function ending(uuid) {
  let text = '';
  let bits = 0;
  let count = 2;
  for (let i = 0; i < 36; i++) {
    const code = uuid.charCodeAt(i);
    if (code === 45) continue;
    bits = (bits << 4) | nibbles[code];
    count += 4;
    if (count >= 10) {
      count -= 10;
      text += PAIRS[bits >> count];
      bits &= (1 << count) - 1;
    }
  }
  return text;
}

export const globalId = (type, uuid) => `${type}_${ending(uuid)}`;
