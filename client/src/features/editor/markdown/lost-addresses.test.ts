import { describe, expect, it } from '@jest/globals';
import { lostAddresses } from './lost-addresses.js';

describe('what readers will not get', () => {
  it.each([
    ['[a]()', 'It has no address.'],
    ['[a](https://)', 'Its address isn’t complete.'],
    ['![a](https://)', 'Its address isn’t complete.'],
    ['![a]()', 'It has no address.'],
    ['![a](http://e.com/a.jpg)', 'Its address starts with http://. Pictures need one that starts with https://.'],
    ['![a](/a.jpg)', 'Pictures need a whole address that starts with https://.'],
    ['![a](data:image/png;base64,AAAA)', 'Its address starts with data:, which Wander doesn’t open.'],
    ['[a](ftp://e.com/a)', 'Its address starts with ftp:, which Wander doesn’t open.'],
    ['[a](javascript:alert)', 'Its address starts with javascript:, which Wander doesn’t open.'],
    ['<ftp://e.com/a>', 'Its address starts with ftp:, which Wander doesn’t open.'],
    ['[a](example.museum/x)', 'Its address needs https:// in front.'],
    ['[a](//example.org/x)', 'Its address needs https:// in front.'],
    ['[a](my-page)', 'Its address isn’t complete: it starts with https:// or with /.'],
    ['[a](https://exa mple.org/x)', 'Its address has a space in it.'],
    ['![a](https://e.com/my boat.jpg)', 'Its address has a space in it.'],
    ['[a] (https://e.com)', 'There is a space before its address.'],
    ['![a] (https://e.com/a.jpg)', 'There is a space before its address.'],
    ['(a b)[https://e.com/a_(b)]', 'Its words belong in [ ], and its address behind them in ( ).'],
    ['[](https://e.com)', 'It has no words to press.'],
  ])('%s', (raw, reason) => {
    const before = 'See [this](https://e.com) and\n\n- that ';
    const found = lostAddresses(`${before}${raw} there.`);
    expect(found.map((lost) => lost.reason)).toEqual([reason]);
    expect(found[0]).toMatchObject({ raw, at: before.length, kind: raw.startsWith('!') ? 'picture' : 'link' });
  });

  it('says nothing of what they get', () => {
    const kept =
      '[a](https://e.com) [b](/tags/x) [c](#part) <https://e.com> www.e.com ![](https://e.com/a.png) `[d]()` [e] (f g) (see [h])';
    expect(lostAddresses(kept)).toEqual([]);
  });

  it('finds each in tables, quotes, lists, headings and by reference', () => {
    const text = '| [a]() |\n|---|\n| [b]() |\n\n> [c]()\n\n1. [d]()\n\n# [e]()\n\n[f][g]\n\n[g]: ftp://x.y';
    expect(lostAddresses(text).map((lost) => lost.raw)).toEqual([
      '[a]()',
      '[b]()',
      '[c]()',
      '[d]()',
      '[e]()',
      '[f][g]',
    ]);
  });
});
