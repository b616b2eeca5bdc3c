/** A paragraph with the blank lines after it; joined again, the paragraphs are the body byte for byte. */
export const paragraphsOf = (body: string): string[] => body.match(/[\s\S]+?(?:\n{2,}|$)/g) ?? [];

export const sameParagraph = (one: string, other: string): boolean => one.trimEnd() === other.trimEnd();

/** Paragraphs of two versions as one text: what was last and is not any more gets its blank line. */
export const joinParagraphs = (paragraphs: readonly string[]): string =>
  paragraphs.map((paragraph, index) => (index < paragraphs.length - 1 ? apart(paragraph) : paragraph)).join('');

const apart = (paragraph: string) => (paragraph.endsWith('\n\n') ? paragraph : `${paragraph.replace(/\n+$/, '')}\n\n`);
