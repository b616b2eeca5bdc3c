import { useDeferredValue, useMemo } from 'react';
import { renderMarkdown } from '../../../../server/platform/markdown/render.js';
import { Prose } from '../../ui/Prose.js';

/** The story as readers will see it, made by the module that makes the page; loaded on its own. */
export default function Preview({ body }: { body: string }) {
  const settled = useDeferredValue(body);
  return <Prose html={useMemo(() => renderMarkdown(settled), [settled])} />;
}
