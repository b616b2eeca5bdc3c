import { memo, type MouseEvent, useMemo } from 'react';

/**
 * Puts a picture from another site in the place of the box that names it. Until its button is pressed nobody else
 * learns who reads; then that site gets the request, and nothing about the page.
 */
function showPicture({ target }: MouseEvent) {
  const button = target instanceof Element ? target.closest('.outside > button') : null;
  const box = button?.closest<HTMLElement>('.outside');
  const address = box?.dataset.src;
  if (!box || !address?.startsWith('https://')) return;
  const picture = document.createElement('img');
  picture.referrerPolicy = 'no-referrer';
  picture.alt = box.dataset.alt ?? '';
  // The focus was on the button, which goes.
  picture.tabIndex = -1;
  picture.src = address;
  box.replaceWith(picture);
  picture.focus({ preventScroll: true });
}

/** A story's text: HTML that the server has rendered and made safe. */
export const Prose = memo(function Prose({ html }: { html: string }) {
  const content = useMemo(() => ({ __html: html }), [html]);
  return <div className="prose" dir="auto" onClick={showPicture} dangerouslySetInnerHTML={content} />;
});
