import { createStore, del, entries, set, type UseStore } from 'idb-keyval';
import { inTime } from '../../lib/in-time.js';
import type { SavedStory, StoryText } from './story-text.js';

/** A text that lies in this browser because Wander does not have it yet, or because its writer left it aside. */
export interface KeptText {
  person: string;
  /** The story's id; undefined until it is created. */
  storyId?: string;
  /** The editor that keeps it: one per opened page, so that two tabs never overwrite each other. */
  writer: string;
  text: StoryText;
  /** What the text was made from. */
  base?: SavedStory;
  createKey: string;
  unconfirmed?: StoryText;
  /** Milliseconds since 1970. */
  at: number;
}

export interface AsideText {
  person: string;
  storyId: string;
  text: StoryText;
  at: number;
}

/** The browser's storage, reduced to what is needed; keys are strings. */
export interface TextStorage {
  entries(): Promise<[string, unknown][]>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
}

let opened: UseStore | undefined;
const store = () => (opened ??= createStore('wander-texts', 'texts'));

/** Blocked, broken or busy, IndexedDB may throw or never answer; nobody waits longer for it, and after that hardly at all. */
let longestMs = 3_000;
const asked = async <Answer>(ask: (store: UseStore) => Promise<Answer>): Promise<Answer> => {
  try {
    const answer = await inTime(ask(store()), longestMs);
    longestMs = 3_000;
    return answer;
  } catch (error) {
    longestMs = 300;
    // A connection that is lost, or never opened, does not come back by itself.
    opened = undefined;
    throw error;
  }
};

/** IndexedDB: it holds megabytes, outlives a crash of the tab, and is this origin's alone. */
export const browserStorage: TextStorage = {
  entries: () => asked((store) => entries<string, unknown>(store)),
  set: (key, value) => asked((store) => set(key, value, store)),
  delete: (key) => asked((store) => del(key, store)),
};

const asideDays = 30;
const keptPrefix = (person: string) => `kept/${person}/`;
const asidePrefix = (person: string) => `aside/${person}/`;

/** Texts kept for one person. Another person's are never read: the person is part of every key. */
export class KeptTexts {
  constructor(
    readonly person: string,
    private readonly storage: TextStorage = browserStorage,
  ) {}

  async keep(kept: Omit<KeptText, 'person'>): Promise<void> {
    await this.storage.set(keptPrefix(this.person) + kept.writer, { ...kept, person: this.person });
  }

  async forget(writer: string): Promise<void> {
    await this.storage.delete(keptPrefix(this.person) + writer);
  }

  /** Everything kept for this person, the newest first. */
  async all(): Promise<KeptText[]> {
    const found = await this.under<KeptText>(keptPrefix(this.person));
    return found.map(([, kept]) => kept).sort((a, b) => b.at - a.at);
  }

  /** Keeps for 30 days what its writer left out of a merge. */
  async putAside(storyId: string, text: StoryText, at = Date.now()): Promise<void> {
    await this.storage.set(`${asidePrefix(this.person)}${storyId}/${at}`, { person: this.person, storyId, text, at });
  }

  /** What was left aside of a story, the newest first; what is older than 30 days goes. */
  async aside(storyId: string, now = Date.now()): Promise<AsideText[]> {
    const found = await this.under<AsideText>(asidePrefix(this.person));
    const old = found.filter(([, aside]) => now - aside.at > asideDays * 86_400_000);
    await Promise.all(old.map(([key]) => this.storage.delete(key)));
    return found
      .filter((entry) => !old.includes(entry) && entry[1].storyId === storyId)
      .map(([, aside]) => aside)
      .sort((a, b) => b.at - a.at);
  }

  /** Removes every text of this person, kept and left aside. */
  async discardAll(): Promise<void> {
    const keys = [...(await this.under(keptPrefix(this.person))), ...(await this.under(asidePrefix(this.person)))];
    await Promise.all(keys.map(([key]) => this.storage.delete(key)));
  }

  private async under<T>(prefix: string): Promise<[string, T][]> {
    const all = (await this.storage.entries()) as [string, T][];
    return all.filter(([key]) => String(key).startsWith(prefix));
  }
}
