/** As people count them; code points in browsers that cannot. */
function charactersOf(text: string): string[] {
  try {
    return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  } catch {
    return [...text];
  }
}

/** The beginning of what was said, as it reads: without marks, cut between words where there are any. */
export function excerptOf(html: string, max: number): string {
  const text = new DOMParser().parseFromString(html, 'text/html').body.textContent.replace(/\s+/g, ' ').trim();
  const characters = charactersOf(text);
  if (characters.length <= max) return text;
  const begun = characters.slice(0, max).join('');
  return `${begun.replace(/ \S*$/, '')}…`;
}
