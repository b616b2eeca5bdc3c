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
  picture.onerror = () => tellBroken(picture, box);
  picture.src = address;
  box.replaceWith(picture);
  picture.focus({ preventScroll: true });
}

/** In the place of a picture that did not come: that it did not, and the box with its button to try again. */
function tellBroken(picture: HTMLImageElement, box: HTMLElement) {
  const hadFocus = document.activeElement === picture;
  const told = box.querySelector('[role=alert]') ?? document.createElement('span');
  told.setAttribute('role', 'alert');
  told.className = 'err';
  told.textContent = 'Couldn’t load this picture.';
  box.prepend(told);
  const button = box.querySelector('button');
  if (button) button.textContent = 'Try again';
  picture.replaceWith(box);
  if (hadFocus) button?.focus({ preventScroll: true });
}

/** A story's text: HTML that the server has rendered and made safe. */
export const Prose = memo(function Prose({ html }: { html: string }) {
  const content = useMemo(() => ({ __html: html }), [html]);
  return <div className="prose" dir="auto" onClick={showPicture} dangerouslySetInnerHTML={content} />;
});
