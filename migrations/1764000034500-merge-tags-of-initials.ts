import { MergeTags1764000023100 } from './1764000023100-merge-tags.js';

/** Tags that are one since: `U.S.A.` and `USA`. */
export class MergeTagsOfInitials1764000034500 extends MergeTags1764000023100 {
  override name = 'MergeTagsOfInitials1764000034500';
}
