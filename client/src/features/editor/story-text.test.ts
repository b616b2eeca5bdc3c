import { describe, expect, it } from '@jest/globals';
import { readingTime } from '../../../../server/platform/markdown/reading-time.js';
import { addTags, emptyText, measure, missingForPublication, sameText, tagKey, tooLong } from './story-text.js';

describe('the limits of a story', () => {
  it('say by how much a text is too long', () => {
    expect(tooLong({ ...emptyText, title: 'x'.repeat(201), body: '' })).toBe('The title is 1 character too long.');
    expect(tooLong({ ...emptyText, title: '', body: '🚂'.repeat(51_200) })).toBe(
      'The story is 1,200 characters too long.',
    );
    expect(tooLong({ ...emptyText, title: 'x'.repeat(200), body: '🚂'.repeat(50_000) })).toBeUndefined();
  });
});

describe('tags', () => {
  it('merge spellings of the same tag into the first', () => {
    expect(addTags(['Lake Malawi'], ' lake   MALAWI ').tags).toEqual(['Lake Malawi']);
    expect(tagKey('Lake  Malawi')).toBe('lake-malawi');
  });

  it.each(['Trains，山、قطار،slow travel;b', '#Trains #山 #قطار #slow travel #b'])('%j is a list of them', (typed) => {
    expect(addTags([], typed).tags).toEqual(['Trains', '山', 'قطار', 'slow travel', 'b']);
  });

  it('are split at commas and refused beyond five or thirty characters', () => {
    expect(addTags([], 'a, b,,c').tags).toEqual(['a', 'b', 'c']);
    expect(addTags(['a', 'b', 'c', 'd', 'e'], 'f')).toEqual({
      tags: ['a', 'b', 'c', 'd', 'e'],
      problem: 'A story has at most 5 tags. Remove one first.',
    });
    expect(addTags([], 'x'.repeat(31)).problem).toBe('A tag has at most 30 characters.');
  });
});

it('takes for the same what Wander stores the same', () => {
  expect(
    sameText(
      { ...emptyText, title: ' A ', body: 'a\r\nb', tags: ['trains'] },
      { ...emptyText, title: 'A', body: 'a\nb', tags: ['Trains'] },
    ),
  ).toBe(true);
  expect(sameText({ ...emptyText, title: 'A', body: 'a ' }, { ...emptyText, title: 'A', body: 'a' })).toBe(false);
});

it('tells places apart by all that their writer gave', () => {
  const at = (over: object) => ({
    ...emptyText,
    place: { name: 'Moss', countryCode: 'NO', latitude: 59.4, longitude: 10.7, precision: 'CITY' as const, ...over },
  });
  expect(sameText(at({}), at({ name: ' Moss ' }))).toBe(true);
  for (const other of [
    { name: 'Mos' },
    { countryCode: 'SE' },
    { latitude: null },
    { longitude: 10.8 },
    { precision: 'EXACT' },
  ])
    expect(sameText(at({}), at(other))).toBe(false);
  expect([sameText(at({}), emptyText), sameText(emptyText, at({}))]).toEqual([false, false]);
});

it('asks for title and text before publication', () => {
  expect(missingForPublication({ ...emptyText, title: ' ', body: '' }).map((missing) => missing.field)).toEqual([
    'title',
    'body',
  ]);
});

it.each([
  'हिन्दी में '.repeat(330),
  'ذَهَبْتُ '.repeat(540),
  'ฉันไปเที่ยวภูเขา'.repeat(300),
  '昨日、私は富士山に登りました。'.repeat(200),
])('tells the writer the reading time that readers will see: %.20s…', (body) => {
  expect(measure(body).minutes).toBe(readingTime(body).minutes);
  expect(measure(body).minutes).toBeGreaterThan(2);
});

it('of characters that nobody sees is as empty as none', () => {
  const missing = missingForPublication({ ...emptyText, title: '\u200b \u3164', body: '\u2060\n' });
  expect(missing.map(({ field }) => field)).toEqual(['title', 'body']);
});
