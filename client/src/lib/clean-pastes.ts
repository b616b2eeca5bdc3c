import { withoutHidden } from '../../../server/platform/input/characters.js';

/** A title grows over several lines, and is one all the same. */
const isOneLine = (field: HTMLInputElement | HTMLTextAreaElement): boolean =>
  field instanceof HTMLInputElement || field.dataset.oneLine !== undefined;

const isSecret = (field: HTMLInputElement | HTMLTextAreaElement): boolean => field.autocomplete.includes('password');

/** Whatever is pasted into a field of this page loses the characters that nobody sees, as it does when it is saved. */
document.addEventListener('beforeinput', (event) => {
  const { target: field, data, inputType } = event;
  if (inputType !== 'insertFromPaste' || data === null) return;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || isSecret(field)) return;
  const clean = withoutHidden(data, isOneLine(field) ? 'line' : 'lines');
  if (clean === data.replace(/\r\n?/g, '\n')) return;
  event.preventDefault();
  // The only way to insert that can be undone.
  document.execCommand('insertText', false, clean);
});
