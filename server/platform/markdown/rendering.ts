import { type HtmlOptions, toSafeHtml } from './safe-html.js';

/**
 * Counts the changes of what is made of a text. Rows keep the number they were rendered with; older ones are rendered as they
 * are read, until `Backfill` has rendered them all: a process of an older version writes its own number. A new number comes with
 * a migration that indexes the rows below it.
 */
export const RENDERING = 6;

/** A text with its HTML, and by which rendering that was made. */
export interface RenderedText {
  body: string;
  bodyHtml: string;
  rendering: number;
}

/** The HTML of a text, also where another version of Wander rendered it. */
export const currentHtml = ({ body, bodyHtml, rendering }: RenderedText, optionsOf?: () => HtmlOptions): string =>
  rendering >= RENDERING ? bodyHtml : toSafeHtml(body, optionsOf?.());
