/** A tone mark of Thai or Lao that was typed behind the ring of the vowel am, not before it: the same is seen. */
const RING_AND_TONE = /([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])(?=[\u0e32\u0eb2])/g;
/** A dash for the sign that makes a vowel of katakana long. */
const DASH_OF_KANA = /(?<=[\p{Script=Katakana}\u30fc\u3041-\u3096])[\p{Pd}\u2212](?=\p{Script=Katakana}|$|[\p{P}\s])/gu;
/** The last letter of a Bengali syllable, as it was written before Unicode had it. */
const OLD_KHANDA_TA = /\u09a4\u09cd\u200d/g;

/** A name with letters as they are usually written where others look the same. */
export const usualLetters = (text: string): string =>
  text
    .replace(RING_AND_TONE, '$2$1')
    .replace(DASH_OF_KANA, 'ー')
    .replace(OLD_KHANDA_TA, '\u09ce')
    .replace(/(?<=\p{N}[\s\u00a0\u202f]?)[\u00ba\u02da](?=[CFNSEW]?(?![\p{L}\p{N}]))/gu, '°');
