import { expect, it } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { render, screen } from '@testing-library/react';
import { Trouble } from './Trouble.js';

const failed = (code: string, more: object = {}) =>
  new CombinedGraphQLErrors({ errors: [{ message: '', extensions: { code, ...more } }] });

it.each([
  [
    failed('RATE_LIMITED', { retryAfterSeconds: 3_600 }),
    'You’re doing that too often. Nothing you wrote is lost. Trying again in 60 minutes.',
  ],
  [
    failed('INTERNAL_SERVER_ERROR'),
    'Something went wrong at Wander. Nothing you wrote is lost. Trying again in 8 seconds.',
  ],
  [new TypeError('Failed to fetch'), 'Wander isn’t responding. Nothing you wrote is lost. Trying again in 8 seconds.'],
])('says once what happened, and counts in silence', (error, text) => {
  render(<Trouble title="Couldn’t load stories" error={error} onRetry={() => undefined} />);
  const said = screen.getByRole('alert').querySelector('p')!;
  expect(said.textContent).toBe(text);
  expect(said.querySelector('[aria-live=off]')!.textContent).toMatch(/^Trying again in/);
});
