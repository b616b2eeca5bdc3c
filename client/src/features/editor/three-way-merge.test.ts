import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoryText } from './story-text.js';
import { mergeTexts } from './three-way-merge.js';

const story = (body: string, more: Partial<StoryText> = {}): StoryText => ({
  title: 'Otar',
  body,
  tags: [],
  place: null,
  ...more,
});
const bodies = (base: string, mine: string, theirs: string) =>
  mergeTexts(story(base), story(mine), story(theirs))?.body;

describe('two changes of a story', () => {
  it.each([
    [
      'of different paragraphs',
      'One.\n\nTwo.\n\nThree.',
      'One!\n\nTwo.\n\nThree.',
      'One.\n\nTwo.\n\nThree!',
      'One!\n\nTwo.\n\nThree!',
    ],
    ['of neighbours', 'One.\n\nTwo.', 'One!\n\nTwo.', 'One.\n\nTwo!', 'One!\n\nTwo!'],
    ['one at the end, one behind it', 'One.', 'One!', 'One.\n\nTwo.', 'One!\n\nTwo.'],
    ['one before the first', 'One.', 'Zero.\n\nOne.', 'One!', 'Zero.\n\nOne!'],
    [
      'one taken away, one added',
      'One.\n\nTwo.\n\nThree.',
      'One.\n\nThree.',
      'One.\n\nTwo.\n\nThree.\n\nFour.',
      'One.\n\nThree.\n\nFour.',
    ],
    ['the same twice', 'One.\n\nTwo.', 'One!\n\nTwo.', 'One!\n\nTwo.', 'One!\n\nTwo.'],
    ['the same, and one more', 'One.\n\nTwo.', 'One!\n\nTwo.', 'One!\n\nTwo!', 'One!\n\nTwo!'],
    ['in another script', '一。\n\n二。', '一！\n\n二。', '一。\n\n二！', '一！\n\n二！'],
  ])('become one: %s', (_name, base, mine, theirs, merged) => {
    expect(bodies(base, mine, theirs)).toBe(merged);
    expect(bodies(base, theirs, mine)).toBe(merged);
  });

  it.each([
    ['of one paragraph', 'One.', 'One!', 'One?'],
    ['one taken away, and changed', 'One.\n\nTwo.', 'Two.', 'One!\n\nTwo.'],
    ['put in the same place', 'One.', 'One.\n\nTwo.', 'One.\n\nThree.'],
    ['put into what is replaced', 'One.\n\nTwo.', 'Other.', 'One.\n\nBetween.\n\nTwo.'],
    ['both into an empty story', '', 'One.', 'Two.'],
  ])('stay two: %s', (_name, base, mine, theirs) => {
    expect(bodies(base, mine, theirs)).toBeUndefined();
    expect(bodies(base, theirs, mine)).toBeUndefined();
  });

  it('become one when one changed the title and the other the tags, and stay two when both changed the title', () => {
    const base = story('One.');
    expect(mergeTexts(base, story('One.', { title: 'Beans' }), story('Two.', { tags: ['Trains'] }))).toEqual(
      story('Two.', { title: 'Beans', tags: ['Trains'] }),
    );
    expect(mergeTexts(base, story('One.', { title: 'Beans' }), story('One.', { title: 'Plums' }))).toBeUndefined();
  });

  it('lose no paragraph that either side wrote, and keep what neither touched', () => {
    const paragraphs = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
    const body = paragraphs.map((all) => all.join('\n\n'));
    fc.assert(
      fc.property(body, body, body, (base, mine, theirs) => {
        const merged = bodies(base, mine, theirs);
        if (merged === undefined) return;
        const had = new Set(base.split('\n\n'));
        const kept = merged.split('\n\n');
        for (const written of [...mine.split('\n\n'), ...theirs.split('\n\n')]) {
          if (written && !had.has(written)) expect(kept).toContain(written);
        }
        if (mine === base) expect(merged).toBe(theirs);
        if (theirs === base) expect(merged).toBe(mine);
      }),
    );
  });
});
