import { useDeferredValue, useMemo } from 'react';
import { renderMarkdown } from '../../../../server/platform/markdown/render.js';

/** The story as readers will see it, made by the module that makes the page; loaded on its own. */
export default function Preview({ body }: { body: string }) {
  const settled = useDeferredValue(body);
  const html = useMemo(() => ({ __html: renderMarkdown(settled) }), [settled]);
  return <div className="prose" dangerouslySetInnerHTML={html} />;
}
