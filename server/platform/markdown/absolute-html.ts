/** Kept HTML as clients of the API get it: links within this site are whole. */
export const absoluteHtml = (html: string, origin: string): string =>
  html.replaceAll('<a href="/', `<a href="${origin}/`);

/** The same where ids mean nothing, as in a reader of feeds: links within the text lead to its page. */
export const absoluteHtmlElsewhere = (html: string, page: string): string =>
  absoluteHtml(html, new URL(page).origin).replaceAll('<a href="#', `<a href="${page}#`);
