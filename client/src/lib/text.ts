/** "2,000". Written out, since the first use of Intl takes a slow phone 100 ms while it starts. */
export const formatNumber = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** "1 story", "2,000 stories". */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${formatNumber(number)} ${number === 1 ? one : many}`;

/** In quotation marks, and in a direction of its own: what is written from right to left turns no word around it. */
export const quoted = (text: string): string => `“\u2068${text}\u2069”`;
