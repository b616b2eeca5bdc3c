import { memo, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { hashName } from '../lib/hash-name.js';
import { showPicture, withPictureOffers } from './outside-picture.js';

/** What ids in a text begin with, so that none is the name of something in the page. */
const idPrefix = 'user-content-';

/**
 * Offers pictures from other sites, and brings what scrolls sideways within reach of a keyboard. The text is the server's own HTML, whose tags are its tags: a `<` that
 * somebody wrote is escaped.
 */
const prepared = (html: string): string =>
  withPictureOffers(html)
    .replace(/<a href="#[^"]*fnref-(\d+)[-\d]*" role="doc-backlink"/g, '$& aria-label="Back to the text from note $1"')
    .replace(/<pre\b/g, '<pre tabindex="0"')
    .replace(/<table\b/g, '<div class="tablewrap" tabindex="0"><table')
    .replace(/<\/table>/g, '</table></div>');

/** The part of a text that the address names: `#day-two`, or `#user-content-day-two` as its own links have it. */
function partOf(text: HTMLElement, hash: string): Element | undefined {
  const name = hashName(hash);
  return [...text.querySelectorAll('[id]')].find(({ id }) => id === name || id === idPrefix + name);
}

/** A story's text: HTML that the server has rendered and made safe. */
export const Prose = memo(function Prose({ html }: { html: string }) {
  const content = useMemo(() => ({ __html: prepared(html) }), [html]);
  const text = useRef<HTMLDivElement>(null);
  // Where the text comes after the page, the browser has looked for the part already.
  useEffect(() => {
    const isThere = document.querySelector(':target') !== null;
    if (location.hash.length > 1 && !isThere) partOf(text.current!, location.hash)?.scrollIntoView();
  }, []);
  const onClick = ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest('.outside > button') : null;
    if (button) showPicture(button.closest<HTMLElement>('.outside')!);
  };
  return <div ref={text} className="prose" dir="auto" onClick={onClick} dangerouslySetInnerHTML={content} />;
});
