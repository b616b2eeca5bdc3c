import type { Env } from 'markdown-it';

/** What ids in a text's HTML begin with, so that none is the name of something in the page; as GitHub's do. */
export const ID_PREFIX = 'user-content-';

/** What the rules know of the text that is read. */
export interface TextEnv extends Env {
  idPrefix: string;
  /** The usernames that are mentioned, in small letters and in their order. */
  mentioned: Set<string>;
  /** Those of people who are there: their mentions are links. */
  people: ReadonlySet<string>;
}
