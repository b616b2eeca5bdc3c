import { renderMarkdown } from '../../../../../server/platform/markdown/render.js';
import { applied, type Edit } from './edit.js';

/** What readers see, without space. */
export const lettersOf = (markdown: string): string => renderMarkdown(markdown).replace(/<[^>]*>|\s+/g, '');

/** Whether readers see the same letters after an edit: marks that do not work where they stand would be seen. */
export const readsAsBefore = (text: string, edit: Edit): boolean => lettersOf(text) === lettersOf(applied(text, edit));
