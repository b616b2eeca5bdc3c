import { expect, test } from '@jest/globals';
import { tagNames, tagSlug } from './tag-names.js';

test.each([
  ['  Lake \t  Malawi ', 'Lake Malawi', 'lake-malawi'],
  ['Cafe\u0301', 'Café', 'café'],
  ['ÅNGSTRÖM', 'ÅNGSTRÖM', 'ångström'],
  ['🚂', '🚂', '🚂'],
])('%j is the name %s under the slug %s', (text, name, slug) => {
  expect(tagNames([text])).toEqual([{ name, slug }]);
  expect(tagSlug(text)).toBe(slug);
  expect(tagSlug(slug)).toBe(slug);
});

test('doubles merge under their first spelling, and only then are five counted', () => {
  const names = tagNames(['Trains', 'b', 'TRAINS', 'c', 'd', 'trains ', 'e']).map((tag) => tag.name);
  expect(names).toEqual(['Trains', 'b', 'c', 'd', 'e']);
});

test('thirty code points fit, whatever becomes of them when they are made small', () => {
  expect(tagNames(['İ'.repeat(30)])[0]!.name).toBe('İ'.repeat(30));
  expect(tagNames(['e\u0301'.repeat(30)])[0]!.name).toBe('é'.repeat(30));
  expect(() => tagNames(['👣'.repeat(31)])).toThrow('A tag has 31 characters; 30 fit.');
});
