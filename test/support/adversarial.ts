/** Special pieces of Markdown, HTML, addresses and Unicode. */
const PIECES = [
  ...['\n', '\n\n', '\n \n', '\n\t\n', ' ', '  \n', '\t', '    ', '\\', '\\\n', '\r\n'],
  ...['|', '|-', '-|', ':-:', '|a', '\\|', '---', '===', '***', '___', '- ', '* ', '+ ', '1. ', '1) ', '123456789. '],
  ...[
    '> ',
    '>',
    '# ',
    '#',
    '```',
    '~~~',
    '`',
    '``',
    '*',
    '**',
    '_',
    '__',
    '~',
    '~~',
    '!',
    '[',
    ']',
    '![',
    '](',
    '][',
    ']: ',
  ],
  ...[
    '(',
    ')',
    '<',
    '>',
    '</',
    '<!--',
    '-->',
    '<?',
    '<![CDATA[',
    '<a b="',
    "<a b='",
    '<div>',
    '<pre>',
    '"',
    "'",
    '=',
    '/>',
  ],
  ...[
    '[a]',
    '[a]: b',
    '[a](b)',
    '[ ]',
    '[x] ',
    '&',
    '&#',
    '&#x',
    '&amp;',
    ';',
    'http://',
    'www.',
    'mailto:',
    '@',
    'a@a',
    '.',
  ],
  ...[
    'a',
    'b',
    '0',
    'é',
    'e\u0301',
    '\u0316\u0301',
    '\u0316',
    '字',
    '👩',
    '\u200d',
    '\u00a0',
    '\u200b',
    '%',
    '?',
    ':',
    ',',
    ';',
  ],
];

/** Pairs that open and close. */
const PAIRS: readonly [string, string][] = [
  ['[', ']'],
  ['(', ')'],
  ['[', '](a)'],
  ['![', '](https://a.org)'],
  ['*', '*'],
  ['**', '**'],
  ['_a ', ' b_'],
  ['~~', '~~'],
  ['`', '`'],
  ['<a ', '>'],
  ['"', '"'],
  ['*a **b ', 'c** d*'],
];

/** A sequence of numbers from 0 to 1 that is the same for each seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A text that can be made of any length. */
export interface Shape {
  name: string;
  of: (length: number) => string;
}

const fill = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(Math.max(0, length) / piece.length)).slice(0, Math.max(0, length));

/** One piece again and again, after a beginning and before an end. */
export const repeated = (piece: string, start = '', end = ''): Shape => ({
  name: `${JSON.stringify(start)} ${JSON.stringify(piece)}… ${JSON.stringify(end)}`,
  of: (length) => start + fill(piece, length - start.length - end.length) + end,
});

export const nested = (open: string, close: string): Shape => ({
  name: JSON.stringify(`${open}…${close}`),
  of: (length) => {
    const depth = Math.floor(length / (open.length + close.length));
    return open.repeat(depth) + close.repeat(depth);
  },
});

/** One half of the one, then one half of the other. */
const halves = (first: Shape, second: Shape): Shape => ({
  name: `${first.name} then ${second.name}`,
  of: (length) => first.of(length >> 1) + second.of(length >> 1),
});

/** Texts made to be dear: repeats of 1 to 4 pieces with other beginnings and ends, nested pairs, and two of these. */
export function shapes(count: number, seed: number): Shape[] {
  const random = randomNumbers(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const some = (most: number) => Array.from({ length: 1 + Math.floor(random() * most) }, () => one(PIECES)).join('');
  const repeat = () => repeated(some(4), random() < 0.3 ? some(2) : '', random() < 0.4 ? some(2) : '');
  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.1) return nested(...one(PAIRS));
    if (kind < 0.2) return nested(some(2), some(2));
    return kind < 0.3 ? halves(repeat(), repeat()) : repeat();
  });
}
