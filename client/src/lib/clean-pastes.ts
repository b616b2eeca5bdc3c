import { withoutHidden } from '../../../server/platform/input/characters.js';

/** A title grows over several lines, and is one all the same. */
const isOneLine = (field: HTMLInputElement | HTMLTextAreaElement): boolean =>
  field instanceof HTMLInputElement || field.dataset.oneLine !== undefined;

const isSecret = (field: HTMLInputElement | HTMLTextAreaElement): boolean => field.autocomplete.includes('password');

/** Whole texts that come from elsewhere: by paste, by drag and drop, from what a spelling checker or a password keeper knows. */
const fromElsewhere = new Set(['insertFromPaste', 'insertFromDrop', 'insertFromYank', 'insertReplacementText']);

/** What is dictated may have lines. */
const isForLines = (field: EventTarget | null, inputType: string, data: string): boolean =>
  inputType === 'insertText' && field instanceof HTMLTextAreaElement && isOneLine(field) && /[\n\r\t]/.test(data);

/** What comes from elsewhere into a field of this page loses the characters that nobody sees, as it does when it is saved. */
document.addEventListener('beforeinput', (event) => {
  const { target: field, data, inputType } = event;
  if (data === null || !(fromElsewhere.has(inputType) || isForLines(field, inputType, data))) return;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || isSecret(field)) return;
  const clean = withoutHidden(data, isOneLine(field) ? 'line' : 'lines');
  if (clean === data.replace(/\r\n?/g, '\n')) return;
  event.preventDefault();
  // The only way to insert that can be undone.
  document.execCommand('insertText', false, clean);
});

/** A file that is dropped beside the editor would open in the place of the page. */
addEventListener('dragover', (event) => {
  const isFile = event.dataTransfer?.types.includes('Files') ?? false;
  if (!isFile || (event.target instanceof Element && event.target.closest('[contenteditable=true]'))) return;
  event.preventDefault();
  event.dataTransfer!.dropEffect = 'none';
});
