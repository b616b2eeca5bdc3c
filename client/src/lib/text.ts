/** What the server keeps: NFC, line ends as LF. */
export const normalise = (text: string): string => text.replace(/\r\n?/g, '\n').normalize('NFC');

/** Length as server and database count it: Unicode code points of the normalised text. */
export const lengthOf = (text: string): number => [...normalise(text)].length;

/** "1 story", "2,000 stories". */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
