import { describe, expect, it } from '@jest/globals';
import { completeAddress } from './addresses.js';
import { applied, pastedLink } from './index.js';

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
