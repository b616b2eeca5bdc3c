import { MergeTags1764000023100 } from './1764000023100-merge-tags.js';

/**
 * Tags that are one since: Greek with accents or without, letters that are written for each other in Arabic, Urdu, Kurdish, Hindi and Malayalam,
 * `50 %` and `50%`, and names with the marks of Markdown.
 */
export class MergeTagsOfMoreScripts1764000034100 extends MergeTags1764000023100 {
  override name = 'MergeTagsOfMoreScripts1764000034100';
}
