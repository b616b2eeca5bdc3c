import type { MarkdownIt, StateInline, Token } from 'markdown-it';

/** Of scripts that part words by spaces. */
const WORD = /[\p{Lu}\p{Ll}\p{Lt}\p{N}]/u;

/**
 * Stars within two words are no emphasis from the middle of one to the middle of the other: `3*4 m and 5*6 m`, `sh*t and f*ck`. Within one
 * word they are: `un*believ*able`.
 */
export function wordStars(md: MarkdownIt): void {
  md.inline.ruler2.before('fragments_join', 'word_stars', ({ tokens }: StateInline) => {
    const open: { token: Token; isWithin: boolean; spaces: number }[] = [];
    let spaces = 0;
    for (const [i, token] of tokens.entries()) {
      if (token.type.endsWith('break') || /\s/.test(token.content)) spaces += 1;
      if (!/^(?:em|strong|s)_/.test(token.type)) continue;
      if (token.nesting > 0) open.push({ token, isWithin: isWord(tokens, i, -1), spaces });
      else {
        const begin = open.pop()!;
        if (begin.isWithin && begin.spaces < spaces && isWord(tokens, i, 1))
          for (const mark of [begin.token, token])
            Object.assign(mark, { type: 'text', tag: '', nesting: 0, content: mark.markup });
      }
    }
    return false;
  });
}

/** Whether a letter or a digit stands beside a mark. */
function isWord(tokens: readonly Token[], i: number, step: 1 | -1): boolean {
  // Of a mark of two characters the one that was taken into the other is empty.
  const beside = tokens[i + step]?.content === '' ? tokens[i + 2 * step] : tokens[i + step];
  if (beside?.type !== 'text') return false;
  const { content } = beside;
  return WORD.test(
    step === 1 ? String.fromCodePoint(content.codePointAt(0) ?? 0x20) : ([...content.slice(-2)].at(-1) ?? ' '),
  );
}
