import { MergeTags1764000023100 } from './1764000023100-merge-tags.js';

/** Tags that are one since: in quotation marks or without, `B & B` and `B&B`, with letters that look the same or stand for each other. */
export class MergeTagsOnceMore1764000032300 extends MergeTags1764000023100 {
  override name = 'MergeTagsOnceMore1764000032300';
}
