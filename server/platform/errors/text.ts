import { registerDecorator } from 'class-validator';
import { Transform } from 'class-transformer';
import { isBlank, type TextForm, withoutHidden } from '../input/characters.js';
import { LIMITS } from '../limits.js';

/** The length that people count: Unicode code points after NFC and with one character for a line's end. */
export const codePoints = (text: string): number => [...text].length;

/** The first characters of a text that PostgreSQL can keep: without U+0000 and halves of characters. */
export const beginning = (text: string, characters: number): string =>
  [
    ...text
      .slice(0, 2 * characters)
      .toWellFormed()
      .replaceAll('\u0000', ''),
  ]
    .slice(0, characters)
    .join('');

/**
 * Whether a text may have at most so many characters once it is normalised, told from its length alone. A letter with its
 * accents, or a Korean syllable, may be typed as up to four units that become one character; a line's end as two.
 */
export const mayFit = (text: string, characters: number): boolean =>
  text.length <= characters * LIMITS.text.unitsBeforeNormalisation;

/**
 * NFC sorts the marks on a letter in a time that grows with the square of their number: a request of 1 MB of them would
 * hold the whole process for minutes. No script needs a tenth of these. Begins at a run's first mark, to look at each once.
 */
const TOO_MANY_MARKS = new RegExp(`(?<!\\p{M})\\p{M}{${LIMITS.text.accents + 1}}`, 'u');

const tooLong = (name: string, max: number): string =>
  `${name} is too long: ${max.toLocaleString('en')} characters fit.`;

/** Whether a text can be brought into one form; the others fit nowhere, see `textProblem`. */
const canBeNormalised = (text: string): boolean => text.isWellFormed() && !TOO_MANY_MARKS.test(text);

/**
 * One form for what people type: NFC, without the characters that nobody sees (`withoutHidden`), in a name with one space between
 * its words. What cannot be normalised
 * keeps its characters. Takes a time that grows with the length: give it only what `mayFit`.
 */
export function normaliseText(text: string, form: TextForm = 'lines'): string {
  const seen = withoutHidden(text, form);
  const visible = form === 'name' ? seen.replace(/\s+/g, ' ') : seen;
  return canBeNormalised(visible) ? visible.normalize('NFC') : visible;
}

/** A secret is compared as it is: all but the ends of its lines and the form of its accents. */
const normaliseSecret = (text: string): string =>
  canBeNormalised(text) ? text.replace(/\r\n?/g, '\n').normalize('NFC') : text;

interface TextRule {
  /** What people call the field, as in "The title". */
  name: string;
  max: number;
  min?: number;
  /** Without surrounding white space; so too by default, but for several lines and secrets. */
  trim?: boolean;
  /** One line by default. A secret, or a key, keeps every character. */
  form?: TextForm | 'secret';
}

/** Half of a character that takes two units of UTF-16. */
const LONE_SURROGATE = /\p{Cs}/u;
/** All control characters but the line's end and the tab. */
const CONTROL = /[^\P{Cc}\n\t]/u;
const LINE_BREAK = /[\n\t\u2028\u2029]/;

/** Where the first match stands, as people count: "line 2, character 5". */
function placeOf(pattern: RegExp, text: string): string {
  const lines = text.slice(0, text.search(pattern)).split('\n');
  const character = `character ${codePoints(lines.at(-1)!) + 1}`;
  return text.includes('\n') ? `line ${lines.length}, ${character}` : character;
}

/** What is wrong with a text under a rule, as a sentence; nothing when it fits. */
export function textProblem(value: unknown, rule: TextRule): string | undefined {
  if (typeof value !== 'string') return `${rule.name} must be a text.`;
  if (!mayFit(value, rule.max)) return tooLong(rule.name, rule.max);
  if (!value.isWellFormed())
    return `${rule.name} has half a character in it (a lone surrogate): ${placeOf(LONE_SURROGATE, value)}.`;
  if (TOO_MANY_MARKS.test(value))
    return `${rule.name} has more than 100 accents on one letter: ${placeOf(TOO_MANY_MARKS, value)}.`;
  if (CONTROL.test(value)) return `${rule.name} has a control character in it: ${placeOf(CONTROL, value)}.`;
  if (rule.form !== 'lines' && LINE_BREAK.test(value))
    return `${rule.name} must stand on one line, without tabs: ${placeOf(LINE_BREAK, value)}.`;
  const length = codePoints(value);
  const min = rule.min ?? 0;
  if (min === 1 && isBlank(value)) return `${rule.name} is empty.`;
  if (length < min) return `${rule.name} needs at least ${min} characters.`;
  if (length > rule.max)
    return `${rule.name} has ${length.toLocaleString('en')} characters; ${rule.max.toLocaleString('en')} fit.`;
  return undefined;
}

/**
 * A text field of an input: normalised (`normaliseText`; trimmed unless `trim: false`), then held to its length in code
 * points. Absent is fine (the schema says what is required); null is refused.
 */
export function Text(rule: TextRule): PropertyDecorator {
  const { form = 'line', max } = rule;
  const trim = rule.trim ?? (form === 'line' || form === 'name');
  return (target, key) => {
    Transform(({ value }: { value: unknown }) => {
      if (typeof value !== 'string' || !mayFit(value, max)) return value;
      const text = form === 'secret' ? normaliseSecret(value) : normaliseText(value, form);
      return trim ? text.trim() : text;
    })(target, key);
    registerDecorator({
      name: 'text',
      target: target.constructor,
      propertyName: key as string,
      validator: {
        validate: (value: unknown) => value === undefined || textProblem(value, rule) === undefined,
        defaultMessage: (args) => textProblem(args?.value, rule) ?? '',
      },
    });
  };
}
