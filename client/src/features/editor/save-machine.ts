import { emptyText, isEmpty, type SavedStory, sameText, type StoryText, tooLong } from './story-text.js';

/** Why a text that should be at Wander is only in this browser. */
export type Trouble =
  | { kind: 'offline' | 'unreachable' | 'signedOut' }
  | { kind: 'gone'; message: string }
  | { kind: 'refused'; message: string };

export type Sending =
  | { kind: 'create'; text: StoryText; key: string }
  | { kind: 'update'; text: StoryText; id: string; version: number }
  | { kind: 'publish'; id: string; version: number };

/**
 * The whole life of a text between keyboard and server. It is data: `step` moves it, whoever owns it carries out the
 * commands. At most one request is under way (`sending`); what is typed meanwhile waits in `text`.
 */
export interface SaveState {
  readonly text: StoryText;
  /** What the text was made from; undefined before the first save. */
  readonly saved?: SavedStory;
  /** The same for every attempt to create this story, so that Wander makes one. */
  readonly createKey: string;
  readonly sending?: Sending;
  /** Sent, without an answer: Wander may have it. It is repeated exactly, before newer text. */
  readonly unconfirmed?: StoryText;
  /** A save is wanted as soon as possible: the pause is over, or the writer asked. */
  readonly due: boolean;
  readonly publishing: boolean;
  readonly trouble?: Trouble;
  readonly attempts: number;
  /** The other version, when Wander has one that this text was not made from. */
  readonly conflict?: SavedStory;
  /** Whether the text on the screen lies in the browser's storage. */
  readonly kept: 'no' | 'yes' | 'failed';
}

export type SaveEvent =
  | { type: 'typed'; text: StoryText }
  | { type: 'paused' }
  | { type: 'saveAsked' }
  | { type: 'publishAsked' }
  | { type: 'answered'; story: SavedStory }
  | { type: 'failed'; trouble: Trouble; retryAfterMs?: number }
  | { type: 'stale'; story: SavedStory }
  | { type: 'retry' }
  | { type: 'networkLost' }
  /** The writer chose a text in place of the two versions; `save` sends it even if the story is published. */
  | { type: 'resolved'; text: StoryText; save: boolean }
  /** The writer wants to see a text put aside earlier beside the saved one. */
  | { type: 'compared'; text: StoryText }
  | { type: 'changedElsewhere'; story: SavedStory }
  | { type: 'startedAnew'; key: string }
  | { type: 'kept'; text: StoryText }
  | { type: 'keepFailed' };

export type Command =
  | { type: 'send'; request: Sending }
  | { type: 'keep' }
  | { type: 'forget' }
  | { type: 'pauseTimer'; ms: number }
  | { type: 'retryTimer'; ms: number }
  | { type: 'published'; story: SavedStory }
  | { type: 'publishFailed'; trouble: Trouble };

export interface Step {
  state: SaveState;
  commands: Command[];
}

export const pauseMs = 2_000;
const firstRetryMs = 4_000;
const lastRetryMs = 60_000;

export function begin(from: {
  saved?: SavedStory;
  text?: StoryText;
  createKey: string;
  unconfirmed?: StoryText;
}): SaveState {
  return {
    text: from.text ?? from.saved?.text ?? emptyText,
    saved: from.saved,
    createKey: from.createKey,
    unconfirmed: from.unconfirmed,
    due: false,
    publishing: false,
    attempts: 0,
    kept: 'no',
  };
}

/** Whether the screen has something that Wander does not, or may not have. */
export const isUnsaved = (state: SaveState): boolean =>
  state.unconfirmed !== undefined || (state.saved ? !sameText(state.text, state.saved.text) : !isEmpty(state.text));

/** Whether closing the page now would lose a letter. */
export const wouldLose = (state: SaveState): boolean => isUnsaved(state) && state.kept !== 'yes';

const isPublished = (state: SaveState) => state.saved?.status === 'PUBLISHED';

/** The next state and what must be done for it. Pure. */
export function step(state: SaveState, event: SaveEvent): Step {
  switch (event.type) {
    case 'typed': {
      if (sameText(event.text, state.text)) return { state: { ...state, text: event.text }, commands: [] };
      const typed: SaveState = { ...state, text: event.text, kept: 'no' };
      const trouble = typed.trouble?.kind === 'refused' ? undefined : typed.trouble;
      return keepOrForget({ ...typed, trouble }, isPublished(typed) ? [] : [{ type: 'pauseTimer', ms: pauseMs }]);
    }
    case 'paused':
      return isPublished(state) ? { state, commands: [] } : advance({ ...state, due: true });
    case 'saveAsked':
      return advance({ ...state, due: true, trouble: lasting(state.trouble) });
    case 'publishAsked':
      return advance({ ...state, due: true, publishing: true, trouble: lasting(state.trouble) });
    case 'retry':
      return state.due || state.trouble ? advance(state, { evenInTrouble: true }) : { state, commands: [] };
    case 'networkLost':
      // The browser may be wrong about it, and never say that the network is back.
      return isUnsaved(state)
        ? { state: { ...state, trouble: { kind: 'offline' } }, commands: [{ type: 'retryTimer', ms: firstRetryMs }] }
        : { state, commands: [] };
    case 'answered':
      return answered(state, event.story);
    case 'stale':
      return rebase({ ...state, sending: undefined }, event.story);
    case 'failed':
      return failed(state, event.trouble, event.retryAfterMs);
    case 'resolved': {
      if (!state.conflict) return { state, commands: [] };
      const chosen: SaveState = { ...state, text: event.text, saved: state.conflict, conflict: undefined, kept: 'no' };
      const settled = keepOrForget({ ...chosen, unconfirmed: undefined, trouble: undefined });
      const next = advance({ ...settled.state, due: event.save || !isPublished(chosen) });
      return { state: next.state, commands: [...settled.commands, ...next.commands] };
    }
    case 'compared':
      return state.saved && !isUnsaved(state)
        ? keepOrForget({ ...state, text: event.text, conflict: state.saved, kept: 'no' })
        : { state, commands: [] };
    case 'changedElsewhere':
      return rebase(state, event.story);
    case 'startedAnew':
      return advance({ ...begin({ text: state.text, createKey: event.key }), kept: state.kept, due: true });
    case 'kept':
      return { state: { ...state, kept: sameText(event.text, state.text) ? 'yes' : state.kept }, commands: [] };
    case 'keepFailed':
      return { state: { ...state, kept: 'failed' }, commands: [] };
  }
}

/** Troubles that a retry alone does not mend. */
const lasting = (trouble: Trouble | undefined) => (trouble?.kind === 'gone' ? trouble : undefined);

function keepOrForget(state: SaveState, then: Command[] = []): Step {
  return isUnsaved(state) || state.conflict
    ? { state, commands: [{ type: 'keep' }, ...then] }
    : { state, commands: [{ type: 'forget' }, ...then] };
}

/** Sends the next request if one is wanted and nothing stands in its way. */
function advance(state: SaveState, { evenInTrouble = false } = {}): Step {
  if (state.sending || state.conflict || state.trouble?.kind === 'gone') return { state, commands: [] };
  // What is wanted waits for the network, the server or the session; each of these comes back as a `retry`.
  if (state.trouble && state.trouble.kind !== 'refused' && !evenInTrouble) return { state, commands: [] };
  if (state.due && isUnsaved(state)) {
    const text = state.unconfirmed ?? state.text;
    const problem = tooLong(text);
    if (problem) {
      return {
        state: { ...state, due: false, publishing: false, trouble: { kind: 'refused', message: problem } },
        commands: [],
      };
    }
    const request: Sending = state.saved
      ? { kind: 'update', text, id: state.saved.id, version: state.saved.version }
      : { kind: 'create', text, key: state.createKey };
    return send({ ...state, due: false, unconfirmed: request.text }, request);
  }
  if (state.publishing && state.saved && !isPublished(state)) {
    return send({ ...state, due: false }, { kind: 'publish', id: state.saved.id, version: state.saved.version });
  }
  return { state: { ...state, due: false, publishing: false, trouble: lasting(state.trouble) }, commands: [] };
}

const send = (state: SaveState, request: Sending): Step => ({
  state: { ...state, sending: request },
  commands: [{ type: 'send', request }],
});

function answered(state: SaveState, story: SavedStory): Step {
  const sent = state.sending;
  const next: SaveState = { ...state, sending: undefined, trouble: undefined, attempts: 0 };
  // A repeated create gives the first result: another text there means that someone went on with it elsewhere.
  if (sent?.kind === 'create' && !sameText(story.text, sent.text)) return rebase(next, story);
  const commands: Command[] = sent?.kind === 'publish' ? [{ type: 'published', story }] : [];
  const publishing = sent?.kind === 'publish' ? false : next.publishing;
  const settled = keepOrForget({ ...next, saved: story, unconfirmed: undefined, publishing });
  const further = advance({ ...settled.state, due: settled.state.due || publishing });
  if (!further.state.sending && isUnsaved(further.state) && !isPublished(further.state)) {
    further.commands.push({ type: 'pauseTimer', ms: pauseMs });
  }
  return { state: further.state, commands: [...commands, ...settled.commands, ...further.commands] };
}

function failed(state: SaveState, trouble: Trouble, retryAfterMs?: number): Step {
  const heard = trouble.kind === 'refused' || trouble.kind === 'gone';
  const hold = isUnsaved(state) || trouble.kind === 'signedOut' || trouble.kind === 'gone';
  const next: SaveState = {
    ...state,
    sending: undefined,
    trouble: hold ? trouble : undefined,
    publishing: false,
    // An answer that says no also says that Wander has not taken it.
    unconfirmed: heard ? undefined : state.unconfirmed,
    due: trouble.kind !== 'gone' && (trouble.kind !== 'refused' || retryAfterMs !== undefined) && isUnsaved(state),
    attempts: state.attempts + 1,
  };
  const wait = retryAfterMs ?? Math.min(firstRetryMs * 2 ** state.attempts, lastRetryMs);
  const commands: Command[] = next.due && trouble.kind !== 'signedOut' ? [{ type: 'retryTimer', ms: wait }] : [];
  if (state.publishing) commands.push({ type: 'publishFailed', trouble });
  return keepOrForget(next, commands);
}

/** Wander has another version than the one this text was made from: is it a conflict, or only news? */
function rebase(state: SaveState, story: SavedStory): Step {
  const unchangedThere = state.saved !== undefined && sameText(story.text, state.saved.text);
  const ours = state.unconfirmed !== undefined && sameText(story.text, state.unconfirmed);
  const nothingHere = state.saved !== undefined && !isUnsaved(state);
  if (nothingHere && !state.sending && !state.publishing) {
    const taken: SaveState = { ...state, saved: story, text: story.text, unconfirmed: undefined, conflict: undefined };
    return { state: taken, commands: [{ type: 'forget' }] };
  }
  if (unchangedThere || ours || sameText(story.text, state.text)) {
    const settled = keepOrForget({
      ...state,
      saved: story,
      unconfirmed: undefined,
      trouble: undefined,
      conflict: undefined,
    });
    const next = advance({ ...settled.state, due: story.status === 'DRAFT' || state.due || state.publishing });
    return { state: next.state, commands: [...settled.commands, ...next.commands] };
  }
  return keepOrForget({ ...state, conflict: story, trouble: undefined, due: false, publishing: false });
}

export type SaveStatus =
  | { kind: 'new' | 'saving' | 'offline' | 'unreachable' | 'signedOut' | 'awaitsUpdate' | 'conflict' | 'lost' }
  | { kind: 'refused'; message: string }
  | { kind: 'typing' }
  | { kind: 'saved'; at: string };

/** The one thing to say about the text on the screen. */
export function statusOf(state: SaveState): SaveStatus {
  if (state.conflict) return { kind: 'conflict' };
  // A retry nobody asked for does not change what is said until it is answered.
  if (state.sending && !state.trouble) return { kind: 'saving' };
  if (!isUnsaved(state)) return state.saved ? { kind: 'saved', at: state.saved.updatedAt } : { kind: 'new' };
  // A draft on its way to Wander needs no other place.
  if (state.kept === 'failed' && (state.trouble || isPublished(state))) return { kind: 'lost' };
  if (state.trouble) {
    return 'message' in state.trouble
      ? { kind: 'refused', message: state.trouble.message }
      : { kind: state.trouble.kind };
  }
  return isPublished(state) ? { kind: 'awaitsUpdate' } : { kind: 'typing' };
}
