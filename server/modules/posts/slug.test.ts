import { expect, test } from '@jest/globals';
import { slugIn, slugsFor } from './slug.js';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const ENDING = '01h455vb4pex5vsknk084sn02q';

test.each([
  ['A Walk to the Sea', 'a-walk-to-the-sea'],
  ['Über die Brücke', 'ueber-die-bruecke'],
  ['Тихая гавань', 'tikhaya-gavan'],
  ['  --What?!  ', 'what'],
  ['iPhone & McDonald on YouTube', 'iphone-and-mcdonald-on-youtube'],
])('%j is %s', (title, slug) => {
  expect(slugsFor(title, ID)[0]).toBe(slug);
});

test('the next ones end in the id', () => {
  expect(slugsFor('A walk', ID)).toEqual(['a-walk', `a-walk-${ENDING.slice(-6)}`, ENDING]);
});

test('when nothing is left of the title it is the id', () => {
  expect(slugsFor('…', ID)).toEqual([ENDING, `story-${ENDING}`]);
});

test.each(['word '.repeat(40), 'x'.repeat(200), `${'x'.repeat(79)} yz`, 'ЩЩ '.repeat(60)])(
  '%j has slugs of ASCII, 80 characters at most',
  (title) => {
    for (const slug of slugsFor(title, ID)) {
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slug.length).toBeLessThanOrEqual(80);
    }
  },
);

test('a long title is cut between words', () => {
  expect(slugsFor(`${'word '.repeat(15)}longer`, ID)[0]).toBe(`${'word-'.repeat(14)}word`);
  expect(slugsFor(`${'word '.repeat(15)}right`, ID)[0]).toBe(`${'word-'.repeat(15)}right`);
});

test.each(['a-walk', 'A-Walk', ' a-walk ', 'a-walk.', 'a-walk)', 'a-walk/', 'a-walk”,', 'a-walk-'])(
  '%j means a-walk',
  (text) => {
    expect(slugIn(text)).toBe('a-walk');
  },
);

test.each(['', '.', 'a walk', 'a_walk', 'é', '/a-walk', 'x'.repeat(81), 'x'.repeat(1_000)])('%j is no slug', (text) => {
  expect(slugIn(text)).toBeUndefined();
});
