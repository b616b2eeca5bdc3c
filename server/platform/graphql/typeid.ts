/** Crockford's base 32, as TypeIDs have it. */
const ALPHABET = [...'0123456789abcdefghjkmnpqrstvwxyz'];

/** Two letters for each ten bits: half as many steps as a letter at a time. */
const PAIRS = ALPHABET.flatMap((first) => ALPHABET.map((second) => first + second));

const HYPHEN = '-'.charCodeAt(0);
const NIBBLES = new Uint8Array(128);
[...'0123456789abcdef'].forEach((digit, value) => (NIBBLES[digit.charCodeAt(0)] = value));

/**
 * A UUID, small and with hyphens, in the 26 letters of a TypeID (https://github.com/jetify-com/typeid, version 0.3). A page of
 * twenty stories has ninety ids: written by typeid-js they cost more than all else in it.
 */
export function typeIdSuffix(uuid: string): string {
  let text = '';
  // 130 bits are written for 128: the first two are 0.
  let bits = 0;
  let count = 2;
  for (let i = 0; i < uuid.length; i += 1) {
    const code = uuid.charCodeAt(i);
    if (code === HYPHEN) continue;
    bits = (bits << 4) | NIBBLES[code]!;
    count += 4;
    if (count < 10) continue;
    count -= 10;
    text += PAIRS[bits >> count]!;
    bits &= (1 << count) - 1;
  }
  return text;
}
