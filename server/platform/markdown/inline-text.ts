import type { Token } from 'markdown-it';

/** What is read of a part of a line: no marks, no addresses, no pictures, no numbers of footnotes. */
export function inlineText(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) => {
      if (type === 'softbreak' || type === 'hardbreak') return ' ';
      if (type === 'image') return inlineText(children ?? []);
      return type.startsWith('text') || type === 'code_inline' ? content : '';
    })
    .join('');
}
