import { emptyText, isEmpty, type SavedStory, sameText, type StoryText, tooLong } from './story-text.js';
import { mergeTexts } from './three-way-merge.js';

/** Why a text that should be at Wander is only in this browser. */
export type Trouble =
  | { kind: 'offline' | 'unreachable' | 'signedOut' }
  | { kind: 'gone'; message: string }
  | { kind: 'refused'; message: string };

export const gone: Trouble = { kind: 'gone', message: 'This story was deleted somewhere else.' };

export type Sending =
  | { kind: 'create'; text: StoryText; key: string }
  | { kind: 'update'; text: StoryText; id: string; version: number; status: SavedStory['status'] }
  | { kind: 'publish'; id: string; version: number }
  | { kind: 'unpublish'; id: string }
  | { kind: 'delete'; id: string }
  | { kind: 'read'; id: string };

/** What a writer does with a whole story, besides saving it. */
export type StoryAction = 'publish' | 'unpublish' | 'delete';

/** What a writer is told of when it did not happen. */
export type FailedAction = StoryAction | 'update';

/** The story's writer is not signed in here any more; `name`: of whoever is. */
export interface Away {
  readonly name?: string;
}

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
  /** The text for which Publish or Update was pressed, until Wander has it: readers get that, not what is typed since. */
  readonly meant?: StoryText;
  /** Asked for, and sent as soon as nothing else is under way. */
  readonly action?: 'unpublish' | 'delete';
  /** Sent, without an answer: whether it happened is read from Wander before anything else is sent or said. */
  readonly unanswered?: StoryAction;
  /** Nothing is sent meanwhile. */
  readonly away?: Away;
  readonly trouble?: Trouble;
  readonly attempts: number;
  /** The other version, when Wander has one that this text was not made from. */
  readonly conflict?: SavedStory;
  /** The last time that changes from elsewhere were put into this text. */
  readonly merge?: Merge;
  /** Whether the text on the screen lies in the browser's storage. */
  readonly kept: 'no' | 'yes' | 'failed';
}

/** Two texts that became one by themselves, since they changed different paragraphs. */
export interface Merge {
  readonly mine: StoryText;
  readonly theirs: StoryText;
  readonly merged: StoryText;
}

export type SaveEvent =
  | { type: 'typed'; text: StoryText }
  | { type: 'paused' }
  | { type: 'saveAsked' }
  | { type: 'publishAsked' }
  | { type: 'actionAsked'; action: 'unpublish' | 'delete' }
  /** Somebody else signed in, or the writer is back. */
  | { type: 'viewerChanged'; away?: Away }
  | { type: 'answered'; story: SavedStory }
  | { type: 'failed'; trouble: Trouble; retryAfterMs?: number }
  | { type: 'stale'; story: SavedStory }
  | { type: 'deleted' }
  /** The key of a create has made another story; this one gets another key. */
  | { type: 'keyTaken'; key: string }
  | { type: 'retry' }
  | { type: 'networkLost' }
  /** The writer chose a text in place of the two versions; `save` sends it even if the story is published. */
  | { type: 'resolved'; text: StoryText; save: boolean }
  /** The writer wants to see a text put aside earlier beside the saved one. */
  | { type: 'compared'; text: StoryText }
  | { type: 'changedElsewhere'; story: SavedStory }
  /** The writer does not want the last merge, and chooses; or is content with it. */
  | { type: 'mergeUndone' | 'mergeAccepted' }
  | { type: 'startedAnew'; key: string }
  | { type: 'kept'; text: StoryText }
  | { type: 'keepFailed' };

export type Command =
  | { type: 'send'; request: Sending }
  | { type: 'keep' }
  | { type: 'forget' }
  | { type: 'pauseTimer'; ms: number }
  | { type: 'retryTimer'; ms: number }
  | { type: 'done'; action: 'publish' | 'unpublish'; story: SavedStory }
  | { type: 'deleted' }
  | { type: 'actionFailed'; action: FailedAction; trouble: Trouble };

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
  state.unconfirmed !== undefined ||
  (state.saved && state.trouble?.kind !== 'gone' ? !sameText(state.text, state.saved.text) : !isEmpty(state.text));

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
      if (state.away) return isPublished(state) ? notSignedIn(state, 'update') : { state, commands: [] };
      return advance({ ...meaning(state, isPublished(state)), trouble: lasting(state.trouble) });
    case 'publishAsked':
      if (state.away) return notSignedIn(state, 'publish');
      return advance({ ...meaning(state), publishing: true, trouble: lasting(state.trouble) });
    case 'actionAsked':
      if (state.away) return notSignedIn(state, event.action);
      return advance({ ...state, action: event.action, trouble: lasting(state.trouble) });
    case 'viewerChanged':
      return viewerChanged(state, event.away);
    case 'deleted':
      return {
        state: { ...state, sending: undefined, action: undefined, unanswered: undefined, due: false },
        commands: [{ type: 'deleted' }],
      };
    case 'keyTaken':
      return advance({ ...state, sending: undefined, unconfirmed: undefined, createKey: event.key, due: true });
    case 'retry':
      return state.due || state.trouble || state.unanswered
        ? advance(state, { evenInTrouble: true })
        : { state, commands: [] };
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
      const { conflict, saved } = state;
      const newest = saved && saved.version >= conflict.version ? saved : conflict;
      const chosen: SaveState = { ...state, text: event.text, saved: newest, conflict: undefined, kept: 'no' };
      const settled = keepOrForget({ ...chosen, unconfirmed: undefined, trouble: undefined });
      const isMeant = event.save && isPublished(chosen);
      const next = advance(
        isMeant ? meaning(settled.state) : { ...settled.state, due: event.save || !isPublished(chosen) },
      );
      return { state: next.state, commands: [...settled.commands, ...next.commands] };
    }
    case 'compared':
      return state.saved && !isUnsaved(state)
        ? keepOrForget({ ...state, text: event.text, conflict: state.saved, kept: 'no' })
        : { state, commands: [] };
    case 'changedElsewhere':
      return rebase(state, event.story);
    case 'mergeUndone':
      return withoutMerge(state);
    case 'mergeAccepted':
      return { state: { ...state, merge: undefined }, commands: [] };
    case 'startedAnew':
      return advance({ ...begin({ text: state.text, createKey: event.key }), kept: state.kept, due: true });
    case 'kept':
      return { state: { ...state, kept: sameText(event.text, state.text) ? 'yes' : state.kept }, commands: [] };
    case 'keepFailed':
      return { state: { ...state, kept: 'failed' }, commands: [] };
  }
}

/** What is asked for in the writer's absence is not done when they are back: nobody waits for it any more. */
const notSignedIn = (state: SaveState, action: FailedAction): Step => ({
  state,
  commands: [{ type: 'actionFailed', action, trouble: { kind: 'signedOut' } }],
});

/** Troubles that a retry alone does not mend. */
const lasting = (trouble: Trouble | undefined) => (trouble?.kind === 'gone' ? trouble : undefined);

function keepOrForget(state: SaveState, then: Command[] = []): Step {
  return isUnsaved(state) || state.conflict
    ? { state, commands: [{ type: 'keep' }, ...then] }
    : { state, commands: [{ type: 'forget' }, ...then] };
}

/** Sends the next request if one is wanted and nothing stands in its way. */
function advance(state: SaveState, { evenInTrouble = false } = {}): Step {
  if (state.away || state.sending || state.conflict || state.trouble?.kind === 'gone') return { state, commands: [] };
  // What is wanted waits for the network, the server or the session; each of these comes back as a `retry`.
  if (state.trouble && state.trouble.kind !== 'refused' && !evenInTrouble) return { state, commands: [] };
  if (state.unanswered && state.saved) return send(state, { kind: 'read', id: state.saved.id });
  if (state.action === 'delete' && state.saved) {
    return send({ ...state, due: false }, { kind: 'delete', id: state.saved.id });
  }
  const text = state.due ? nextText(state) : undefined;
  if (text) {
    const problem = tooLong(text);
    if (problem) {
      return {
        state: {
          ...state,
          due: false,
          publishing: false,
          meant: undefined,
          trouble: { kind: 'refused', message: problem },
        },
        commands: [],
      };
    }
    const request: Sending = state.saved
      ? { kind: 'update', text, id: state.saved.id, version: state.saved.version, status: state.saved.status }
      : { kind: 'create', text, key: state.createKey };
    return send({ ...state, due: false, unconfirmed: request.text }, request);
  }
  if (state.publishing && state.saved && !isPublished(state)) {
    return send({ ...state, due: false }, { kind: 'publish', id: state.saved.id, version: state.saved.version });
  }
  if (state.action && state.saved) return send({ ...state, due: false }, { kind: state.action, id: state.saved.id });
  return { state: { ...state, due: false, publishing: false, trouble: lasting(state.trouble) }, commands: [] };
}

/** The writer asks for a save; `forReaders`: of what readers are to see. */
const meaning = (state: SaveState, forReaders = true): SaveState => ({
  ...state,
  due: true,
  meant: forReaders ? state.text : state.meant,
});

/** What a save would send; undefined when Wander has all that it may have. */
function nextText(state: SaveState): StoryText | undefined {
  if (state.unconfirmed) return state.unconfirmed;
  if (state.meant && !(state.saved && sameText(state.meant, state.saved.text))) return state.meant;
  return isPublished(state) || (state.publishing && state.saved) || !isUnsaved(state) ? undefined : state.text;
}

const send = (state: SaveState, request: Sending): Step => ({
  state: { ...state, sending: request },
  commands: [{ type: 'send', request }],
});

function answered(state: SaveState, story: SavedStory): Step {
  const sent = state.sending;
  const next: SaveState = { ...state, sending: undefined, trouble: undefined, attempts: 0 };
  if (sent?.kind === 'read') return learned(next, story);
  // A repeated create gives the first result: another text there means that someone went on with it elsewhere.
  if (sent?.kind === 'create' && !sameText(story.text, sent.text)) return rebase(next, story);
  const action = sent?.kind === 'publish' || sent?.kind === 'unpublish' ? sent.kind : undefined;
  const commands: Command[] = action ? [{ type: 'done', action, story }] : [];
  const publishing = sent?.kind === 'publish' ? false : next.publishing;
  const settled = keepOrForget({
    ...next,
    saved: story,
    // Neither publishing nor unpublishing says what became of a text that was sent.
    unconfirmed: action ? next.unconfirmed : undefined,
    meant: next.meant && !sameText(next.meant, story.text) ? next.meant : undefined,
    action: sent?.kind === 'unpublish' ? undefined : next.action,
    publishing,
  });
  const due = isStillDue(state, story) || publishing || settled.state.meant !== undefined;
  const further = advance({ ...settled.state, due });
  if (!further.state.sending && isUnsaved(further.state) && !isPublished(further.state)) {
    further.commands.push({ type: 'pauseTimer', ms: pauseMs });
  }
  return { state: further.state, commands: [...commands, ...settled.commands, ...further.commands] };
}

/** What was wanted of a draft is no Update: it does not go on to readers when the story turns out to be public. */
const isStillDue = (state: SaveState, story: SavedStory) =>
  state.due && (isPublished(state) || story.status !== 'PUBLISHED');

/** The story as it is, read because an action had no answer. */
function learned(state: SaveState, story: SavedStory): Step {
  const action = state.unanswered;
  const next = rebase({ ...state, unanswered: undefined }, story);
  if (!action) return next;
  const isDone = action !== 'delete' && story.status === (action === 'publish' ? 'PUBLISHED' : 'DRAFT');
  const told: Command = isDone
    ? { type: 'done', action, story }
    : { type: 'actionFailed', action, trouble: { kind: 'unreachable' } };
  return { state: next.state, commands: [told, ...next.commands] };
}

function failed(state: SaveState, trouble: Trouble, retryAfterMs?: number): Step {
  const sent = state.sending?.kind;
  const heard = trouble.kind === 'refused' || trouble.kind === 'gone';
  const action = sent === 'publish' || sent === 'unpublish' || sent === 'delete' ? sent : undefined;
  if (state.unanswered === 'delete' && trouble.kind === 'gone') return step(state, { type: 'deleted' });
  const isUnknown = trouble.kind === 'offline' || trouble.kind === 'unreachable';
  const isGone = trouble.kind === 'gone';
  // Of a story that is gone there is nothing left to read.
  const unanswered = isGone ? undefined : isUnknown && action ? action : state.unanswered;
  const hold = isUnsaved(state) || unanswered !== undefined || trouble.kind === 'signedOut' || isGone;
  const isTriedAgain = !isGone && (trouble.kind !== 'refused' || retryAfterMs !== undefined);
  const next: SaveState = {
    ...state,
    sending: undefined,
    trouble: hold ? trouble : undefined,
    publishing: false,
    action: undefined,
    unanswered,
    // An answer that says no also says that Wander has not taken it.
    unconfirmed: heard ? undefined : state.unconfirmed,
    meant: isTriedAgain && isPublished(state) ? state.meant : undefined,
    due: isTriedAgain && isUnsaved(state),
    attempts: state.attempts + 1,
  };
  const wait = retryAfterMs ?? Math.min(firstRetryMs * 2 ** state.attempts, lastRetryMs);
  const isTimed = (next.due || next.unanswered !== undefined) && trouble.kind !== 'signedOut';
  const commands: Command[] = isTimed ? [{ type: 'retryTimer', ms: wait }] : [];
  const asked = action ?? (isGone ? state.unanswered : undefined) ?? (state.publishing ? 'publish' : state.action);
  if (asked && unanswered !== asked) commands.push({ type: 'actionFailed', action: asked, trouble });
  return keepOrForget(next, commands);
}

/** Nothing is sent in somebody else's name; when the writer is back, what waited goes on. */
function viewerChanged(state: SaveState, away: Away | undefined): Step {
  if (away) return keepOrForget({ ...state, away });
  if (!state.away) return { state, commands: [] };
  const back: SaveState = { ...state, away: undefined, due: state.due || (isUnsaved(state) && !isPublished(state)) };
  return advance(back, { evenInTrouble: true });
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
    const forReaders = isPublished(state) || state.publishing;
    const meant = forReaders ? (state.meant ?? state.unconfirmed) : undefined;
    const due = story.status === 'DRAFT' || isStillDue(state, story) || state.publishing || meant !== undefined;
    const next = advance({ ...settled.state, meant, due });
    return { state: next.state, commands: [...settled.commands, ...next.commands] };
  }
  const met: SaveState = { ...state, trouble: undefined, due: false, publishing: false, meant: undefined };
  const merged = state.saved && mergeTexts(state.saved.text, state.text, story.text);
  const told: Command[] = state.publishing ? [{ type: 'actionFailed', action: 'publish', trouble: changed }] : [];
  if (!merged || tooLong(merged)) return keepOrForget({ ...met, conflict: story, merge: undefined }, told);
  const merge = { mine: state.text, theirs: story.text, merged };
  const settled = keepOrForget({ ...met, text: merged, saved: story, unconfirmed: undefined, merge, kept: 'no' });
  const next = advance({ ...settled.state, due: story.status === 'DRAFT' });
  return { state: next.state, commands: [...told, ...settled.commands, ...next.commands] };
}

const changed: Trouble = {
  kind: 'refused',
  message: 'The story was not published: it was changed in another window. Check the text, then publish it again.',
};

/** Both versions side by side, as if they had not become one; what was typed since then stays with the writer's. */
function withoutMerge(state: SaveState): Step {
  const { merge, saved } = state;
  if (!merge || !saved) return { state, commands: [] };
  const mine = mergeTexts(merge.merged, state.text, merge.mine) ?? state.text;
  const conflict = { ...saved, text: merge.theirs };
  return keepOrForget({ ...state, text: mine, conflict, merge: undefined, due: false, publishing: false, kept: 'no' });
}

export type SaveStatus =
  | { kind: 'new' | 'saving' | 'offline' | 'unreachable' | 'signedOut' | 'awaitsUpdate' | 'conflict' | 'lost' }
  | { kind: 'refused'; message: string }
  /** Somebody else is signed in. */
  | { kind: 'otherViewer'; name: string }
  /** Whether it happened is not known. */
  | { kind: 'unanswered'; action: StoryAction }
  | { kind: 'typing' }
  | { kind: 'saved'; at: string };

/** A draft that is sent by itself needs no other place, while nothing keeps it from Wander. */
const isOnItsWay = (state: SaveState): boolean =>
  !state.trouble && !state.away && !state.unanswered && (state.sending !== undefined || !isPublished(state));

/** The one thing to say about the text on the screen. */
export function statusOf(state: SaveState): SaveStatus {
  if (state.conflict) return { kind: 'conflict' };
  if (state.kept === 'failed' && isUnsaved(state) && !isOnItsWay(state)) return { kind: 'lost' };
  if (state.away) return state.away.name ? { kind: 'otherViewer', name: state.away.name } : { kind: 'signedOut' };
  if (state.unanswered) return { kind: 'unanswered', action: state.unanswered };
  // A retry nobody asked for does not change what is said until it is answered.
  if (state.sending && !state.trouble) return { kind: 'saving' };
  if (!isUnsaved(state)) return state.saved ? { kind: 'saved', at: state.saved.updatedAt } : { kind: 'new' };
  if (state.trouble) {
    return 'message' in state.trouble
      ? { kind: 'refused', message: state.trouble.message }
      : { kind: state.trouble.kind };
  }
  return isPublished(state) ? { kind: 'awaitsUpdate' } : { kind: 'typing' };
}
