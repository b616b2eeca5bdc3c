import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lostAddresses } from '../../client/src/features/editor/markdown/lost-addresses.js';
import { toSafeHtml } from '../../server/platform/markdown/index.js';

const address = fc.constantFrom(
  ...['https://e.com', 'http://e.com/a', 'ftp://e.com', '', '/x', '#x', 'mailto:a@b.c', 'https://', 'e.com', '//e.com'],
  ...[
    'data:x',
    'javascript:x',
    'https://e.com/a(b)',
    'https://e.com/\\\\x',
    'tel:123',
    'geo:1,2',
    'https://[::1]/',
    'x:y',
  ],
);
const linkOrPicture = fc.tuple(fc.constantFrom('', '!'), address).map(([mark, href]) => `${mark}[a](${href})`);

describe('what the editor says of links and pictures', () => {
  it('is what becomes of them: all that it does not name are on the page', () => {
    fc.assert(
      fc.property(fc.array(linkOrPicture, { minLength: 1, maxLength: 6 }), (all) => {
        const markdown = all.join('\n\n');
        const shown = toSafeHtml(markdown).match(/<a [^>]*href="|data-src="|<img /g) ?? [];
        expect(shown).toHaveLength(all.length - lostAddresses(markdown).length);
      }),
      { numRuns: 300 },
    );
  });
});
