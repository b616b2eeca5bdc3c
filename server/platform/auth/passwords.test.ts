import { expect, test } from '@jest/globals';
import { hashPassword, verifyPassword } from './passwords.js';
import { passwordProblem } from './password-rules.js';

test('a hash is argon2id with 19 MiB, two passes and one lane', async () => {
  expect(await hashPassword('correct horse battery')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('only the right password fits, and none fits nobody', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(await verifyPassword(hash, 'correct horse battery')).toBe(true);
  expect(await verifyPassword(hash, 'correct horse Battery')).toBe(false);
  expect(await verifyPassword(undefined, 'the password of nobody')).toBe(false);
});

test.each(['qwertyuiop', 'password123', '1234567890', 'aaaaaaaaaaaa', 'iloveyou123'])(
  '%s is too common',
  (password) => {
    expect(passwordProblem(password)).toMatch(/among the first/);
  },
);

test('a password made of the person’s own name or address is refused', () => {
  expect(passwordProblem('brynhildur77')).toBeUndefined();
  expect(passwordProblem('brynhildur77', ['brynhildur77'])).toMatch(/among the first/);
  expect(passwordProblem('thorvaldsdottir', ['b', 'thorvaldsdottir@example.com'])).toMatch(/among the first/);
});

test('length counts from 10 to 128 and no composition is asked for', () => {
  expect(passwordProblem('9 letters')).toMatch(/at least 10/);
  expect(passwordProblem('mot vlak zes')).toBeUndefined();
  expect(passwordProblem('тихая гавань у моря')).toBeUndefined();
  expect(passwordProblem('lorem ipsum dolor '.repeat(7).slice(0, 126) + 'xy')).toBeUndefined();
  expect(passwordProblem('lorem ipsum dolor '.repeat(8).slice(0, 129))).toMatch(/128 fit/);
});

// Guessing takes the longer the more there is: all of a long password would hold up everybody else.
test('the first 64 characters are what is judged', () => {
  const end = '9 zithers umfrage 40 quilts bravely lodo 77 kelvin';
  expect(passwordProblem(end)).toBeUndefined();
  expect(passwordProblem(`${'password'.repeat(7)}${end}`)).toBeUndefined();
  expect(passwordProblem(`${'password'.repeat(8)}${end}`)).toMatch(/among the first/);
});

test('a long address is refused as one’s own password, and so is a common word many times over', () => {
  const email = `${'thorvaldsdottir.'.repeat(4)}brynhildur@example.com`;
  expect(passwordProblem(email, [email])).toMatch(/among the first/);
  expect(passwordProblem('password'.repeat(16))).toMatch(/among the first/);
});
