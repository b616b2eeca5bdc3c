import { expect, test } from '@jest/globals';
import { canonicalEmail, emailSpellings } from './emails.js';

test.each([
  ['Anna@Example.COM ', 'anna@example.com'],
  ['anna＠例え。jp', 'anna@xn--r8jz45g.jp'],
  ['anna@XN--MNCHEN-3YA.de.', 'anna@xn--mnchen-3ya.de'],
  ['O’Brien@example.com', "o'brien@example.com"],
  ['jean–luc@my‑domain.example', 'jean-luc@my-domain.example'],
  ['İnci@Example.com', 'inci@example.com'],
  ['inci@İSTANBUL.example', 'inci@istanbul.example'],
])('%j is kept as %s', (typed, kept) => {
  expect(canonicalEmail(typed)).toBe(kept);
});

test.each([
  'anna@example.com?subject=hi',
  'anna@example.com/x',
  'anna@example.com:25',
  'anna@ex%61mple.com',
  'anna@a.example#b',
])('%j is not cut or changed to another address', (typed) => {
  expect(canonicalEmail(typed)).toBe(typed);
});

test('who was registered with the İ of a Turkish keyboard still signs in', () => {
  expect(emailSpellings('İnci@example.com')).toEqual(['inci@example.com', 'i\u0307nci@example.com']);
});
