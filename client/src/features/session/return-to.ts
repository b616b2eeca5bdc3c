import { useLocation, useNavigate, useSearchParams } from '../../lib/router.js';

const LONGEST_PATH = 2_000;

/**
 * The path, query and fragment that a browser makes of a text, if that is an address of this origin; else the first page.
 * Browsers drop tabs and line ends and read `\` as `/`, so that `/<tab>/host` leads elsewhere: only the parsed address counts.
 */
export function safePath(path: string | null): string {
  if (path === null || path.length > LONGEST_PATH || !path.startsWith('/')) return '/';
  const { origin } = globalThis.location;
  try {
    const url = new URL(path, origin);
    // `/.//host` is a path of this origin, but what remains of it leads to another one.
    if (url.origin !== origin || url.pathname.startsWith('//')) return '/';
    return url.pathname + url.search + url.hash;
  } catch {
    return '/';
  }
}

/** Where a door leads: back to where one came from. */
export function useReturn(): { next: string; query: string; goBack(): void } {
  const [params] = useSearchParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const next = safePath(params.get('next'));
  return { next, query: search, goBack: () => void navigate(next, { replace: true }) };
}
