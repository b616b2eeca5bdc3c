import { type TextForm, withoutHidden } from '../../../server/platform/input/characters.js';

/** What the server keeps: NFC, without the characters that nobody sees. */
export const normalise = (text: string, form: TextForm = 'lines'): string => withoutHidden(text, form).normalize('NFC');

/** A text of several lines as Wander has it once it was sent. */
export const asStored = (text: string): string => normalise(text).trim();

/** Length as server and database count it: Unicode code points of the normalised text. */
export const lengthOf = (text: string, form?: TextForm): number => [...normalise(text, form)].length;
