import { normalise } from '../../../lib/input.js';
import { copiedAddress, isAddress } from './addresses.js';
import type { Edit } from './edit.js';
import { pastedHtml } from './from-html.js';
import { pastedLink } from './links.js';

/** What a paste does other than to insert its plain text: an address over words is a link, and a formatted text stays one. */
export function pasted(text: string, from: number, to: number, data: DataTransfer): Edit | undefined {
  const plain = data.getData('text/plain');
  const linked = pastedLink(text, from, to, plain);
  if (linked) return linked;
  if (isAddress(copiedAddress(plain))) return undefined;
  return pastedHtml(text, from, to, normalise(data.getData('text/html')));
}

/** A picture alone, as a screenshot is: Wander keeps none. */
export const isPicture = (data: DataTransfer | null): boolean =>
  data !== null &&
  data.getData('text/plain') === '' &&
  [...data.files].some(({ type }) => /^(?:image|video|audio)\//.test(type));
