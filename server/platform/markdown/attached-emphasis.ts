import type { MarkdownIt } from 'markdown-it';

/** Letters of scripts without spaces between words, or whose particles are written together with the word behind them. */
const LETTER =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Ethiopic}]/u;

/**
 * Emphasis that begins or ends with punctuation beside such a letter: `คือ**"สำคัญ"**มาก`, `ב**"הארץ"**`. CommonMark asks for a space there;
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
