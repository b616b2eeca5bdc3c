import type { MarkdownIt } from 'markdown-it';

/**
 * Letters of scripts without spaces between words, or whose particles and endings are written together with the word: all but Latin,
 * Greek and Cyrillic, for which CommonMark was written, and those of markdown-it-cjk-friendly.
 */
const LETTER =
  /(?![\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}\p{Script=Common}\p{Script=Inherited}])[\p{L}\p{M}]/u;

/**
 * Emphasis that begins or ends with punctuation beside such a letter: `คือ**"สำคัญ"**มาก`, `ב**"הארץ"**`, `**“சென்னை”**யில்`. CommonMark asks for a space there;
 * markdown-it-cjk-friendly does the same for Chinese, Japanese and Korean.
 */
export function attachedEmphasis(md: MarkdownIt): void {
  const State = md.inline.State;
  md.inline.State = class extends State {
    override scanDelims(start: number, canSplitWord: boolean): ReturnType<InstanceType<typeof State>['scanDelims']> {
      const found = super.scanDelims(start, canSplitWord);
      if (!canSplitWord) return found;
      const before = [...this.src.slice(Math.max(0, start - 2), start)].at(-1) ?? ' ';
      const after = String.fromCodePoint(this.src.codePointAt(start + found.length) ?? 0x20);
      const isAttached = (LETTER.test(before) && /\S/.test(after)) || (LETTER.test(after) && /\S/.test(before));
      return isAttached ? { ...found, can_open: true, can_close: true } : found;
    }
  };
}
