import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoryText } from './story-text.js';
import { type Choice, compare, merge } from './versions.js';

const story = (body: string, title = 'The ticket inspector’s garden', tags: string[] = []): StoryText => ({
  title,
  body,
  tags,
  place: null,
});
const moss = { name: 'Moss', countryCode: 'NO', latitude: 59.4, longitude: 10.7, precision: 'CITY' } as const;

const mine = story('First.\n\nSecond.\n\nHe waters beans at seven stops.');
const saved = story(
  'First.\n\nSecond.\n\nHe talks about water.\n\nI had kept my ticket.',
  'The ticket inspector’s beans',
);

/** Bodies made of a few recurring paragraphs, so that they share some and differ in others. */
const body = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'The train climbs.',
        'Otar waters beans.',
        'Otar waters plums.\nTwice.',
        '> “Yes,” he says.',
        '',
        ' ',
      ),
      fc.constantFrom('\n\n', '\n', '\n\n\n', ''),
    ),
    { maxLength: 12 },
  )
  .map((paragraphs) => paragraphs.flat().join(''));
const anyStory = fc.record({
  title: fc.constantFrom('A', 'B', ''),
  body: fc.oneof(body, fc.string({ maxLength: 60 })),
  tags: fc.subarray(['Trains', 'Caucasus', 'Plums']),
  place: fc.constantFrom(null, moss, { ...moss, precision: 'EXACT' as const }),
});
/** A failure prints its seed and path. */
const bounded = { numRuns: 300, interruptAfterTimeLimit: 8_000, verbose: true } as const;

const all = (a: StoryText, b: StoryText, choice: Choice) =>
  Object.fromEntries(compare(a, b).changes.map((change) => [change.id, choice]));

describe('two versions of a story', () => {
  it('names each differing passage and folds what is the same', () => {
    const { parts } = compare(mine, saved);
    expect(parts.map((part) => (part.kind === 'change' ? part.change.label : part.paragraphs))).toEqual([
      'Title',
      2,
      'Paragraphs 3 to 4',
    ]);
  });

  it('gives a choice for each paragraph when both sides have as many', () => {
    const { changes } = compare(story('a\n\nb\n\nc'), story('x\n\ny\n\nc'));
    expect(changes.map((change) => change.label)).toEqual(['Paragraph 1', 'Paragraph 2']);
  });

  it('says when a passage is in one version only', () => {
    const { changes } = compare(story('a\n\nb'), story('a\n\nb\n\nc'));
    expect(changes).toMatchObject([
      { label: 'Last paragraph, in one version only', mine: [], saved: [{ text: 'c', differs: true }] },
    ]);
  });

  it('marks the words that differ', () => {
    const { changes } = compare(story('He waters beans.'), story('He waters plums.'));
    expect(changes[0]?.mine).toEqual([
      { text: 'He waters ', differs: false },
      { text: 'beans', differs: true },
      { text: '.', differs: false },
    ]);
  });

  it('marks words that differ in a row as one', () => {
    const { changes } = compare(story('He waters seven beans.'), story('He picks ripe plums.'));
    expect(changes[0]?.mine).toEqual([
      { text: 'He ', differs: false },
      { text: 'waters seven beans', differs: true },
      { text: '.', differs: false },
    ]);
  });

  it('mixes passages with a blank line between them', () => {
    expect(merge(mine, saved, { title: 'saved', 'body-1': 'both' })).toEqual(
      story(
        'First.\n\nSecond.\n\nHe waters beans at seven stops.\n\nHe talks about water.\n\nI had kept my ticket.',
        'The ticket inspector’s beans',
      ),
    );
  });

  it('asks which place, and takes the chosen one', () => {
    const there = { ...story('a'), place: moss };
    expect(compare(there, story('a')).changes).toMatchObject([
      { id: 'place', label: 'Place', choices: ['mine', 'saved'], saved: [] },
    ]);
    expect(compare(there, story('a')).changes[0]?.mine[0]?.text).toBe(
      'Moss, Norway (59.4, 10.7; readers see the town)',
    );
    expect(merge(there, story('b'), { place: 'saved', 'body-0': 'mine' }).place).toBeNull();
    expect(merge(story('b'), there, { place: 'saved', 'body-0': 'mine' }).place).toEqual(moss);
  });

  it('keeps both sides of what was not decided', () => {
    expect(merge(story('a'), story('b'), {}).body).toBe('a\n\nb');
  });

  it('gives mine byte for byte when every choice is mine', () => {
    fc.assert(
      fc.property(anyStory, anyStory, (a, b) => {
        const { changes } = compare(a, b);
        fc.pre(changes.length > 0);
        expect(merge(a, b, all(a, b, 'mine'))).toEqual(a);
      }),
      bounded,
    );
  });

  it('gives the saved one byte for byte when every choice is saved', () => {
    fc.assert(
      fc.property(anyStory, anyStory, (a, b) => {
        const { changes } = compare(a, b);
        fc.pre(changes.length > 0);
        expect(merge(a, b, all(a, b, 'saved'))).toEqual(b);
      }),
      bounded,
    );
  });

  it('shows each side whole: the pieces of all parts together are its words', () => {
    fc.assert(
      fc.property(anyStory, anyStory, (a, b) => {
        const words = (text: string) => text.split(/\s+/).filter(Boolean);
        for (const change of compare(a, b).changes.filter(({ id }) => id.startsWith('body'))) {
          const own = words(change.mine.map((piece) => piece.text).join(''));
          for (const word of own) expect(a.body).toContain(word);
        }
      }),
      bounded,
    );
  });

  it('loses no word of either side when both are kept', () => {
    fc.assert(
      fc.property(anyStory, anyStory, (a, b) => {
        const merged = merge(a, b, {}).body;
        for (const paragraph of [...a.body.split(/\n+/), ...b.body.split(/\n+/)]) {
          expect(merged).toContain(paragraph.trimEnd());
        }
      }),
      bounded,
    );
  });

  it('finds nothing between a story and itself', () => {
    fc.assert(
      fc.property(anyStory, (a) => {
        expect(compare(a, a).changes).toEqual([]);
      }),
      bounded,
    );
  });
});
