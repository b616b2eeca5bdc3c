import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u;

/** A line of Chinese or Japanese that goes on in the next one: its page, its excerpt and its plain text have no space there. */
export function wideBreaks(md: MarkdownIt): void {
  md.core.ruler.after('callouts', 'wide_breaks', ({ tokens }: StateCore) => {
    for (const { children } of tokens)
      children?.forEach((token, i) => {
        if (token.type === 'softbreak' && isWide(children, i, -1) && isWide(children, i, 1))
          Object.assign(token, { type: 'text', tag: '', content: '' });
      });
  });
}

/** Whether the character that is seen beside a token is a wide one. */
function isWide(tokens: readonly Token[], i: number, step: 1 | -1): boolean {
  let at = i + step;
  while (tokens[at]?.content === '' && !tokens[at]!.type.endsWith('break')) at += step;
  return WIDE.test([...(tokens[at]?.content ?? '')].at(step === 1 ? 0 : -1) ?? '');
}
