import { expect, test } from '@jest/globals';
import { codePoints, isBlank, mayFit, normaliseText, textProblem } from './text.js';

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
  expect(textProblem(endless, title)).toBe('The title has more than 100 accents on one letter.');
});

test.each(['', ' \u00a0\u2003', '\u200b', '\u2060\u00ad\ufeff', '\u3164'])(
  '%j is empty, for nobody sees it',
  (text) => {
    expect(isBlank(text)).toBe(true);
    expect(textProblem(text, title)).toBe('The title is empty.');
  },
);

test.each(['a\nb', 'a\tb', 'a\u2028b', 'a\u2029b'])('%j stands on more than one line', (text) => {
  expect(textProblem(text, title)).toBe('The title must stand on one line.');
  expect(textProblem(text, { ...title, multiline: true })).toBeUndefined();
});

test('a text is measured before it is normalised: what fits once it is composed may be typed in pieces', () => {
  for (const character of ['e\u0302\u0301', '\u1112\u1161\u11ab', '👩'])
    expect(textProblem(normaliseText(character.repeat(200)), title)).toBeUndefined();
  expect(mayFit('e\u0302\u0301'.repeat(200), title.max)).toBe(true);
  expect(mayFit('a'.repeat(4 * title.max + 1), title.max)).toBe(false);
  expect(textProblem('a\u0316\u0301'.repeat(10_000), title)).toBe('The title is too long: 200 characters fit.');
});
