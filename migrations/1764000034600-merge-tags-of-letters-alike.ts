import { MergeTags1764000023100 } from './1764000023100-merge-tags.js';

/** Tags that are one since: a dash in katakana, marks of Thai, Lao and Bengali in another order, `20ºC` and `20°C`. */
export class MergeTagsOfLettersAlike1764000034600 extends MergeTags1764000023100 {
  override name = 'MergeTagsOfLettersAlike1764000034600';
}
