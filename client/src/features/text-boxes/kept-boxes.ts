import { readStored, storedKeys, writeStored } from '../../lib/storage.js';

/** Something that was sent, of which nobody knows yet whether it arrived. */
export interface Sent {
  /** The same for every try. */
  key: string;
  body: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The ids of what Wander had with the same words before. */
  earlier?: readonly string[];
}

/** What somebody typed into a box, as it lies in this browser. */
export interface KeptBox {
  text: string;
  /** Sent; `isShown`: its body stands in the text again. */
  sent: readonly (Sent & { isShown: boolean })[];
  at: number;
}

const prefixOf = (person: string) => `wander-text/${person}/`;

/**
 * Where a text is kept: a person's, of a box, such as that for a comment, in one opened page (`writer`), so that two tabs never
 * overwrite each other's.
 */
export const keyOf = (person: string, box: string, writer: string): string => `${prefixOf(person)}${box}/${writer}`;

/** Returns whether the browser keeps it. */
export const writeKept = (key: string, value: string | undefined): boolean =>
  writeStored(key, value) || value === undefined;

export interface Found {
  key: string;
  writer: string;
  raw: string;
  kept: KeptBox;
}

/** All texts of a box, the newest first. */
export function findKept(person: string, box: string): Found[] {
  const prefix = keyOf(person, box, '');
  return storedKeys(prefix)
    .flatMap((key) => {
      const writer = key.slice(prefix.length);
      const raw = readStored(key);
      const kept = raw === undefined || writer.includes('/') ? undefined : parsed(raw);
      return kept ? [{ key, writer, raw: raw!, kept }] : [];
    })
    .sort((a, b) => b.kept.at - a.kept.at);
}

function parsed(raw: string): KeptBox | undefined {
  try {
    const { text, sent, at } = JSON.parse(raw) as Partial<KeptBox>;
    return typeof text === 'string' && Array.isArray(sent) && typeof at === 'number' ? { text, sent, at } : undefined;
  } catch {
    return undefined;
  }
}

/** The boxes of a person of which this browser keeps a text. */
export const keptBoxes = (person: string): string[] =>
  storedKeys(prefixOf(person)).map((key) => key.slice(prefixOf(person).length, key.lastIndexOf('/')));

/** Removes all texts of a person, or those of one box. */
export const discardKept = (person: string, box?: string): void =>
  storedKeys(box === undefined ? prefixOf(person) : keyOf(person, box, '')).forEach((key) => writeKept(key, undefined));
