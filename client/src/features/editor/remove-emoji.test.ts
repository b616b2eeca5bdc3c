import { expect, it } from '@jest/globals';
import { applied } from './markdown/index.js';
import { removeEmoji } from './remove-emoji.js';

it.each(['👍', '👍🏽', '👩🏽‍🚀', '👨‍👩‍👧‍👦', '🇳🇴', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '⛰️', '❤️‍🔥'])('Backspace behind %s takes all of it', (emoji) => {
  const text = `Sea 🇸🇪${emoji} on`;
  const edit = removeEmoji(text, `Sea 🇸🇪${emoji}`.length)!;
  expect(applied(text, edit)).toBe('Sea 🇸🇪 on');
});

it.each(['é', 'कि', '1', '©\u0301a', '', '한', '#'])('Backspace behind %j is the editor’s', (text) => {
  expect(removeEmoji(text, text.length)).toBeUndefined();
});

it('a selection is the editor’s', () => {
  expect(removeEmoji('👍🏽', 0, 4)).toBeUndefined();
});
