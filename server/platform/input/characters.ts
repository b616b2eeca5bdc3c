/** What a text is: several lines of it, one line, or the name of somebody or something. */
export type TextForm = 'lines' | 'line' | 'name';

const HIDDEN = /[^\P{Cc}\n\t]|[\u2028\u2029]/u;
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
/** All control characters but those that have become `\n`, and the tab. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/**
 * Characters of no width. Those in the group belong to what is seen and stay:
 * joiners between letters, after the mark of a half consonant, and between emoji; what chooses another form of an emoji, a
 * Chinese or a Mongolian letter; the name of a region behind its flag.
 */
const WITHOUT_WIDTH = new RegExp(
  '(' +
    [
      String.raw`(?<=(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}])[\u034f\u180e\u200c-\u200d](?=(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}])`,
      String.raw`(?<=(?!\p{Default_Ignorable_Code_Point})\p{M})\u200d`,
      String.raw`(?<=[\ufe0f\p{Extended_Pictographic}\p{Emoji_Modifier}\u{e007f}])\u200d(?=\p{Extended_Pictographic})`,
      String.raw`(?<=(?!\p{Default_Ignorable_Code_Point})[\p{Emoji}\p{Lo}\p{S}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
      String.raw`(?<=\p{Script=Mongolian})[\u180b-\u180d\u180f]`,
      String.raw`(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,10}\u{e007f}`,
    ].join('|') +
    String.raw`)|[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]`,
  'gu',
);

/**
 * A text without the characters that nobody sees and that come with what is pasted: every kind of line break is `\n`, or a
 * space where there is one line; Word's hyphen (U+001E) is a hyphen; other control characters and a byte order mark are left
 * out, in a name every stray character of no width too. The same in the server and in the browser.
 */
export function withoutHidden(text: string, form: TextForm): string {
  const typed = text.replace(/^\ufeff+/, '');
  // Most texts have none.
  const lines = HIDDEN.test(typed)
    ? typed.replace(LINE_BREAK, '\n').replaceAll('\u001e', '-').replace(CONTROL, '')
    : typed;
  if (form === 'lines') return lines;
  const line = lines.replace(/[\n\t]/g, ' ');
  return form === 'line' ? line : line.replace(WITHOUT_WIDTH, (_, visible: string = '') => visible);
}

/** Nothing that anybody would see: white space, characters of no width, and the empty one of Braille. */
export const isBlank = (text: string): boolean => /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u.test(text);
