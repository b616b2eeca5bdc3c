import { Unplug } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type ErrorCode, readError } from '../lib/api-error.js';
import { useIsOnline } from '../lib/network.js';
import { waitOf } from '../lib/dates.js';
import { Empty } from './Empty.js';

interface Props {
  /** "Couldn’t load stories". */
  title: string;
  error: unknown;
  onRetry(): void;
}

const waits = [8, 16, 32, 60];

const whatHappened: Partial<Record<ErrorCode, string>> = {
  RATE_LIMITED: 'You’re doing that too often.',
  INTERNAL_SERVER_ERROR: 'Something went wrong at Wander.',
};

/** In the place of what needs the network. */
export const Offline = () => (
  <Empty icon={Unplug} role="alert" title="You’re offline">
    <p>This page loads when you’re back online.</p>
  </Empty>
);

/** What was asked for could not be loaded: says so, and tries again by itself, ever more patiently. */
export function Trouble({ title, error, onRetry }: Props) {
  const { code, reference, message, retryAfterSeconds } = readError(error);
  const [attempt, setAttempt] = useState(0);
  const [seconds, setSeconds] = useState(retryAfterSeconds ?? waits[0] ?? 8);
  const isOnline = useIsOnline();
  const mends = code !== 'FORBIDDEN' && code !== 'BAD_USER_INPUT';

  useEffect(() => {
    if (!mends) return undefined;
    const timer = setTimeout(() => {
      if (seconds > 1) return setSeconds(seconds - 1);
      setSeconds(waits[Math.min(attempt + 1, waits.length - 1)] ?? 60);
      setAttempt(attempt + 1);
      onRetry();
    }, 1_000);
    return () => clearTimeout(timer);
  }, [seconds, attempt, mends, onRetry]);

  useEffect(() => {
    addEventListener('online', onRetry);
    return () => removeEventListener('online', onRetry);
  }, [onRetry]);

  if (code === 'NO_ANSWER' && !isOnline) return <Offline />;
  return (
    <Empty
      icon={Unplug}
      role="alert"
      title={title}
      actions={
        <>
          <button className="btn" type="button" onClick={onRetry}>
            Try now
          </button>
          {reference && (
            <button
              className="btn bare"
              type="button"
              onClick={() => void navigator.clipboard?.writeText(reference).catch(() => undefined)}
            >
              Copy the reference
            </button>
          )}
        </>
      }
      note={
        reference && (
          <p className="ref">
            Reference <code>{reference}</code>
          </p>
        )
      }
    >
      {mends ? (
        <p>
          <span>{whatHappened[code] ?? 'Wander isn’t responding.'}</span> <span>Nothing you wrote is lost.</span>{' '}
          {/* Nobody wants to hear the seconds counted. */}
          <span className="num" aria-live="off">{`Trying again in ${waitOf(seconds)}.`}</span>
        </p>
      ) : (
        <p>{message}</p>
      )}
    </Empty>
  );
}
