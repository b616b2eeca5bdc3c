import { Check, CircleAlert, Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { lengthOf } from '../lib/input.js';

interface Common {
  /** Also the field's id, where the summary of the form leads. */
  name: string;
  label: string;
  /** At the right of the label. */
  note?: ReactNode;
  problem?: string;
}

interface FrameProps extends Common {
  under?: ReactNode;
  children: ReactNode;
}

const problemId = (name: string) => `${name}-problem`;
const hintId = (name: string) => `${name}-hint`;

function Frame({ name, label, note, problem, under, children }: FrameProps) {
  return (
    <div className="field">
      <label className="label" htmlFor={name}>
        <span>{label}</span>
        {note !== undefined && <small className="num">{note}</small>}
      </label>
      {children}
      {problem && (
        <p className="err" id={problemId(name)}>
          <CircleAlert className="icon" aria-hidden="true" />
          <span>{problem}</span>
        </p>
      )}
      {under}
    </div>
  );
}

const described = (name: string, problem: string | undefined, hint = false) =>
  [problem && problemId(name), hint && hintId(name)].filter(Boolean).join(' ') || undefined;

export function TextField({
  name,
  label,
  note,
  problem,
  ...input
}: Common & Omit<ComponentProps<'input'>, 'name' | 'id'>) {
  return (
    <Frame name={name} label={label} note={note} problem={problem}>
      <input
        className="input"
        id={name}
        name={name}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described(name, problem)}
        {...input}
      />
    </Frame>
  );
}

interface CountedProps extends Common {
  initial: string;
  max: number;
  multiline?: boolean;
  autoComplete?: string;
}

/** A field that counts as Wander counts, in whole characters, and lets one write past the end to shorten afterwards. */
export function CountedField({ name, label, initial, max, multiline, problem, autoComplete }: CountedProps) {
  const [value, setValue] = useState(initial);
  const length = lengthOf(value, multiline ? 'lines' : 'name');
  const over = length > max;
  const shared = {
    className: 'input',
    id: name,
    name,
    value,
    dir: 'auto',
    autoComplete,
    'aria-invalid': over || problem ? true : undefined,
    'aria-describedby': described(name, problem, over),
    onChange: (event: { target: { value: string } }) => setValue(event.target.value),
  };
  return (
    <Frame
      name={name}
      label={label}
      note={`${length} of ${max}`}
      problem={problem}
      under={
        over && (
          <p className="hint over" id={hintId(name)} role="status">
            {`${length - max} too many. Nothing is cut off; shorten it as you like.`}
          </p>
        )
      }
    >
      {multiline ? <textarea {...shared} /> : <input {...shared} />}
    </Frame>
  );
}

interface PasswordProps extends Common {
  autoComplete: 'current-password' | 'new-password';
  /** Shows how long it is, for a new one. */
  meter?: boolean;
}

export const passwordLimits = { min: 10, max: 128 };
const steps = [1, 6, passwordLimits.min, 16];

export function PasswordField({ name, label, note, problem, autoComplete, meter }: PasswordProps) {
  const [shown, setShown] = useState(false);
  const [value, setValue] = useState('');
  const length = lengthOf(value);
  const isLongEnough = length >= passwordLimits.min;
  const Icon = shown ? EyeOff : Eye;
  // A refused password is not praised for its length below.
  const hint = meter && !problem;
  const under = hint && (
    <>
      <div className="meter" aria-hidden="true">
        {steps.map((step) => (
          <i key={step} className={length >= step ? 'on' : ''} />
        ))}
      </div>
      <p className={isLongEnough ? 'ok' : 'hint'} id={hintId(name)}>
        {isLongEnough && <Check className="icon" aria-hidden="true" />}
        <span>
          {isLongEnough ? 'Long enough. Common passwords are refused.' : '10 characters or more; spaces are welcome.'}
        </span>
      </p>
    </>
  );
  return (
    <Frame name={name} label={label} note={note} problem={problem} under={under}>
      <div className="with">
        <input
          className="input"
          id={name}
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described(name, problem, hint)}
        />
        <button
          className="ibtn"
          type="button"
          aria-pressed={shown}
          aria-label={`Show the ${label.toLowerCase()}`}
          onClick={() => setShown(!shown)}
        >
          <Icon className="icon plain" aria-hidden="true" />
        </button>
      </div>
    </Frame>
  );
}
