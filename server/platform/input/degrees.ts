export type Axis = 'latitude' | 'longitude';

const ends = { latitude: 90, longitude: 180 } as const;
const letters: Record<Axis, RegExp> = { latitude: /[NS]/, longitude: /[EW]/ };

/** Longer than any coordinate, and than any address of a map. */
const MOST_CHARACTERS = { coordinate: 40, address: 2_000 };

const number = String.raw`(\d+(?:\.\d*)?|\.\d+)`;
/** Degrees, perhaps with minutes and seconds; what side of zero they are on is a sign or a letter. */
const DEGREES = new RegExp(
  String.raw`^([NSEW])?([+-]?)${number}(?:°|DEG)?(?:${number}['′](?:${number}(?:"|″|''|′′))?)?([NSEW])?$`,
);

const isDigit = (code: number) => /\p{Nd}/u.test(String.fromCodePoint(code));

/** The digits of any script as 0 to 9. */
const withPlainDigits = (text: string) =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    let zero = code;
    while (isDigit(zero - 1)) zero--;
    return String(code - zero);
  });

/**
 * What people write for one coordinate: `53.92`, `53,92`, `−4.2`, `٥٣٫٩`, `53° 55′ 12″ N`, `4.2 W`. Undefined for what is none,
 * or none on earth.
 */
export function parseDegrees(text: string, axis: Axis): number | undefined {
  if (text.length > MOST_CHARACTERS.coordinate) return undefined;
  const plain = withPlainDigits(text.replaceAll('º', '°').normalize('NFKC'))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[,\u066b]/g, '.')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    // Two numbers are not one.
    .replace(/(?<=\d)\s+(?=[\d.])/g, '_')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
  const [, before, sign, degrees, minutes = 0, seconds = 0, after] = DEGREES.exec(plain) ?? [];
  if (degrees === undefined || (before && after)) return undefined;
  const side = before ?? after;
  if (side && (sign === '-' || !letters[axis].test(side))) return undefined;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
  const size = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3_600;
  if (size > ends[axis]) return undefined;
  return sign === '-' || side === 'S' || side === 'W' ? -size : size;
}

const ADDRESS = /^(?:geo:|https?:\/\/)/i;
const ONE = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
/** In addresses of maps: the place that is marked, before the middle of what is seen. */
const IN_ADDRESS = [
  `!3d${ONE}!4d${ONE}`,
  `[?&]mlat=${ONE}&mlon=${ONE}`,
  `^geo:${ONE},${ONE}`,
  String.raw`(?<![\w.])(-?\d{1,3}\.\d+)[,/](-?\d{1,3}\.\d+)`,
].map((pattern) => new RegExp(pattern, 'i'));

/** Where an address of a map leads: `geo:53.92,8.5`, `https://maps.example.org/@53.92,8.5,17z`, `…#map=15/53.92/8.5`. */
function inAddress(text: string): string {
  const address = text.replaceAll(/%2c/gi, ',');
  for (const pattern of IN_ADDRESS) {
    const [, latitude, longitude] = pattern.exec(address) ?? [];
    if (latitude !== undefined && longitude !== undefined) return `${latitude},${longitude}`;
  }
  return '';
}

/** Both coordinates in one text, as maps give them: `53.92, 8.5`, `(53.92, 8.5)`. Undefined for one alone. */
export function parseCoordinates(typed: string): [latitude: number, longitude: number] | undefined {
  if (typed.length > MOST_CHARACTERS.address) return undefined;
  const plain = typed.trim().replace(/^[([]|[)\]]$/g, '');
  const text = ADDRESS.test(plain) ? inAddress(plain) : plain;
  if (text.length > 2 * MOST_CHARACTERS.coordinate) return undefined;
  for (const { index } of text.matchAll(/[,;،，；、\s]/g)) {
    const latitude = parseDegrees(text.slice(0, index), 'latitude');
    const longitude = parseDegrees(text.slice(index + 1), 'longitude');
    if (latitude !== undefined && longitude !== undefined) return [latitude, longitude];
  }
  return undefined;
}
