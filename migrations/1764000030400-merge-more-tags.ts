import { MergeTags1764000023100 } from './1764000023100-merge-tags.js';

/** Tags that are one since: with vowels of Arabic and Hebrew or without, with digits of another script, with a dot or hyphen at an end. */
export class MergeMoreTags1764000030400 extends MergeTags1764000023100 {
  override name = 'MergeMoreTags1764000030400';
}
