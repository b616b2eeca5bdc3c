import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Link } from '../../lib/router.js';
import { lengthOf } from '../../lib/input.js';
import { isComposing } from '../../lib/keyboard.js';
import { nextTry } from '../../lib/next-try.js';
import { focusLater } from '../../lib/typing.js';
import { isUnanswered } from '../../lib/unanswered.js';
import { Notice } from '../../ui/Notice.js';
import { useToasts } from '../../ui/toasts.js';
import type { Sent } from '../text-boxes/kept-boxes.js';
import { useTextBox } from '../text-boxes/use-text-box.js';
import type { SessionViewer } from '../session/session.js';
import { useAway } from '../session/use-away.js';
import type { Failure } from './post-comment.js';

const MAX = 5_000;

interface Props {
  /** Whose text it is, whoever is signed in later. */
  owner: SessionViewer;
  /** Where its text is kept in this browser. */
  box: string;
  /** What is changed: it stays in the box until Wander has it. Without it the box is empty for the next word at once. */
  initial?: string;
  label: string;
  placeholder?: string;
  send: string;
  /** Resolves to what went wrong, or to nothing. */
  onSend(sent: Sent): Promise<Failure | undefined>;
  /** Looks for what was sent without an answer. */
  hasArrived?(sent: Sent): Promise<boolean>;
  /** The ids of the owner's comments with these words that are in the list. */
  earlier?(body: string): readonly string[];
  /** Of the list in which it would be seen: the comment that was added last. */
  newest?: string;
  /** Wander has the change, and nothing was typed since. */
  onSaved?(): void;
  onCancel?(): void;
  /** The box is wanted again: a change that was given up, or what was not posted. */
  onReopen?(): void;
  /** Somebody else is signed in, or nobody, and nothing of the owner's is in it. */
  onRelease(): void;
  /** Takes the focus when it appears. */
  eager?: boolean;
  /** `c` leads to it. */
  main?: boolean;
}

/** A box for a comment. Ctrl+Enter posts. */
export default function Composer({
  owner,
  box: name,
  initial,
  label,
  placeholder,
  send,
  onSend,
  hasArrived,
  earlier,
  newest,
  onSaved,
  onCancel,
  onReopen,
  onRelease,
  eager = false,
  main = false,
}: Props) {
  const [{ text, sent, unanswered, isKept, restored }, kept] = useTextBox(owner.id, name, {
    initial,
    hasArrived,
    news: newest,
  });
  const away = useAway(owner.id);
  const [failure, setFailure] = useState<Failure>();
  const busy = useRef(false);
  const changes = useRef(0);
  const isGivenUp = useRef(false);
  const { show } = useToasts();
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const length = lengthOf(text.trim());
  const tooLong = length > MAX;
  const done = initial === undefined ? 'posted' : 'changed';
  const ready = length > 0 && !tooLong && !away;
  useEffect(() => {
    if (!eager) return;
    focusLater(box.current)(box.current);
    if (document.activeElement !== box.current) return;
    const end = box.current?.value.length ?? 0;
    box.current?.setSelectionRange(end, end);
    // When it appears, and when a text comes back into it.
  }, [eager, restored]);

  const isReleased = away !== undefined && kept.isEmpty;
  const release = useRef(onRelease);
  useEffect(() => {
    release.current = onRelease;
  });
  useEffect(() => {
    if (isReleased) release.current();
  }, [isReleased]);
  const isFound = failure?.isUnanswered && initial === undefined && unanswered.length === 0 && sent.length === 0;
  const told = isFound || away ? undefined : failure;

  /** In the box, or where it is seen when the box is gone. */
  const tell = (problem: Failure | undefined) => {
    setFailure(problem);
    if (problem === undefined || box.current) return;
    // Of a box that belongs to a comment, unless the page was left.
    const isThere = document.getElementById(name.replace('edit/', '')) !== null;
    const [what, why] = saidOf(problem, done);
    show({
      text: `${what} ${why} Its text is saved in this browser.`,
      action: onReopen && isThere ? { name: 'Open it', onClick: onReopen } : undefined,
    });
  };
  /** What was sent without an answer and has been changed since must not be posted beside itself. */
  const isKnown = async (): Promise<boolean> => {
    const before = kept.snapshot().text;
    if (!hasArrived || unanswered.every(({ body }) => body === text.trim())) return true;
    if (!(await kept.look(hasArrived))) {
      tell({ message: '', isUnanswered: true });
      return false;
    }
    const gone = unanswered.length - kept.snapshot().unanswered.length;
    if (gone === 0 || kept.snapshot().text !== before) return true;
    tell({
      message: 'Your earlier text was posted already. Post this one too if you still want to.',
      isUnanswered: false,
    });
    return false;
  };
  const submit = async () => {
    if (!ready) return box.current?.focus();
    if (busy.current) return;
    busy.current = true;
    try {
      setFailure(undefined);
      if (!(await isKnown()) || kept.snapshot().text.trim() === '') return;
      if (initial === undefined) {
        const one = kept.take(earlier?.(text.trim()));
        busy.current = false;
        const problem = await onSend(one);
        if (!problem) kept.arrived(one);
        else if (problem.isUnanswered) kept.lost(one);
        else kept.refused(one);
        return tell(problem);
      }
      await change({ key: '', body: text.trim(), at: Date.now() });
    } finally {
      busy.current = false;
    }
  };
  const change = async (sent: Sent) => {
    const now = ++changes.current;
    let problem = await onSend(sent);
    if (problem?.isUnanswered && hasArrived) {
      busy.current = false;
      if (!isGivenUp.current) tell(problem);
      problem = await learn(sent, hasArrived, now, problem);
    }
    if (isGivenUp.current || now !== changes.current) return;
    if (!problem) {
      kept.saved(text, sent.body);
      if (kept.isEmpty) onSaved?.();
    }
    tell(problem);
  };
  /** After an answer that did not come: reads whether the change was saved, and until then nobody knows. */
  const learn = async (sent: Sent, isSaved: NonNullable<typeof hasArrived>, now: number, problem: Failure) => {
    for (let tries = 0; now === changes.current; tries++) {
      try {
        if (await isSaved(sent)) return undefined;
        // At first it may still be on its way.
        if (tries > 0) return { message: 'Wander wasn’t responding. Save it again.', isUnanswered: false };
      } catch (error) {
        if (!isUnanswered(error)) return problem;
      }
      await nextTry(tries);
    }
    return undefined;
  };
  const cancel = () => {
    if (initial !== undefined && text !== initial) {
      const isSent = busy.current || failure?.isUnanswered;
      isGivenUp.current = true;
      kept.clear();
      show({
        text: isSent ? 'We don’t know yet whether your comment was changed.' : 'Change discarded.',
        action: { name: 'Undo', onClick: () => (kept.type(text), onReopen?.()) },
      });
    }
    onCancel?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
    if (event.key === 'Escape' && onCancel) {
      event.stopPropagation();
      cancel();
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {away && (
        <Notice kind="caution" role="status">
          <AwayNotice owner={owner.name} away={away} done={done} />
        </Notice>
      )}
      {told && (
        <Notice kind="danger" role="alert">
          <b>{saidOf(told, done)[0]}</b> <span>{saidOf(told, done)[1]}</span>{' '}
          <span>Your text is still in the box.</span>
        </Notice>
      )}
      {!isKept && (
        <Notice kind="caution" role="status">
          <b>This browser can’t keep your text.</b> <span>Post it, or copy it, before you close this page.</span>
        </Notice>
      )}
      <label className="vh" htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={box}
        id={id}
        data-key={main ? 'c' : undefined}
        dir="auto"
        placeholder={placeholder}
        value={text}
        aria-invalid={tooLong || undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => kept.type(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="row">
        <span className="small muted grow" id={`${id}-hint`}>
          {length > MAX - 500 ? (
            <span className={tooLong ? 'err num' : 'num'}>
              {`${length.toLocaleString('en')} of ${MAX.toLocaleString('en')} characters`}
            </span>
          ) : (
            <span>Markdown works here.</span>
          )}
        </span>
        {onCancel && (
          <button className="btn bare sm" type="button" onClick={cancel}>
            Cancel
          </button>
        )}
        <button className="btn sm" type="submit" aria-disabled={!ready || undefined}>
          {send}
        </button>
      </div>
    </form>
  );
}

/** What happened, and why. */
function saidOf({ message, isUnanswered }: Failure, done: 'posted' | 'changed'): [string, string] {
  if (!isUnanswered) return [`Your comment was not ${done}.`, message];
  const again = done === 'posted' ? 'Post it again if you like: it appears once.' : 'Save it again if you like.';
  return ['Wander isn’t responding.', `We don’t know yet whether your comment was ${done}. ${again}`];
}

interface AwayProps {
  owner: string;
  away: { name?: string };
  done: 'posted' | 'changed';
}

function AwayNotice({ owner, away, done }: AwayProps) {
  const next = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
  return away.name ? (
    <>
      <b>{`${away.name} is signed in now.`}</b>{' '}
      <span>{`This text belongs to ${owner}. It stays in this browser, and can be posted when ${owner} signs in again.`}</span>
    </>
  ) : (
    <>
      <b>You’re signed out.</b>{' '}
      <span>{`What you wrote is saved in this browser. It can be ${done} when you sign in again.`}</span>{' '}
      <Link to={next}>Sign in</Link>
    </>
  );
}
