import { escaped } from '../../platform/markdown/index.js';

/** XML or HTML, well-formed whatever people wrote. */
export class Markup {
  constructor(private readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

type Insert = string | Markup | readonly Markup[];

/** What XML 1.0 cannot hold in any form: most control characters, halves of characters, U+FFFE and U+FFFF. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const asText = (insert: Insert): string => {
  if (typeof insert === 'string') return escaped(insert.replace(NOT_XML, '\ufffd'));
  return insert instanceof Markup ? insert.toString() : insert.join('');
};

/**
 * Only what stands literally in the source is markup: every `${text}` is escaped, for an element as for a quoted attribute.
 * Nested `markup`, and lists of it, are spliced in.
 */
export const markup = (strings: TemplateStringsArray, ...inserts: Insert[]): Markup =>
  new Markup(strings.reduce((whole, string, i) => whole + asText(inserts[i - 1]!) + string));
