import { withoutHidden } from './characters.js';

export interface TagName {
  /** What all spellings of the tag have in common. */
  slug: string;
  name: string;
}

/** Commas and semicolons of all scripts, and the ends of lines. */
const SEPARATOR =
  /[,;\n\r\v\f\u0085\u2028\u2029\u037e\u060c\u061b\u07f8\u1363\u1364\u1802\u1808\u2e32\u2e34\u2e35\u2e41\u2e49\u2e4c\u3001\ua4fe\ua60d\ua6f5\ua6f6\ufe10\ufe11\ufe14\ufe45\ufe46\ufe50\ufe51\ufe54\uff0c\uff1b\uff64]/;

/** The sign of a hashtag, unless it is part of the emoji of that key. */
const HASH = /^(?:[#\ufe5f\uff03](?!\ufe0f?\u20e3)\s*)+/;

export const hasSeparator = (text: string): boolean => SEPARATOR.test(text);

/** A list of tags in one text, parted by commas or semicolons, or by `#` where it begins with one; at most so many. */
export function splitTags(text: string, most = Infinity): string[] {
  const limit = Math.min(most, 2 ** 32 - 1);
  return text
    .split(SEPARATOR, limit)
    .flatMap((part) => (/^\s*[#\uff03]/.test(part) ? part.split(/(?<!\s)\s+(?=[#\uff03])/, limit) : [part]))
    .slice(0, limit);
}

/** `"  #Lake   Malawi "` is the name `Lake Malawi` under the slug `lake-malawi`. Give it only what is short. */
export function tagName(text: string): TagName {
  const name = withoutHidden(text, 'name').normalize('NFC').trim().replace(/\s+/g, ' ').replace(HASH, '');
  return { name, slug: slugOf(name) };
}

const VARIATION = /[\ufe00-\ufe0f]/g;
/** Joiners between emoji, and the names of regions behind their flags, stay: without them other pictures are seen. */
const IGNORABLE =
  /((?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})|(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,10}\u{e007f})|\p{Default_Ignorable_Code_Point}/gu;
const APOSTROPHE = /[`\u00b4\u02b9\u02bb-\u02bf\u055a\u05f3\u2018\u2019\u201b\u2032\ua78c]/g;
const QUOTATION_MARK = /[\u201c-\u201f\u2033]/g;
/** Vowels of Hebrew and Arabic, and what makes an Arabic word wide. */
const VOWEL = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0670\u0640]/g;
/** Arabic and Persian keyboards have each their own of these letters. */
const ARABIC_LETTERS: Readonly<Record<string, string>> = { '\u0643': '\u06a9', '\u064a': '\u06cc', '\u0649': '\u06cc' };

/**
 * Compatible characters are one (full and half width, ligatures), letters are small whatever the language of their capitals
 * (ß is ss, İ is i), digits are those of ASCII, what has no width and the vowels of Hebrew and Arabic are left out, apostrophes are `'`,
 * and what parts words is one hyphen. None is at the ends, where a telephone also puts a dot.
 */
function slugOf(name: string): string {
  const slug = spelledAlike(name);
  return slug.replace(/^-+|[-.]+$/g, '') || slug;
}

const spelledAlike = (name: string): string =>
  name
    .replaceAll('\u00b4', "'")
    .normalize('NFKC')
    .replace(VARIATION, '')
    .replace(IGNORABLE, (_, visible: string = '') => visible)
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .normalize('NFKC')
    .replace(APOSTROPHE, "'")
    .replace(QUOTATION_MARK, '"')
    .replace(VOWEL, '')
    .replace(/[\u0643\u064a\u0649]/g, (letter) => ARABIC_LETTERS[letter]!)
    .replace(/(?![0-9])\p{Nd}/gu, valueOf)
    .replaceAll('\u2044', '/')
    .trim()
    .replace(/[\s\p{Pd}_\u2212]+/gu, '-');

/** Of each script the ten digits follow each other. */
function valueOf(digit: string): string {
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(digit.codePointAt(0)! - value - 1))) value += 1;
  return String(value % 10);
}
