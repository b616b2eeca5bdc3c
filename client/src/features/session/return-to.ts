import { useLocation, useNavigate, useSearchParams } from 'react-router';

/** Only paths of this origin: `//host` and `/\host` lead elsewhere. */
export function safePath(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/';
}

/** Where a door leads: back to where one came from. */
export function useReturn(): { next: string; query: string; goBack(): void } {
  const [params] = useSearchParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const next = safePath(params.get('next'));
  return { next, query: search, goBack: () => void navigate(next, { replace: true }) };
}
