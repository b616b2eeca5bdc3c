import { expect, test } from '@jest/globals';
import { excerptOf, plainTextOf, toSafeHtml } from './index.js';

test.each([
  ['昨日は\n東京に行った。', '昨日は東京に行った。'],
  ['昨日は、\n東京に行った。', '昨日は、東京に行った。'],
  ['東京**大阪**\n京都に行って、', '東京大阪京都に行って、'],
  ['東京\nTokyo', '東京 Tokyo'],
  ['서울에\n갔다', '서울에 갔다'],
  ['to\nTokyo', 'to Tokyo'],
])('%j has no space that nobody typed', (markdown, text) => {
  expect(excerptOf(markdown)).toBe(text);
  expect(plainTextOf(toSafeHtml(markdown))).toBe(text);
});

test('the title of a callout ends with its line', () => {
  expect(plainTextOf(toSafeHtml('> [!NOTE] 題\n> 本文'))).toBe('題\n本文');
});
