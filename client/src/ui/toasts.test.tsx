import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import { ToastProvider, useToasts } from './toasts.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms));

function Like() {
  const { show } = useToasts();
  return (
    <button
      type="button"
      onClick={() => show({ text: 'Like removed.', action: { name: 'Undo', onClick: () => undefined } })}
    >
      Like
    </button>
  );
}

it('goes after a while, but not from under somebody who has reached its button', () => {
  render(
    <ToastProvider>
      <Like />
    </ToastProvider>,
  );
  const like = screen.getByRole('button', { name: 'Like' });
  act(() => like.click());
  pass(9_000);
  expect(screen.queryByText('Like removed.')).toBeNull();

  act(() => like.click());
  act(() => screen.getByRole('button', { name: 'Undo' }).focus());
  pass(60_000);
  expect(screen.getByRole('button', { name: 'Undo' })).toBe(document.activeElement);
  act(() => like.focus());
  pass(9_000);
  expect(screen.queryByText('Like removed.')).toBeNull();
});

function Share() {
  const { show } = useToasts();
  return (
    <button type="button" onClick={() => show('Link copied.')}>
      Share
    </button>
  );
}

it('says the same words once, and keeps each thing that can be undone', () => {
  render(
    <ToastProvider>
      <Share />
      <Like />
    </ToastProvider>,
  );
  for (const name of ['Share', 'Share', 'Like', 'Like']) act(() => screen.getByRole('button', { name }).click());
  expect(screen.getAllByText('Link copied.')).toHaveLength(1);
  expect(screen.getAllByRole('button', { name: 'Undo' })).toHaveLength(2);
});
