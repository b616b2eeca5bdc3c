import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import { offerOutsidePictures } from './outside-pictures.js';

/** A story's text: HTML that the server has rendered and made safe. */
export const Prose = memo(function Prose({ html }: { html: string }) {
  const root = useRef<HTMLDivElement>(null);
  const content = useMemo(() => ({ __html: html }), [html]);
  useLayoutEffect(() => {
    if (root.current) offerOutsidePictures(root.current);
  }, [html]);
  return <div ref={root} className="prose" dangerouslySetInnerHTML={content} />;
});
