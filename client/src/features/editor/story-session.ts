import { type AsideText, type KeptText, type KeptTexts } from './kept-texts.js';
import {
  begin,
  type Command,
  type FailedAction,
  gone,
  isUnsaved,
  type SaveEvent,
  type SaveState,
  type Sending,
  step,
  type Trouble,
  wouldLose,
} from './save-machine.js';
import type { Presence } from '../session/presence.js';
import { onDiscarded } from '../../lib/discarded.js';
import { isEmpty, newKey, type SavedStory, sameText, type StoryText } from './story-text.js';
import { announceWriter, canTellWriters, openWriters } from './writers.js';

/** What Wander says to a request. */
export type Answer =
  | { type: 'answered'; story: SavedStory }
  | { type: 'stale'; story: SavedStory }
  | { type: 'deleted' }
  | { type: 'keyTaken'; key: string }
  | { type: 'failed'; trouble: Trouble; retryAfterMs?: number };

export interface StoryServer {
  send(request: Sending): Promise<Answer>;
}

/** What became of what the writer did with the whole story. */
export interface SessionEvents {
  done?(action: 'publish' | 'unpublish', story: SavedStory): void;
  deleted?(): void;
  /** In another tab the writer discarded all that only this browser has. */
  discarded?(): void;
  failed?(action: FailedAction, trouble: Trouble): void;
}

const alwaysHere: Presence = { away: () => undefined, subscribe: () => () => undefined };

/** Sessions of this page that may still keep a text: the open ones, and those with a request under way. */
const liveSessions = new Set<StorySession>();

/** Resolves when every open editor has put its text into the browser's storage. */
export async function settleSessions(): Promise<void> {
  await Promise.all([...liveSessions].map((session) => session.settled()));
}

/** Stops all editors of a person in this page for good: nothing of theirs is sent or kept any more. */
export async function abandonSessions(person: string): Promise<void> {
  const sessions = [...liveSessions].filter((session) => session.person === person);
  for (const session of sessions) session.abandon();
  await Promise.all(sessions.map((session) => session.settled()));
}

/** Carries out what the save machine commands: requests, timers, the browser's storage. */
export class StorySession {
  readonly writer = newKey();
  private state: SaveState;
  private readonly listeners = new Set<() => void>();
  private timers: Partial<Record<'pauseTimer' | 'retryTimer', ReturnType<typeof setTimeout>>> = {};
  private storing: Promise<void> = Promise.resolve();
  private storeWanted: 'keep' | 'forget' | undefined;
  private adopted: string | undefined;
  private release: (() => void) | undefined;
  private ended = false;
  private abandoned = false;
  private events: SessionEvents = {};

  constructor(
    start: { saved?: SavedStory; kept?: KeptText; takeKept?: boolean },
    private readonly server: StoryServer,
    private readonly texts: KeptTexts,
    private readonly presence: Presence = alwaysHere,
  ) {
    const { saved, kept } = start;
    this.adopted = start.takeKept ? kept?.writer : undefined;
    this.state = begin({
      saved: kept?.base ?? (kept ? undefined : saved),
      text: kept?.text,
      createKey: kept?.createKey ?? newKey(),
      unconfirmed: kept?.unconfirmed,
    });
    this.openedWith = saved;
    this.isGone = kept?.base !== undefined && saved === undefined;
    this.restored = kept !== undefined && !(saved && sameText(kept.text, saved.text));
  }

  /** Whose text it is. */
  get person(): string {
    return this.texts.person;
  }

  /** Says to whom it tells what becomes of what is done with the story. */
  report(events: SessionEvents): void {
    this.events = events;
  }

  private readonly openedWith: SavedStory | undefined;
  /** A text is kept of a story that Wander does not have. */
  private readonly isGone: boolean;
  /** Whether the text came from this browser and differs from the saved one. */
  readonly restored: boolean;

  /** Begins to listen to the network; saves what was restored. The returned function ends it. */
  open(): () => void {
    liveSessions.add(this);
    this.ended = false;
    this.release = announceWriter(this.writer);
    const online = () => this.dispatch({ type: 'retry' });
    const offline = () => this.dispatch({ type: 'networkLost' });
    addEventListener('online', online);
    addEventListener('offline', offline);
    const unwatch = this.watchPresence();
    const stop = onDiscarded(this.person, () => void this.discard().then(() => this.events.discarded?.()));
    if (this.openedWith && this.state.saved !== this.openedWith) {
      this.dispatch({ type: 'changedElsewhere', story: this.openedWith });
    } else if (this.isGone) {
      this.dispatch({ type: 'failed', trouble: gone });
    } else if (isUnsaved(this.state)) {
      this.store('keep');
      if (this.state.saved?.status !== 'PUBLISHED') this.run({ type: 'pauseTimer', ms: 0 });
    }
    return () => {
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      unwatch();
      stop();
      this.close();
    };
  }

  private watchPresence(): () => void {
    const look = () => this.dispatch({ type: 'viewerChanged', away: this.presence.away() });
    if (this.presence.away()) look();
    return this.presence.subscribe(look);
  }

  /** Sends what waits for the writer's pause; what cannot be sent stays in the browser. */
  private close(): void {
    if (this.ended) return;
    this.dispatch({ type: 'paused' });
    this.end();
  }

  /** The story is deleted, or its writer does not want the text: it goes from this browser. */
  async discard(): Promise<void> {
    this.abandon();
    await this.storing;
    await this.texts.forget(this.writer).catch(() => undefined);
  }

  abandon(): void {
    this.abandoned = true;
    this.end();
    liveSessions.delete(this);
  }

  private end(): void {
    this.ended = true;
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.timers = {};
    void this.storing.then(() => this.release?.());
    if (!this.state.sending) liveSessions.delete(this);
  }

  readonly snapshot = (): SaveState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  dispatch(event: SaveEvent): void {
    if (this.abandoned) return;
    const { state, commands } = step(this.state, event);
    this.state = state;
    for (const command of commands) this.run(command);
    if (this.ended && !state.sending) liveSessions.delete(this);
    for (const listener of [...this.listeners]) listener();
  }

  type(change: Partial<StoryText>): void {
    this.dispatch({ type: 'typed', text: { ...this.state.text, ...change } });
  }

  /** Ends a conflict; what the chosen text leaves out is put aside for 30 days. */
  resolve(text: StoryText, save: boolean): void {
    const { conflict, text: mine } = this.state;
    if (!conflict) return;
    for (const [offset, left] of [mine, conflict.text].entries()) {
      if (!sameText(left, text) && !isEmpty(left)) {
        void this.texts.putAside(conflict.id, left, Date.now() + offset).catch(() => undefined);
      }
    }
    this.dispatch({ type: 'resolved', text, save });
  }

  /** Ends a merge that was not wanted: the writer chooses, and what came from elsewhere is put aside until then. */
  undoMerge(): void {
    const { merge, saved } = this.state;
    if (merge && saved) void this.texts.putAside(saved.id, merge.theirs).catch(() => undefined);
    this.dispatch({ type: 'mergeUndone' });
  }

  /** The newest text of this story that was put aside. */
  async lastAside(): Promise<AsideText | undefined> {
    const id = this.state.saved?.id;
    const found = id ? await this.texts.aside(id).catch(() => []) : [];
    return found.find((aside) => !sameText(aside.text, this.state.text));
  }

  /** Resolves when everything typed so far lies in the browser, or storing it has failed. */
  settled(): Promise<void> {
    return this.storing;
  }

  get wouldLose(): boolean {
    return wouldLose(this.state);
  }

  private run(command: Command): void {
    switch (command.type) {
      case 'send':
        void this.server.send(command.request).then((answer) => this.dispatch(answer));
        break;
      case 'keep':
      case 'forget':
        this.store(command.type);
        break;
      case 'pauseTimer':
      case 'retryTimer':
        if (this.ended) break;
        clearTimeout(this.timers[command.type]);
        this.timers[command.type] = setTimeout(
          () => this.dispatch({ type: command.type === 'pauseTimer' ? 'paused' : 'retry' }),
          command.ms,
        );
        break;
      case 'done':
        this.events.done?.(command.action, command.story);
        break;
      case 'deleted':
        this.events.deleted?.();
        break;
      case 'actionFailed':
        this.events.failed?.(command.action, command.trouble);
        break;
    }
  }

  /** One write at a time; of what is wanted meanwhile only the newest is written. */
  private store(what: 'keep' | 'forget'): void {
    const idle = this.storeWanted === undefined;
    this.storeWanted = what;
    if (idle) this.storing = this.storing.then(() => this.storeNow());
  }

  private async storeNow(): Promise<void> {
    const what = this.storeWanted;
    this.storeWanted = undefined;
    if (this.abandoned) return;
    const { text, saved, createKey, unconfirmed } = this.state;
    try {
      if (what === 'forget') {
        await this.texts.forget(this.writer);
      } else {
        const record = {
          storyId: saved?.id,
          writer: this.writer,
          text,
          base: saved,
          createKey,
          unconfirmed,
          at: Date.now(),
        };
        await this.texts.keep(record);
        this.dispatch({ type: 'kept', text });
      }
      if (this.adopted) await this.texts.forget(this.adopted);
      this.adopted = undefined;
    } catch {
      if (what === 'keep') this.dispatch({ type: 'keepFailed' });
    }
  }
}

/**
 * The text that `writer` kept, else the newest one kept for a story (or for a story not created yet), unless an editor that is
 * open elsewhere keeps it.
 * `takeKept` says whether its old place may be emptied: only where closed editors can be told from open ones.
 */
export async function findKept(
  texts: KeptTexts,
  storyId: string | undefined,
  writer?: string | null,
): Promise<{ kept?: KeptText; takeKept: boolean }> {
  try {
    const candidates = (await texts.all()).filter((kept) => kept.storyId === storyId);
    const open = await openWriters(candidates.map((kept) => kept.writer));
    const closed = candidates.filter((candidate) => !open.has(candidate.writer));
    const kept = closed.find((candidate) => candidate.writer === writer) ?? closed[0];
    return { kept, takeKept: await canTellWriters() };
  } catch {
    return { takeKept: false };
  }
}
