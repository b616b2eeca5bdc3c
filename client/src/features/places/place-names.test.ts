import { describe, expect, it } from '@jest/globals';
import { type NamedTown, namesOn } from './place-names.js';
import { viewAt } from './world-view.js';

const size = { width: 800, height: 600 };
const view = viewAt({ latitude: 0, longitude: 0 }, 6, size);
/** Beside each other with little room between. */
const towns: NamedTown[] = [
  ['Westerhaven', 0, -0.75],
  ['Easterhaven', 0, 0.05],
];
const namesAt = (scale: number) => namesOn(view, size, [], towns, scale).map(({ text }) => text);

describe('names on the map', () => {
  it('never lie over each other, however large a reader wants text to be', () => {
    expect(namesAt(1)).toEqual(['Westerhaven', 'Easterhaven']);
    expect(namesAt(1.5)).toEqual(['Westerhaven']);
  });
});
