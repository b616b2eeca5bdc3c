/** What `renderMarkdown` makes of a picture of another site. */
const OUTSIDE =
  /<span class="outside" data-src="([^"]*)" data-alt(?:="([^"]*)")?><span class="grow">[^<]*<b>([^<]*)<\/b>[^<]*<\/span><button[^<]*<\/button><\/span>/g;

/**
 * A story's kept HTML for a place that has neither Wander's address nor its scripts, as a reader of feeds: every link is
 * whole, and a picture of another site is a link, so that it still loads only when the reader asks.
 * @param page the story's whole address
 */
export function htmlElsewhere(html: string, page: string): string {
  const { origin } = new URL(page);
  return html
    .replace(/<a href="(?=[/#])/g, (start, at: number) => start + (html[at + start.length] === '/' ? origin : page))
    .replace(
      OUTSIDE,
      (_, address: string, alt = '', host: string) =>
        `<a href="${address}" rel="nofollow ugc noopener">Picture from ${host}${alt && `: ${alt}`}</a>`,
    );
}
