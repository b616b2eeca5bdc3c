import { type ReactNode, useEffect } from 'react';

/** The title of the tab; undefined until the page knows it. */
export function usePageTitle(title: string | undefined) {
  useEffect(() => {
    if (title !== undefined)
      document.title = title === 'Wander' ? 'Wander: stories from the road' : `${title} · Wander`;
  }, [title]);
}

/** Keeps search engines away from a page that answers 200 but is not there. */
export function useNoIndex() {
  useEffect(() => {
    const meta = document.createElement('meta');
    meta.name = 'robots';
    meta.content = 'noindex';
    document.head.append(meta);
    return () => meta.remove();
  }, []);
}

interface Props {
  title: string | undefined;
  busy?: boolean;
  /** In a column of its own where there is room, else not at all. */
  beside?: ReactNode;
  children: ReactNode;
}

/** The main part of a page. Every page has exactly one. */
export function Page({ title, busy, beside, children }: Props) {
  usePageTitle(title);
  return (
    <main id="main" tabIndex={-1} className="wrap" aria-busy={busy || undefined}>
      {beside ? (
        <div className="home columns">
          <div>{children}</div>
          {beside}
        </div>
      ) : (
        children
      )}
    </main>
  );
}
