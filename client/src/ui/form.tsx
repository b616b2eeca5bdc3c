import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { type FieldProblem, readError } from '../lib/api-error.js';
import { isUnanswered } from '../lib/unanswered.js';
import { waitOf } from '../lib/dates.js';
import { counted } from '../lib/text.js';
import { focusLater, type FocusOn } from '../lib/typing.js';
import { Notice } from './Notice.js';

export type Values<Name extends string> = Record<Name, string>;

interface Options<Name extends string> {
  fields: readonly Name[];
  /** What can be said without asking Wander. */
  check?(values: Values<Name>): FieldProblem[];
  submit(values: Values<Name>): Promise<void>;
  /** What Wander objects to is the whole, whichever field it names. */
  whole?: boolean;
  /** What is said when no answer came, and it may have happened all the same. */
  unanswered?: string;
}

export interface Form {
  problems: FieldProblem[];
  problemOf(field: string): string | undefined;
  /** What went wrong with the whole, in words for a person. */
  failure: string | undefined;
  /** Seconds until Wander takes another try; 0 when it does. */
  wait: number;
  busy: boolean;
  /** Counts the submissions that succeeded. */
  saved: number;
  /** Counts the submissions that did not, so that the summary takes the focus each time. */
  refused: number;
  /** Leads to what was wrong; who types on meanwhile stays there. */
  focus: FocusOn;
  onSubmit(event: FormEvent<HTMLFormElement>): void;
  /** Nothing is wrong any more, nothing is saved yet. */
  touch(): void;
}

function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}

const textOf = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');

/** A form whose fields the browser holds: checked here, then by Wander, whose objections land beside the fields. */
export function useForm<Name extends string>({ fields, check, submit, whole, unanswered }: Options<Name>): Form {
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(0);
  const [refused, setRefused] = useState(0);
  const [wait, startWait] = useCountdown();
  const focusOn = useRef<FocusOn>(undefined);
  const focus = useCallback<FocusOn>((...to) => focusOn.current?.(...to), []);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const refuse = (found: FieldProblem[], message?: string) => {
    setProblems(found);
    setFailure(message);
    setRefused((times) => times + 1);
  };

  const send = async (values: Values<Name>) => {
    setBusy(true);
    setFailure(undefined);
    setProblems([]);
    try {
      await submit(values);
      if (alive.current) setSaved((times) => times + 1);
    } catch (error) {
      const { code, message, fields: found, retryAfterSeconds } = readError(error);
      const known = whole ? [] : found.filter(({ field }) => fields.some((name) => name === field));
      if (code === 'RATE_LIMITED') startWait(retryAfterSeconds ?? 60);
      const said = isUnanswered(error) ? (unanswered ?? message) : message;
      refuse(known, known.length > 0 ? undefined : said);
    } finally {
      setBusy(false);
    }
  };

  return {
    problems,
    problemOf: (field) => problems.find((problem) => problem.field === field)?.message,
    failure,
    wait,
    busy,
    saved,
    refused,
    focus,
    onSubmit(event) {
      event.preventDefault();
      if (busy || wait > 0) return;
      focusOn.current = focusLater();
      const data = new FormData(event.currentTarget);
      const values = Object.fromEntries(fields.map((name) => [name, textOf(data.get(name))])) as Values<Name>;
      const found = check?.(values) ?? [];
      if (found.length > 0) refuse(found);
      else void send(values);
    },
    touch() {
      if (saved > 0) setSaved(0);
    },
  };
}

interface SummaryProps {
  form: Form;
  /** A field's name to what to do about it: the text of the link that leads there. */
  advice: Record<string, string>;
}

/** What a form needs before it goes through; takes the focus when it was refused. */
export function FormSummary({ form, advice }: SummaryProps) {
  const { problems, failure, wait, refused, focus } = form;
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refused > 0) focus(notice.current, {});
  }, [refused, focus]);

  if (wait > 0) {
    return (
      <Notice kind="neutral" role="status" ref={notice}>
        <b>You’re doing that too often.</b> Try again in {/* Nobody wants to hear the seconds counted. */}
        <span className="num" aria-live="off">
          {waitOf(wait)}
        </span>
        .
      </Notice>
    );
  }
  if (problems.length === 0 && !failure) return null;
  return (
    <Notice kind="danger" role="alert" ref={notice}>
      {failure ?? (
        <p>
          <b>{`Fix ${counted(problems.length, 'problem')} to continue.`}</b>
          {problems.map(({ field }) => (
            <span key={field}>
              {' '}
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(field)?.focus();
                }}
              >
                {advice[field] ?? field}
              </a>
              .
            </span>
          ))}
        </p>
      )}
    </Notice>
  );
}

interface SubmitProps {
  form: Form;
  text: string;
  /** The same in -ing. */
  doing: string;
  className?: string;
}

export function Submit({ form, text, doing, className = 'btn' }: SubmitProps) {
  return (
    <button
      className={className}
      type="submit"
      aria-busy={form.busy || undefined}
      aria-disabled={form.wait > 0 || undefined}
    >
      {form.busy ? doing : text}
    </button>
  );
}
