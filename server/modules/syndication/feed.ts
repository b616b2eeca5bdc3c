import type { Page } from '../../platform/database/index.js';
import { LIMITS } from '../../platform/limits.js';
import type { PostRecord } from '../posts/index.js';

/** A feed's stories, newest first, and a page of them. */
export interface Feed {
  /** A URI of its own, for ever. */
  id: string;
  title: string;
  subtitle: string;
  /** The address of Wander's page that shows the same. */
  page: string;
  stories: Page<PostRecord>;
  /** The cursor behind which the page begins. */
  after: string | undefined;
  /** When it began; RFC 3339. */
  since: string;
}

/** The last change of a page; RFC 3339. */
export const updatedAt = ({ stories, since }: Feed): string =>
  stories.nodes.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), since);

/** With room for a story that is as long as stories may be, and for the rest of the feed. */
const ENTRIES_BYTES = LIMITS.request.answerBytes - 4 * LIMITS.text.bodyHtmlBytes;

/** The first stories of the page that fit into an answer, each made by `entryOf`, and where the next page begins. */
export function entriesOf<Entry>(
  { stories }: Feed,
  entryOf: (story: PostRecord) => Entry,
  bytesOf: (entry: Entry) => number,
): { entries: Entry[]; next: string | undefined } {
  const entries: Entry[] = [];
  let bytes = 0;
  let last: string | undefined;
  for (const { node, cursor } of stories.edges) {
    if (bytes > ENTRIES_BYTES) return { entries, next: last };
    const entry = entryOf(node);
    entries.push(entry);
    bytes += bytesOf(entry);
    last = cursor;
  }
  return { entries, next: stories.pageInfo.hasNextPage ? last : undefined };
}

/** The address of the page that begins behind a cursor, or of the first one. */
export const pageAddress = (address: string, after: string | undefined): string =>
  after ? `${address}?after=${encodeURIComponent(after)}` : address;

/** An id that stays also when Wander moves to another address. */
export const uuidUri = (uuid: string): string => `urn:uuid:${uuid}`;
