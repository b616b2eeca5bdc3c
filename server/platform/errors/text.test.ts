import { expect, test } from '@jest/globals';
import { isBlank } from '../input/characters.js';
import { codePoints, mayFit, normaliseText, textProblem } from './text.js';

const title = { name: 'The title', min: 1, max: 200 };

test('a text has one form: NFC, and one character for the end of a line', () => {
  expect(normaliseText('e\u0301\r\na\rb\n')).toBe('é\na\nb\n');
  expect(codePoints('👣é')).toBe(2);
});

test('a hundred accents on a letter are sorted and counted; more are refused, and never sorted', () => {
  const letter = (marks: number) => 'a' + '\u0316\u0301'.repeat(marks / 2);
  expect(normaliseText(letter(100))).toBe('á' + '\u0316'.repeat(50) + '\u0301'.repeat(49));
  expect(textProblem(letter(100), title)).toBeUndefined();
  const endless = letter(400);
  expect(normaliseText(endless)).toBe(endless);
  expect(textProblem(endless, title)).toBe('The title has more than 100 accents on one letter: character 2.');
});

test.each(['', ' \u00a0\u2003', '\u200b', '\u2060\u00ad\ufeff', '\u3164'])(
  '%j is empty, for nobody sees it',
  (text) => {
    expect(isBlank(text)).toBe(true);
    expect(textProblem(text, title)).toBe('The title is empty.');
  },
);

test.each(['\n', '\r\n', '\r', '\u000b', '\f', '\u0085', '\u2028', '\u2029'])(
  '%j ends a line, and is a space where there is one line',
  (end) => {
    expect(normaliseText(`a${end}b`)).toBe('a\nb');
    expect(normaliseText(`a${end}b`, 'line')).toBe('a b');
  },
);

test.each([
  ['a\tb', 'a\tb', 'a b', 'a b'],
  ['co\u001eop', 'co-op', 'co-op', 'co-op'],
  ['\ufeffa\ufeff', 'a\ufeff', 'a\ufeff', 'a'],
  ['a\u0000\u0007\u001f\u007f\u0092b', 'ab', 'ab', 'ab'],
  ['mün\u00adchen', 'mün\u00adchen', 'mün\u00adchen', 'münchen'],
  ['An\u200bna\u2060 \u200e\u202eB', 'An\u200bna\u2060 \u200e\u202eB', 'An\u200bna\u2060 \u200e\u202eB', 'Anna B'],
  ['Anna\u200d\u200c', 'Anna\u200d\u200c', 'Anna\u200d\u200c', 'Anna'],
  ['A\ufe0f\u{e0041}\u{e007f}', 'A\ufe0f\u{e0041}\u{e007f}', 'A\ufe0f\u{e0041}\u{e007f}', 'A'],
  ['e\u200b\u0301', 'e\u200b\u0301', 'e\u200b\u0301', 'é'],
])('%j is %j on several lines, %j on one, and the name %j', (typed, lines, line, name) => {
  expect([normaliseText(typed), normaliseText(typed, 'line'), normaliseText(typed, 'name')]).toEqual([
    lines,
    line,
    name,
  ]);
});

test.each([
  'می\u200cخواهم',
  'क्\u200dष',
  'അവന്\u200d',
  'শ্রী\u200cমতী',
  '👨\u200d👩\u200d👧\u200d👦',
  '👁\ufe0f\u200d🗨\ufe0f',
  '🏳\ufe0f\u200d🌈',
  '👩🏽\u200d🚀',
  '⛰\ufe0f',
  '1\ufe0f\u20e3',
  '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
  '葛\u{e0100}',
  'ᠠ\u180b',
])('%j keeps what belongs to its letters', (name) => {
  expect(normaliseText(name, 'name')).toBe(name);
});

test('what still does not fit is told with its place', () => {
  const story = { name: 'The story', max: 200, form: 'lines' } as const;
  expect(textProblem(normaliseText('One\r\n👣 \ud800'), story)).toBe(
    'The story has half a character in it (a lone surrogate): line 2, character 3.',
  );
  expect(textProblem('a\u0000', { name: 'The password', max: 100, form: 'secret' })).toBe(
    'The password has a control character in it: character 2.',
  );
});

test('a text is measured before it is normalised: what fits once it is composed may be typed in pieces', () => {
  for (const character of ['e\u0302\u0301', '\u1112\u1161\u11ab', '👩'])
    expect(textProblem(normaliseText(character.repeat(200)), title)).toBeUndefined();
  expect(mayFit('e\u0302\u0301'.repeat(200), title.max)).toBe(true);
  expect(mayFit('a'.repeat(4 * title.max + 1), title.max)).toBe(false);
  expect(textProblem('a\u0316\u0301'.repeat(10_000), title)).toBe('The title is too long: 200 characters fit.');
});
