import { withoutHidden } from './characters.js';
import { usualLetters } from './spellings.js';

export interface TagName {
  /** What all spellings of the tag have in common. */
  slug: string;
  name: string;
}

/**
 * Commas and semicolons of all scripts, the ends of lines, and dots and bars with spaces around them; not the comma within a number:
 * `10,000 steps`.
 */
const SEPARATOR =
  /(?<=\s)[·•∙⋅|¦‖]\s|(?:(?<!(?<![\p{L}\p{N}.]|\d,)\d{1,3}(?:,\d{3}){0,9})|(?!,\d{3}(?!\d)))[,;\n\r\v\f\u0085\u2028\u2029\u037e\u060c\u061b\u07f8\u1363\u1364\u1802\u1808\u2e32\u2e34\u2e35\u2e41\u2e49\u2e4c\u3001\ua4fe\ua60d\ua6f5\ua6f6\ufe10\ufe11\ufe14\ufe45\ufe46\ufe50\ufe51\ufe54\uff0c\uff1b\uff64]/u;

/** The sign of a hashtag, unless it is part of the emoji of that key. */
const HASH = /^(?:[#\ufe5f\uff03](?!\ufe0f?\u20e3)\s*)+/;
/** Where hashtags follow each other or a word, with or without a space. `C#` ends in its sign, and `Route #66` is one tag. */
const NEXT_HASH = /(?<!\s)\s+(?=[#\uff03])|(?<=[^\s#\uff03])(?=[#\uff03][\p{L}\p{N}\p{Extended_Pictographic}])/u;
const FIRST_HASH = /(?<=[\p{L}\p{N}])\s+(?=[#\uff03][\p{L}\p{Extended_Pictographic}])/u;
/** Other programs have tags of several words in quotation marks; items of lists have a mark before them. */
const WRAPPED =
  /^(?:["“”„«]([^"“”„«»]+)["“”»]|['‘‚]([^'‘’‚]+)['’]|[「『]([^「」『』]+)[」』]|[（(]([^()（）]+)[）)]|[［[]{1,2}([^[\]［］]+)[］\]]{1,2}|【([^【】]+)】|[《〈]([^《》〈〉]+)[》〉]|‹([^‹›]+)›|<([^<>]+)>|\{([^{}]+)\}|｢([^｢｣]+)｣|(?<mark>[*_]{1,3}|`|~~|==)((?=\S)[^*_`]+(?<=\S))\k<mark>)$/;
const LIST_MARK = /^[-–—*+•⁃▪●◦‣]\s+/;
/** A list as programs write it: `[hike, "slow travel"]`. */
const BRACKETS = /^\s*\[([^[\]]*)\]\s*$/;

/** Whether the comma that ends a text, or almost, may turn out to stand within a number: `10,` of `10,000`. */
export const endsInNumber = (text: string): boolean =>
  /(?<![\p{L}\p{N}.]|\d,)\d{1,3}(?:,\d{3}){0,9},\d{0,2}$/u.test(text);

/** A list of tags in one text, parted by commas or semicolons, or by `#` where it begins with one; at most so many. */
export function splitTags(text: string, most = Infinity): string[] {
  const limit = Math.min(most, 2 ** 32 - 1);
  return text
    .replace(BRACKETS, '$1')
    .split(SEPARATOR, limit)
    .flatMap((part) => part.split(/^\s*[#\uff03]/.test(part) ? NEXT_HASH : FIRST_HASH, limit))
    .slice(0, limit);
}

/** `"  #Lake   Malawi "` is the name `Lake Malawi` under the slug `lake-malawi`. Give it only what is short. */
export function tagName(text: string): TagName {
  const typed = withoutHidden(text, 'name')
    .normalize('NFC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(LIST_MARK, '')
    .replace(HASH, '');
  const name = unwrapped(typed).replace(HASH, '');
  return { name, slug: slugOf(name) };
}

function unwrapped(name: string): string {
  const within = WRAPPED.exec(name)
    ?.slice(1)
    .findLast((part) => part !== undefined)
    ?.trim();
  return within ? unwrapped(within) : name;
}

const VARIATION = /[\ufe00-\ufe0f]/g;
/** Joiners between emoji, and the names of regions behind their flags, stay: without them other pictures are seen. */
const IGNORABLE =
  /((?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})|(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,10}\u{e007f})|\p{Default_Ignorable_Code_Point}/gu;
const APOSTROPHE = /[`\u00b4\u02b9\u02bb-\u02bf\u055a\u05f3\u2018\u2019\u201b\u2032\ua78c]/g;
const QUOTATION_MARK = /[\u201c-\u201f\u2033\u05f4]/g;
/** Vowels of Hebrew and Arabic, and what makes an Arabic word wide. */
const VOWEL = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0670\u0640]/g;
/** The dots below letters of Hindi, Punjabi and Gujarati. */
const NUKTA = /[\u093c\u0a3c\u0abc]/g;
/** Capitals of Greek are written without accents. */
const GREEK = /[\u0386-\u03ce\u1f00-\u1fff]/g;
const ACCENT = /[\u0300\u0301\u0313\u0314\u0342\u0345]/g;
/**
 * Letters that look the same or are written for each other: of Arabic, Persian, Urdu and Kurdish keyboards, alef with hamza or without, the
 * cedilla in place of the comma of Romanian, ё and е, the đ of Vietnamese, whose capital is that of ð, the small ヶ of names of places, two เ in place of the one letter of Thai or Lao.
 */
const ALIKE: Readonly<Record<string, string>> = {
  ...{
    '\u0643': '\u06a9',
    '\u064a': '\u06cc',
    '\u0649': '\u06cc',
    '\u0623': '\u0627',
    '\u0625': '\u0627',
    '\u0671': '\u0627',
    '\u0629': '\u0647',
    '\u06c1': '\u0647',
    '\u06c3': '\u0647',
    '\u06d5': '\u0647',
    '\u06c0': '\u0647\u0654',
  },
  ...{
    '\u0219': '\u015f',
    '\u021b': '\u0163',
    '\u0451': '\u0435',
    '\u30f6': '\u30b1',
    '\u30f5': '\u30ab',
    '\u0901': '\u0902',
  },
  ...{ ð: 'đ' },
  ...{ '\u0e40\u0e40': '\u0e41', '\u0ec0\u0ec0': '\u0ec1' },
};
const ALIKE_LETTERS = new RegExp(Object.keys(ALIKE).join('|'), 'g');
/** Letters of Malayalam that end a word, as they were written before Unicode had them: ന്‍ for ൻ. */
const CHILLU: Readonly<Record<string, string>> = {
  ...{
    '\u0d23': '\u0d7a',
    '\u0d28': '\u0d7b',
    '\u0d30': '\u0d7c',
    '\u0d32': '\u0d7d',
    '\u0d33': '\u0d7e',
    '\u0d15': '\u0d7f',
  },
};
const OLD_CHILLU = /[\u0d15\u0d23\u0d28\u0d30\u0d32\u0d33]\u0d4d\u200d/g;
/** Hindi writes a dot for the nasal of the following consonant, or the nasal itself: हिंदी, हिन्दी. */
const HALF_NASAL = /ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])/g;
/** `U.S.A.` and `U. S. A.`; not `a.out`, which is a name. */
const INITIALS = /(?<![\p{L}\p{M}\p{N}.])(?:\p{L}(?:\.\p{L})+\.?|\p{L}\.(?: \p{L}\.)+)(?![\p{L}\p{M}\p{N}])/gu;
const TRADEMARK = /(?<=[\p{L}\p{N}])[\u2122\u2120\u00ae\u00a9]/gu;

/**
 * Compatible characters are one (full and half width, ligatures), letters are small whatever the language of their capitals
 * (ß is ss, İ is i), initials have no dots, digits are those of ASCII, what has no width and the vowels of Hebrew and Arabic are left out, apostrophes are `'`,
 * and what parts words is one hyphen. None is at the ends, where a sentence has its marks, too, nor around `&`, `/` and `+`.
 */
function slugOf(name: string): string {
  const slug = spelledAlike(name);
  return slug.replace(/^[-\u00a1\u00bf]+|[-.!?:\u3002]+$/g, '') || slug;
}

const spelledAlike = (name: string): string =>
  usualLetters(name)
    .replaceAll('\u00b4', "'")
    .replace(TRADEMARK, '')
    .normalize('NFKC')
    .replace(VARIATION, '')
    .replace(OLD_CHILLU, (sequence) => CHILLU[sequence[0]!]!)
    .replace(IGNORABLE, (_, visible: string = '') => visible)
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .normalize('NFKC')
    .replace(APOSTROPHE, "'")
    .replace(QUOTATION_MARK, '"')
    .replace(VOWEL, '')
    .replace(NUKTA, '')
    .replace(GREEK, (letter) => letter.normalize('NFD').replace(ACCENT, '').normalize('NFC'))
    .replace(ALIKE_LETTERS, (letter) => ALIKE[letter]!)
    .replace(HALF_NASAL, '\u0902')
    .replace(/(?![0-9])\p{Nd}/gu, valueOf)
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/(?<=\p{L})\u266f/gu, '#')
    .trim()
    .replace(INITIALS, (initials) => initials.replace(/[. ]/g, ''))
    .replace(/[\s\p{Pd}_\u2212]+/gu, '-')
    .replace(/(?<=[^.-])\.+-/g, '-')
    .replace(/(?<=[^-])-([&/+])-(?=[^-])/g, '$1')
    .replace(/(?<=[0-9])-(?=[%‰€$£¥°])/g, '')
    .replace(/(?<=[0-9])-?\u00d7-?(?=[0-9])/g, 'x');

/** Of each script the ten digits follow each other. */
function valueOf(digit: string): string {
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(digit.codePointAt(0)! - value - 1))) value += 1;
  return String(value % 10);
}
