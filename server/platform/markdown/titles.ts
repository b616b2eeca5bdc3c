import type { MarkdownIt } from 'markdown-it';

/** A title in the quotation marks that telephones and word processors make, or the size of a picture, which is not read. */
const TYPED = /[“”„]([^“”„\n]{0,300})[“”]|«([^«»\n]{0,300})»|‘([^‘’\n]{0,300})’|=(?:\d{1,5}x\d{0,5}|x\d{1,5})/y;

/** `[map](https://example.org “By day”)` and `![map](https://example.org/map.jpg =300x200)`. */
export function titles(md: MarkdownIt): void {
  const { parseLinkTitle } = md.helpers;
  md.helpers.parseLinkTitle = (text, start, max, previous) => {
    const found = parseLinkTitle(text, start, max, previous);
    if (found.ok || previous) return found;
    TYPED.lastIndex = start;
    const typed = TYPED.exec(text);
    if (!typed || TYPED.lastIndex > max) return found;
    const [, double, pointed, single] = typed;
    return { ...found, ok: true, can_continue: false, pos: TYPED.lastIndex, str: double ?? pointed ?? single ?? '' };
  };
}
