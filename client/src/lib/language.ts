/** How much of a text tells its script, in UTF-16 units. */
const ENOUGH = 600;

/** Letters of Latin scripts, marks, punctuation: most texts have nothing else, and say nothing about their language. */
const beyondLatin = /[^\u0000-\u036f\u1e00-\u206f\u2c60-\u2c7f\ua720-\ua7ff]/;

/** The language that is written most in a script, for those that browsers and screen readers tell apart. */
const scripts: readonly [language: string, letter: RegExp][] = [
  ['ru', /\p{Script=Cyrillic}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['pa', /\p{Script=Gurmukhi}/gu],
  ['gu', /\p{Script=Gujarati}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['kn', /\p{Script=Kannada}/gu],
  ['ml', /\p{Script=Malayalam}/gu],
  ['si', /\p{Script=Sinhala}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['bo', /\p{Script=Tibetan}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
];

/** Letters that one of the languages of a script has alone. */
const tells: Readonly<Record<string, readonly [language: string, letter: RegExp][]>> = {
  ru: [
    ['be', /ў/i],
    ['uk', /[іїєґ]/i],
    ['sr', /[ђћџљњј]/i],
  ],
  ar: [
    ['ur', /[ٹڈڑے]/],
    ['fa', /[پچژگ]/],
  ],
};

const countOf = (text: string, letter: RegExp): number => text.match(letter)?.length ?? 0;

/** The language of a text as its script tells it: "ja"; undefined for Latin scripts, and where those have most of it. */
export function languageOf(text: string): string | undefined {
  if (!beyondLatin.test(text)) return undefined;
  const beginning = text.slice(0, ENOUGH);
  let [language, most] = ['', 0];
  for (const [name, letter] of scripts) {
    const count = countOf(beginning, letter);
    // Where there are kana, the Han between them are Japanese, too.
    if (name === 'ja' && count > 0 && language === 'zh') [language, most] = ['ja', most + count];
    else if (count > most) [language, most] = [name, count];
  }
  if (most === 0 || countOf(beginning, /\p{Script=Latin}/gu) > most) return undefined;
  return tells[language]?.find(([, letter]) => letter.test(beginning))?.[0] ?? language;
}
