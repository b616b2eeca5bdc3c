import { afterEach, expect, test } from '@jest/globals';
import { segmentsOf } from './segments.js';

const words = (text: string) =>
  segmentsOf(text, 'word').flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
const characters = (text: string) => segmentsOf(text, 'grapheme').map(({ segment }) => segment);

const { Segmenter } = Intl;
afterEach(() => {
  Object.defineProperty(Intl, 'Segmenter', { value: Segmenter, configurable: true, writable: true });
});

test.each(['with', 'without'])('words and characters are parted %s Intl.Segmenter', (how) => {
  if (how === 'without') Reflect.deleteProperty(Intl, 'Segmenter');
  expect(words('a wörd, 3 of them: да')).toEqual(['a', 'wörd', '3', 'of', 'them', 'да']);
  expect(segmentsOf('one two', 'word').map(({ index }) => index)).toEqual([0, 3, 4]);
  expect(words('温泉に行きました').length).toBeGreaterThan(2);
  expect(characters('e\u0301👩‍👩‍👧👍🏽🇬🇪x')).toEqual(['e\u0301', '👩‍👩‍👧', '👍🏽', '🇬🇪', 'x']);
});
