/** "2,000". Written out, since the first use of Intl takes a slow phone 100 ms while it starts. */
export const formatNumber = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** "1 story", "2,000 stories". */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${formatNumber(number)} ${number === 1 ? one : many}`;
