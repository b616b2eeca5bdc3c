import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useIsLate } from '../lib/router.js';

const delayMs = 150;
const leastMs = 300;

/** `no`: show the content. `soon`: nothing yet, it may come at once. `shown`: the shape of what comes. */
export type Wait = 'no' | 'soon' | 'shown';

/**
 * How long a page waits on the screen: its shape appears after 150 ms, at once where the page before has waited for it, and
 * stays for at least 300 ms, so that nothing flickers. `pending` is true while the content is on its way.
 */
export function useWait(pending: boolean): Wait {
  const isLate = useIsLate();
  const [shown, setShown] = useState(pending && isLate);
  const since = useRef(0);
  useEffect(() => {
    if (pending === shown) {
      if (shown) since.current ||= performance.now();
      return undefined;
    }
    const wait = pending ? (isLate ? 0 : delayMs) : leastMs - (performance.now() - since.current);
    const timer = setTimeout(() => {
      since.current = performance.now();
      setShown(pending);
    }, wait);
    return () => clearTimeout(timer);
  }, [pending, shown, isLate]);
  if (shown) return 'shown';
  return pending ? 'soon' : 'no';
}

interface BarProps {
  width: string;
  height?: string;
}

export const Bar = ({ width, height = '1em' }: BarProps) => <span className="sk" style={{ width, height }} />;

interface WaitingProps {
  wait: Wait;
  /** For those who cannot see the shapes: "Loading stories". */
  label: string;
  children: ReactNode;
}

/** Shapes of what comes, once it takes longer than one notices. */
export function Waiting({ wait, label, children }: WaitingProps) {
  if (wait !== 'shown') return null;
  return (
    <>
      <p className="vh" role="status">
        {label}
      </p>
      <div aria-hidden="true">{children}</div>
    </>
  );
}
