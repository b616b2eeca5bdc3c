import { registerDecorator } from 'class-validator';
import { Transform } from 'class-transformer';
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
 * One form for what people type: NFC, and `\n` for every line's end. What cannot be normalised stays as it is. Takes a time
 * that grows with the length: give it only what `mayFit`.
 */
export const normaliseText = (text: string): string =>
  canBeNormalised(text) ? text.replace(/\r\n?/g, '\n').normalize('NFC') : text;

interface TextRule {
  /** What people call the field, as in "The title". */
  name: string;
  max: number;
  min?: number;
  /** Without surrounding white space; so too for one-line fields by default. */
  trim?: boolean;
  multiline?: boolean;
}

/** All control characters but the line's end and the tab. */
const CONTROL = /[^\P{Cc}\n\t]/u;
const LINE_BREAK = /[\n\t\u2028\u2029]/;

/** Nothing that anybody would see: white space, and characters of no width. */
export const isBlank = (text: string): boolean => /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);

/** What is wrong with a text under a rule, as a sentence; nothing when it fits. */
export function textProblem(value: unknown, rule: TextRule): string | undefined {
  if (typeof value !== 'string') return `${rule.name} must be a text.`;
  if (!mayFit(value, rule.max)) return tooLong(rule.name, rule.max);
  if (!value.isWellFormed()) return `${rule.name} has half a character in it (a lone surrogate).`;
  if (TOO_MANY_MARKS.test(value)) return `${rule.name} has more than 100 accents on one letter.`;
  if (CONTROL.test(value)) return `${rule.name} has a control character in it.`;
  if (!rule.multiline && LINE_BREAK.test(value)) return `${rule.name} must stand on one line.`;
  const length = codePoints(value);
  const min = rule.min ?? 0;
  if (min === 1 && isBlank(value)) return `${rule.name} is empty.`;
  if (length < min) return `${rule.name} needs at least ${min} characters.`;
  if (length > rule.max)
    return `${rule.name} has ${length.toLocaleString('en')} characters; ${rule.max.toLocaleString('en')} fit.`;
  return undefined;
}

/**
 * A text field of an input: normalised (NFC, line ends; trimmed unless `trim: false`), then held to its length in code
 * points. Absent is fine (the schema says what is required); null is refused.
 */
export function Text(rule: TextRule): PropertyDecorator {
  const trim = rule.trim ?? !rule.multiline;
  return (target, key) => {
    Transform(({ value }: { value: unknown }) => {
      if (typeof value !== 'string' || !mayFit(value, rule.max)) return value;
      const text = normaliseText(value);
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
