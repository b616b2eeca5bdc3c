import { memo, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { offerOf, showPicture } from './outside-picture.js';

/** What ids in a text begin with, so that none is the name of something in the page. */
const idPrefix = 'user-content-';

/** Puts what only this page has around the text: offers of pictures, and what scrolls sideways within reach of a keyboard. */
function prepared(html: string): string {
  if (!/class="outside-picture"|<pre|<table/.test(html)) return html;
  const template = document.createElement('template');
  template.innerHTML = html;
  for (const link of template.content.querySelectorAll<HTMLAnchorElement>('a.outside-picture'))
    link.replaceWith(offerOf(link));
  for (const code of template.content.querySelectorAll('pre')) code.tabIndex = 0;
  for (const table of template.content.querySelectorAll('table')) {
    const box = document.createElement('div');
    box.className = 'tablewrap';
    box.tabIndex = 0;
    table.replaceWith(box);
    box.append(table);
  }
  return template.innerHTML;
}

/** The part of a text that the address names: `#day-two`, or `#user-content-day-two` as its own links have it. */
function partOf(text: HTMLElement, hash: string): Element | undefined {
  let name = hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // Then it is meant as it stands.
  }
  return [...text.querySelectorAll('[id]')].find(({ id }) => id === name || id === idPrefix + name);
}

/** A story's text: HTML that the server has rendered and made safe. */
export const Prose = memo(function Prose({ html }: { html: string }) {
  const content = useMemo(() => ({ __html: prepared(html) }), [html]);
  const text = useRef<HTMLDivElement>(null);
  // The text comes after the page, when the browser has looked for the part already.
  useEffect(() => {
    if (location.hash.length > 1) partOf(text.current!, location.hash)?.scrollIntoView();
  }, []);
  const onClick = ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest('.outside > button') : null;
    if (button) showPicture(button.closest<HTMLElement>('.outside')!);
  };
  return <div ref={text} className="prose" dir="auto" onClick={onClick} dangerouslySetInnerHTML={content} />;
});
