import { expect, test } from '@jest/globals';
import { safePath } from './return-to.js';

const HOST = 'evil.example';

test.each([
  ['/', '/'],
  ['/settings', '/settings'],
  ['/stories/a-walk?comments=all#last', '/stories/a-walk?comments=all#last'],
  ['/tags/caf%C3%A9', '/tags/caf%C3%A9'],
  ['/tags/café', '/tags/caf%C3%A9'],
  ['/tags/ac%2Fdc', '/tags/ac%2Fdc'],
  ['/search?q=https://wander.example//x', '/search?q=https://wander.example//x'],
  ['/@amara', '/@amara'],
  ['/a/../drafts', '/drafts'],
])('%j leads to %s', (next, expected) => {
  expect(safePath(next)).toBe(expected);
});

test.each([
  null,
  '',
  'drafts',
  `//${HOST}`,
  `///${HOST}`,
  `/\\${HOST}`,
  `\\\\${HOST}`,
  `/\t/${HOST}`,
  `/\n/${HOST}`,
  `/\r\n/${HOST}`,
  `\t//${HOST}`,
  ` //${HOST}`,
  `/\t\\${HOST}`,
  `/\\\t/${HOST}`,
  `/./\t/${HOST}`,
  `/.//${HOST}`,
  `/x/..//${HOST}`,
  `/%2e//${HOST}`,
  `/x/%2E%2e//${HOST}`,
  `/..\\/${HOST}`,
  `//user@${HOST}`,
  `//localhost@${HOST}`,
  `//${HOST}:80`,
  '//[::1',
  `https://${HOST}`,
  `https:${HOST}`,
  `HTTP:\\\\${HOST}`,
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  `@${HOST}`,
  `\u2044\u2044${HOST}`,
  `/${'x'.repeat(100_000)}`,
])('%j leads to the first page', (next) => {
  expect(safePath(next)).toBe('/');
});

/** What looks like another host, and is a path of this one. */
test.each([
  `/%09/${HOST}`,
  `/%2F${HOST}`,
  `/%2f%2f${HOST}`,
  `/%5C${HOST}`,
  `/%2509/${HOST}`,
  `/@${HOST}`,
  `/https://${HOST}`,
  `/\u2044${HOST}`,
  `/\uFF0F${HOST}`,
  `/\u3002${HOST}`,
  `/\u0000/${HOST}`,
  `/\u200b/${HOST}`,
  `/;//${HOST}`,
  '/\uD800',
])('%j stays here', (next) => {
  const path = safePath(next);
  expect(new URL(path, location.origin).origin).toBe(location.origin);
  expect(path).toMatch(/^\/(?!\/)/);
  expect(safePath(path)).toBe(path);
});
