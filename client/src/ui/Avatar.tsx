import { type CSSProperties, useMemo } from 'react';
import { contourOf } from '../lib/contour.js';
import { useIsHydrated } from '../lib/hydration.js';

interface Props {
  username: string;
  /** A CSS length; the surroundings decide when it is absent. */
  size?: string;
  /** One of many below the screen: its lines, a kilobyte each, are drawn once the page is hydrated. */
  late?: boolean;
}

/** The contour that belongs to a username. It stands beside the name, so it says nothing itself. */
export function Avatar({ username, size, late = false }: Props) {
  const isHydrated = useIsHydrated();
  const { tint, path } = useMemo(() => contourOf(username), [username]);
  const style = size ? ({ '--a': size } as CSSProperties) : undefined;
  return (
    <svg className="avatar" viewBox="0 0 40 40" aria-hidden="true" style={style}>
      <rect width="40" height="40" style={{ fill: `var(--tint-${tint})` }} />
      {(isHydrated || !late) && <path d={path} />}
    </svg>
  );
}
