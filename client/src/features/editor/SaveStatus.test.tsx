import { afterEach, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { SaveStatus } from './SaveStatus.js';

afterEach(cleanup);
const said = () => screen.getByRole('status').textContent;
const day = 86_400_000;

it.each([-3 * day, 3 * day])('a text was saved just now, however wrong the clock is', (by) => {
  const at = new Date(Date.now() - by).toISOString();
  const { rerender } = render(<SaveStatus status={{ kind: 'saving' }} />);
  rerender(<SaveStatus status={{ kind: 'saved', at }} />);
  expect(said()).toBe('Saved just now');
  rerender(<SaveStatus status={{ kind: 'saved', at }} />);
  expect(said()).toBe('Saved just now');
});

it('a text that is opened was saved when Wander says', () => {
  render(<SaveStatus status={{ kind: 'saved', at: new Date(Date.now() - 2 * day).toISOString() }} />);
  expect(said()).toBe('Saved 2 days ago');
});
