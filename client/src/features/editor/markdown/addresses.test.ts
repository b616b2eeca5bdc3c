import { describe, expect, it, test } from '@jest/globals';
import { completeAddress, linkProblem, pictureProblem } from './addresses.js';
import { applied } from './index.js';
import { pastedLink } from './links.js';

describe('an address that was copied', () => {
  it.each(['https://example.org/x\u200b', '\u2060https://example.org/x\n', '\ufeffexample.org/x\u00ad'])(
    '%j loses what nobody sees',
    (typed) => expect(completeAddress(typed)).toBe('https://example.org/x'),
  );

  it('keeps what belongs to its letters', () => {
    expect(completeAddress('https://example.org/می\u200cخواهم')).toBe('https://example.org/می\u200cخواهم');
  });

  it('and is pasted over words leads to where it led', () => {
    expect(applied('a map', pastedLink('a map', 2, 5, 'https://example.org/x\u200b')!)).toBe(
      'a [map](https://example.org/x)',
    );
  });
});

test.each([
  ['<https://example.org/x>', 'https://example.org/x'],
  ['example.org.', 'https://example.org'],
  ['https://example.org/a_(b)', 'https://example.org/a_(b)'],
  ['https://example.org/x,', 'https://example.org/x'],
  ['@anna', '/@anna'],
  ['+49 (30) 123-456', 'tel:+4930123456'],
  ['#day-two', '#day-two'],
  ['anna@example.org', 'mailto:anna@example.org'],
  ['ｅｘａｍｐｌｅ．ｏｒｇ／ｘ', 'https://example.org/x'],
  ['https://http://example.org/x', 'http://example.org/x'],
])('%s, typed as an address, is %s', (typed, address) => {
  expect(completeAddress(typed)).toBe(address);
  expect(linkProblem(completeAddress(typed))).toBeUndefined();
});

test('an address with a password in it is no link, and its writer is told why', () => {
  const told = 'Its address has a username or a password in it.';
  expect(linkProblem('https://anna:password@example.org/')).toBe(told);
  expect(pictureProblem('https://anna@example.org/p.png')).toBe(told);
  expect(linkProblem('https://example.org/@anna')).toBeUndefined();
});
