import { type ReactNode, useEffect, useState } from 'react';

const delayMs = 150;
const leastMs = 300;

/**
 * Whether to show the shape of what comes: not before 150 ms, and then for at least 300 ms, so that nothing flickers.
 * `waiting` is true while the content is on its way.
 */
export function useSkeleton(waiting: boolean): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(waiting), waiting ? delayMs : leastMs);
    return () => clearTimeout(timer);
  }, [waiting]);
  return shown;
}

interface BarProps {
  width: string;
  height?: string;
}

export const Bar = ({ width, height = '1em' }: BarProps) => <span className="sk" style={{ width, height }} />;

interface WaitingProps {
  /** For those who cannot see the shapes: "Fetching stories". */
  label: string;
  children: ReactNode;
}

/** Shapes of what comes, once it takes longer than one notices. */
export function Waiting({ label, children }: WaitingProps) {
  const shown = useSkeleton(true);
  if (!shown) return null;
  return (
    <>
      <p className="vh" role="status">
        {label}
      </p>
      <div aria-hidden="true">{children}</div>
    </>
  );
}
