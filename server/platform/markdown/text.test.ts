import { describe, expect, test } from '@jest/globals';
import { excerptOf, readingTime } from './index.js';

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

describe('readingTime', () => {
  test.each([
    ['nothing', '', 0, 1],
    ['a sentence', 'The sea does not negotiate.', 5, 1],
    ['660 words', 'tide '.repeat(660), 660, 3],
    ['660 words with apostrophes', 'ilse’s '.repeat(660), 660, 3],
    ['front matter', '---\ntags: a b c d e f\n---\n\none two', 2, 1],
    ['marks within words', 'half**way** `x`y '.repeat(330), 660, 3],
    ['a list of tasks', '- [x] one\n- [ ] two\n\n', 2, 1],
    ['a numbered list in a quote', '> 1. one\n> 2. two', 2, 1],
    ['dates', '24. 12. 2026\n3.5 km', 5, 1],
    ['code in a language', '```js title\none\n```', 1, 1],
    ['a callout', '> [!NOTE]\n> one', 1, 1],
    ['what somebody said', '[Ana]: one two', 3, 1],
    ['the definition of a link', 'one\n\n[a b]: https://a.org/c "d"\n[e]: /f', 1, 1],
    ['words in Korean', '바다 '.repeat(900), 900, 4],
    ['Hindi, whose vowels are marks', 'हिन्दी में '.repeat(330), 660, 3],
    ['Arabic with its vowels', 'ذَهَبْتُ إِلَى '.repeat(270), 540, 3],
    ['Arabic without them', 'ذهبت إلى '.repeat(270), 540, 3],
    ['Hebrew', 'הים לא '.repeat(330), 660, 3],
    ['Vietnamese, in parts', 'bie\u0302\u0309n '.repeat(660), 660, 3],
    ['addresses and marks', '[a](https://example.org/one/two/three/four) * - # '.repeat(200), 200, 1],
    ['pictures', '![A long description of a ferry](https://a.org/x.jpg) a '.repeat(220), 220, 1],
    ['bare addresses and references', 'a https://example.org/one/two-three [b][1] [^2]\n'.repeat(220), 440, 2],
  ])('%s', (_, markdown, words, minutes) => {
    expect(readingTime(markdown)).toEqual({ words, minutes });
  });

  test.each([
    ['Chinese, by the character', '昨天我爬了富士山。', 250, 5],
    ['Japanese, whose kana say less', '昨日、私は富士山に登りました。', 160, 5],
    ['Thai, by its words', 'ฉันไปเที่ยวภูเขาเมื่อวานนี้', 160, 5],
    ['Khmer, by its words', 'ខ្ញុំទៅលេងភ្នំម្សិលមិញ', 220, 5],
    ['Lao, by its words', 'ຂ້ອຍໄປທ່ຽວພູມື້ວານນີ້', 180, 5],
  ])('%s', (_, sentence, times, minutes) => {
    expect(Math.abs(readingTime(sentence.repeat(times)).minutes - minutes)).toBeLessThanOrEqual(1);
    expect(readingTime(sentence).words).toBeGreaterThan(2);
  });

  test('a long text without spaces has as many words as its parts', () => {
    const part = readingTime('ฉันไปเที่ยวภูเขาเมื่อวานนี้').words;
    expect(Math.abs(readingTime('ฉันไปเที่ยวภูเขาเมื่อวานนี้'.repeat(500)).words / (500 * part) - 1)).toBeLessThan(0.1);
  });
});
