import type { MarkdownIt, StateCore, Token } from 'markdown-it';

/** The marks of lists in Word, in notes on a telephone and on web pages. */
const BULLET = /^(?:[•‣◦▪▫●○◆◇►▶▸➢➤✓✔✗✘☐☑☒✅❌·∙⁃]\ufe0f?\s|[-o]\u00a0)/u;
/** So may a sentence begin: a list is where several lines do. */
const SIGN = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\(?[a-z\d]{1,2}\)\s|[\u2460-\u2473])/iu;
/** Somebody speaks. A sentence may go on behind a dash, unless the paragraph begins with one. */
const DASH = /^(?:[—―]|[–-]\s)/u;

/** Lines of one paragraph that begin with a mark of their own stay lines, as a list or a dialogue was typed. */
export function keptLines(md: MarkdownIt): void {
  md.core.ruler.after('text_join', 'kept_lines', ({ tokens }: StateCore) => {
    for (const { type, children } of tokens) if (type === 'inline' && children) keepLines(children);
  });
}

function keepLines(children: readonly Token[]): void {
  const breaks = children.flatMap((token, i) =>
    token.type === 'softbreak' ? [{ token, start: children[i + 1] }] : [],
  );
  if (breaks.length === 0) return;
  const starts = (token: Token | undefined, sign: RegExp) => token?.type === 'text' && sign.test(token.content);
  const isDialogue = starts(children[0], DASH);
  const signs = [children[0], ...breaks.map(({ start }) => start)].filter((start) => starts(start, SIGN));
  for (const { token, start } of breaks)
    if (starts(start, BULLET) || (isDialogue && starts(start, DASH)) || (signs.length > 1 && starts(start, SIGN)))
      Object.assign(token, { type: 'hardbreak', tag: 'br' });
}
