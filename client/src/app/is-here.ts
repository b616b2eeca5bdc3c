/** The lists that "Stories" stands for. */
const storyLists = ['/', '/following'];

/** Whether a link of the header or the dock names where one is. */
export const isHere = (to: string, pathname: string): boolean =>
  to === '/' ? storyLists.includes(pathname) : pathname === to;
