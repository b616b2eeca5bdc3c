import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ArgumentMetadata } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { nested, repeated, type Shape, shapes } from '../../test/support/adversarial.js';
import { ChangePasswordInput, LoginInput, RegisterInput } from '../modules/auth/auth.inputs.js';
import { AddCommentInput, DeleteCommentInput } from '../modules/comments/comment.type.js';
import { townNameOf } from '../modules/places/places.service.js';
import { PlaceInput } from '../modules/posts/place.type.js';
import { CreatePostInput } from '../modules/posts/post.type.js';
import { slugsFor } from '../modules/posts/slug.js';
import { tagNames, tagSlug } from '../modules/posts/tag-names.js';
import { passageOf } from '../modules/search/passage.js';
import { searchQueryOf } from '../modules/search/search-query.js';
import { SearchService } from '../modules/search/search.service.js';
import { markup } from '../modules/syndication/markup.js';
import { UpdateProfileInput } from '../modules/users/user.type.js';
import { usernameOf } from '../modules/users/users.service.js';
import { addressFinder, networkOf } from './auth/addresses.js';
import { passwordProblem } from './auth/password-rules.js';
import type { Config } from './config/index.js';
import { KeysetPage, sql } from './database/index.js';
import { InputPipe } from './errors/index.js';
import { DateTime } from './graphql/date-time.js';
import { fromGlobalId, newId, uuidOfEnding } from './graphql/ids.js';
import { isOurOrigin } from './http/origins.js';
import { LIMITS } from './limits.js';
import {
  absoluteHtmlElsewhere,
  decoded,
  derive,
  excerptOf,
  plainTextOf,
  readingTime,
  toSafeHtml,
} from './markdown/index.js';
import { errorForLog } from './observability/redact.js';

// No time is asserted by itself, for it is the machine's: a text twice as long may take 2.5 times as long, and a hostile text
// of the greatest size at most so many times as long as one that a person wrote.
const TIMES_TWICE = 2.5;
const TIMES_HONEST = 12;
const ATTEMPTS = 3;

const BODY = LIMITS.text.bodyCharacters;
/** What a request can bring in one string. */
const REQUEST = 300_000;

const PARAGRAPH = 'The road to the *island* is [the sea](https://example.org). You have `three` hours.\n\n';
const HONEST = repeated(
  `# A day\n\n${PARAGRAPH}- bread\n- water\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n> Go tomorrow.\n\n${PARAGRAPH}`,
);

/** Milliseconds of the processor's time, so that what else the machine does counts for little. */
async function timeOf(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await Promise.resolve(run()).catch(() => undefined);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

let honest: number;

beforeAll(async () => {
  const times = [];
  for (let i = 0; i < 7; i += 1) times.push(await timeOf(() => derive(HONEST.of(BODY))));
  honest = times.sort((a, b) => a - b)[3]!;
});

/** Why the work of a function is not bounded by the length of its input; undefined where it is. */
async function growth(run: (text: string) => unknown, shape: Shape, length: number): Promise<string | undefined> {
  const [half, whole] = [shape.of(length >> 1), shape.of(length)];
  const attempt = async () => {
    const guarded = (text: string) => () => run(text);
    const [once, twice] = [await timeOf(guarded(half)), await timeOf(guarded(whole))];
    if (twice > TIMES_HONEST * honest) return `${shape.name}: ${(twice / honest).toFixed(1)} times an honest text`;
    // What is as fast as an honest text is noise.
    if (twice > 3 * honest && twice > TIMES_TWICE * once)
      return `${shape.name}: twice the text takes ${(twice / once).toFixed(1)} times as long`;
    return undefined;
  };
  let problem: string | undefined;
  for (let i = 0; i < ATTEMPTS; i += 1) {
    problem = await attempt();
    if (problem === undefined) return undefined;
  }
  return problem;
}

const numbered = (piece: (n: number) => string, start = ''): Shape => ({
  name: `${start}${piece(1)}…`,
  of: (length) => {
    let text = start;
    for (let n = 0; text.length < length; n += 1) text += piece(n);
    return text.slice(0, length);
  },
});

const HOSTILE: Shape[] = [
  // Each block looks for the end of a table or of an underlined heading.
  ...['|a\n-|\n', '|\n- \n', '|*\n***\n', '|a|\n|-|\n', 'a\n:-\n', 'a|b\n-|-\n\t\n'].map((piece) => repeated(piece)),
  // Marks of lists on one line, and lines that continue an item.
  repeated('- ', '', 'a\nb\n'),
  repeated('1. ', '', 'a\nb\n'),
  repeated('- > ', '', 'a\nb\n'),
  repeated('\nb', '- a'),
  repeated('  a\n      b\n', '- '),
  repeated('\na', '- - - - - a'),
  repeated('> - a\nb\n'),
  repeated('> a\n>> b\n'),
  // Dots that may part the cells of a row.
  ...['·', '.', ' .', '…'].map((piece) => repeated(piece, 'a\nb')),
  // Tags and brackets that are looked for within a line.
  ...['<!--a>', '*<?a>', '*<![CDATA[a>', '\\[', '[\\[', '[a](', '[a](b "', '[a]: b "\n'].map((piece) =>
    repeated(piece),
  ),
  repeated('[a](', '', ')'),
  repeated('[[a](b)', '*'),
  // Emphasis that never ends.
  ...['\u0316_', '\u0316___', '*a **b ', 'a**_', '~a ', '_', '*'].map((piece) => repeated(piece, '', 'a*')),
  nested('*a **b ', 'c** d*'),
  nested('[', '](a)'),
  nested('> ', '\n'),
  // Words and addresses.
  ...['a_', 'www.', 'http://((', 'a@a.', '&#x', '`a ``b ', '\\\n', ' \t'].map((piece) => repeated(piece)),
  ...['http://a.b/', 'https://あ', 'www.a.b ', '://', 'กa', '字a'].map((piece) => repeated(piece)),
  // Footnotes: labels that never end, references, definitions within each other.
  ...['[^', '[^a]', '[^a]: [^b] '].map((piece) => repeated(piece, '[^a]: b\n\n')),
  repeated('[^a]: b\n\n'),
  numbered((n) => `[^${n}]\n\n[^${n}]: b\n\n`),
  numbered((n) => `[^${n}]: b [^${n + 1}]\n\n`, '[^0]\n\n'),
  // Headings of one name, and of the names that the others get.
  numbered((n) => `# a-${n}\n# a\n`),
  repeated('[a](#a)', '# a\n\n'),
  repeated(Array.from({ length: 20_000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(''), '[a](http://', '.org)'),
];

describe('Markdown', () => {
  test('what is known to be hostile takes a time that grows with its length', async () => {
    for (const shape of HOSTILE) expect(await growth(derive, shape, BODY)).toBeUndefined();
  });

  test('so does what a generator makes', async () => {
    for (const shape of shapes(40, 14)) expect(await growth(derive, shape, BODY)).toBeUndefined();
  });

  const LARGE: Shape[] = [
    ...shapes(10, 41),
    ...['"', '&', '<', "'", '字', '👩', '\n\n"', '*"*', '![](https://a.org)', '[a](/b)', '- &\n', '`"`', '  \n"'].map(
      (piece) => repeated(piece),
    ),
    repeated('![a]', '[a]: https://a.org\n\n'),
    repeated('|\n', `${'|a'.repeat(40)}\n${'|-'.repeat(40)}\n`),
  ];

  test.each([
    ['story', LIMITS.text.bodyCharacters, LIMITS.text.bodyHtmlBytes],
    ['comment', LIMITS.text.commentCharacters, LIMITS.text.commentHtmlBytes],
  ])('the HTML of a %s is bounded', (_, characters, bytes) => {
    for (const shape of LARGE) {
      // A character may be two units.
      const text = [...shape.of(2 * characters)].slice(0, characters).join('');
      expect([shape.name, Buffer.byteLength(toSafeHtml(text, { maxBytes: bytes })) <= bytes]).toEqual([
        shape.name,
        true,
      ]);
      expect(excerptOf(text).length).toBeLessThanOrEqual(500);
    }
  });
});

const MARKS = repeated('\u0316\u0301', 'a');
const STRINGS: Shape[] = [
  MARKS,
  ...[
    'a',
    ' ',
    '\n',
    'e\u0301',
    '\u1112\u1161\u11ab',
    '👩',
    '.',
    '-',
    '%',
    'A',
    '0',
    '[',
    '&',
    '&a',
    '_',
    ',',
    ';',
    '@',
    'a@',
    '\u0000',
    '\ud800',
    'ก',
    '<a',
    '\\"',
    ' cannot represent ',
  ].map((piece) => repeated(piece)),
  repeated(' ', 'a', 'a'),
  repeated(' ', '#', 'a'),
  repeated(' #'),
  ...shapes(5, 7),
];

const pipe = new InputPipe();
const input =
  (metatype: ArgumentMetadata['metatype'], ...fields: string[]) =>
  (text: string) =>
    pipe.transform(Object.fromEntries(fields.map((field) => [field, text])), { type: 'body', metatype, data: 'input' });

const order = {
  name: 'test',
  keys: [{ column: sql`t.id`, type: 'text', direction: 'ASC' }],
  valuesOf: (row: { id: string }) => [row.id],
} as const;

const request = (headers: IncomingMessage['headers']): IncomingMessage => ({ headers }) as IncomingMessage;
const findAddress = addressFinder(['127.0.0.0/8']);
const config = { appOrigin: 'https://wander.example.com' } as Config;

/** Each with the greatest length that reaches it. */
const FUNCTIONS: Record<string, [number, (text: string) => unknown]> = {
  'input of a sign-up': [REQUEST, input(RegisterInput, 'username', 'email', 'password', 'name')],
  'input of a sign-in': [REQUEST, input(LoginInput, 'email', 'password')],
  'input of a new password': [REQUEST, input(ChangePasswordInput, 'currentPassword', 'newPassword')],
  'input of a profile': [REQUEST, input(UpdateProfileInput, 'name', 'bio')],
  'input of a story': [REQUEST, input(CreatePostInput, 'title', 'body', 'idempotencyKey')],
  'input of a place': [REQUEST, input(PlaceInput, 'name', 'countryCode')],
  'input of a comment': [REQUEST, input(AddCommentInput, 'body', 'idempotencyKey')],
  'reason of a moderator': [REQUEST, input(DeleteCommentInput, 'reason')],
  townNameOf: [REQUEST, townNameOf],
  search: [
    REQUEST,
    (text) => new SearchService(undefined as never, { appOrigin: '' } as never).search(text, null, {}, false),
  ],
  searchQueryOf: [LIMITS.text.searchCharacters, searchQueryOf],
  tagNames: [REQUEST, (text) => tagNames([text])],
  tagSlug: [REQUEST, tagSlug],
  usernameOf: [REQUEST, usernameOf],
  slugsFor: [LIMITS.text.titleCharacters, (text) => slugsFor(text, newId())],
  passwordProblem: [LIMITS.text.passwordCharacters, (text) => passwordProblem(text)],
  fromGlobalId: [REQUEST, fromGlobalId],
  uuidOfEnding: [REQUEST, uuidOfEnding],
  cursor: [REQUEST, (text) => new KeysetPage({ after: text }, order)],
  DateTime: [REQUEST, (text) => DateTime.parseValue(text)],
  addressFinder: [LIMITS.request.headerBytes, (text) => findAddress('127.0.0.1', text)],
  networkOf: [LIMITS.request.headerBytes, networkOf],
  isOurOrigin: [
    LIMITS.request.headerBytes,
    (text) => isOurOrigin(request({ origin: `https://${text}`, host: text }), config),
  ],
  decoded: [LIMITS.text.bodyHtmlBytes, decoded],
  absoluteHtmlElsewhere: [LIMITS.text.bodyHtmlBytes, (text) => absoluteHtmlElsewhere(text, 'https://a.org/b')],
  plainTextOf: [LIMITS.text.bodyHtmlBytes, plainTextOf],
  'plainTextOf code': [LIMITS.text.bodyHtmlBytes, (text) => plainTextOf(`<pre>${text}</pre>`)],
  readingTime: [BODY, readingTime],
  errorForLog: [REQUEST, (text) => errorForLog(new SyntaxError(text))],
  markup: [LIMITS.text.bodyHtmlBytes, (text) => markup`${text}`.toString()],
};

const STARTS_OF_LINKS: Shape[] = ['<a href="/', '<a href="#', '<a href="/"><a href="#">'].map((piece) =>
  repeated(piece),
);

test.each(Object.entries(FUNCTIONS))('%s takes a time that grows with the length', async (name, [length, run]) => {
  const texts = name === 'absoluteHtmlElsewhere' ? [...STRINGS, ...STARTS_OF_LINKS] : STRINGS;
  for (const shape of texts) expect(await growth(async (text) => run(text), shape, length)).toBeUndefined();
});

test('a letter that is searched for ten times takes no longer than once', async () => {
  const text = 'ก'.repeat(8_000);
  const search = (times: number) =>
    timeOf(() =>
      passageOf(
        text,
        [],
        Array.from({ length: times }, () => 'ก'),
      ),
    );
  const growths: number[] = [];
  for (let i = 0; i < 5; i += 1) growths.push((await search(10)) / (await search(1)));
  expect(Math.min(...growths)).toBeLessThan(4);
});
