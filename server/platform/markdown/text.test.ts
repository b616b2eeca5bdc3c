import { describe, expect, test } from '@jest/globals';
import { excerptOf, readingMinutes } from './index.js';

describe('excerptOf', () => {
  test('is the first paragraph, without marks, addresses and pictures', () => {
    const markdown =
      '# Title\n\n![A ferry](https://a.org/a.jpg)\n\nThe *sea* does [not](https://a.org) &amp; `never`\nwaits. \\*\n\nMore.';
    expect(excerptOf(markdown)).toBe('The sea does not & never waits. *');
  });

  test('cuts a long paragraph after a whole word', () => {
    const excerpt = excerptOf('Twice a day the road is the floor of the sea. '.repeat(20));
    expect(excerpt).toMatch(/ (Twice|a|day|the|road|is|floor|of|sea\.)…$/);
    expect(excerpt.length).toBeGreaterThan(180);
    expect(excerpt.length).toBeLessThanOrEqual(201);
  });

  test('leaves a paragraph whole that is only a little longer', () => {
    const paragraph = `${'word '.repeat(46)}end.`;
    expect(excerptOf(paragraph)).toBe(paragraph);
  });

  test('takes a list or a heading when there is nothing else, and is empty when there is nothing', () => {
    expect(excerptOf('# Only a title')).toBe('Only a title');
    expect(excerptOf('- bread\n- water')).toBe('bread water');
    expect(excerptOf('')).toBe('');
    expect(excerptOf(' \n\n---\n')).toBe('');
  });

  test('counts characters, not halves of them, in any script', () => {
    const excerpt = excerptOf('潮が引くと道が現れる。'.repeat(60));
    expect([...excerpt].length).toBeLessThanOrEqual(201);
    expect(excerpt.endsWith('…')).toBe(true);
    expect(excerptOf('🚂'.repeat(500)).isWellFormed()).toBe(true);
  });
});

describe('readingMinutes', () => {
  test.each([
    ['nothing', '', 1],
    ['a sentence', 'The sea does not negotiate.', 1],
    ['660 words', 'tide '.repeat(660), 3],
    ['660 words with apostrophes', 'ilse’s '.repeat(660), 3],
    ['1,800 characters without a space', '潮が引く道'.repeat(360), 4],
    ['words in Korean', '바다 '.repeat(900), 4],
    ['addresses and marks', '[a](https://example.org/one/two/three/four) * - # '.repeat(200), 1],
  ])('%s', (_, markdown, minutes) => {
    expect(readingMinutes(markdown)).toBe(minutes);
  });
});
