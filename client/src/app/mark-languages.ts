import { languageOf } from '../lib/language.js';

/** What people wrote: names, titles, excerpts, and each paragraph of a longer text. */
const texts = '[dir=auto]:not(.prose, input, textarea), .prose :is(p, h1, h2, h3, h4, h5, h6, li, td, th, figcaption)';

function mark(element: HTMLElement) {
  const language = languageOf(element.textContent);
  if (language) element.lang = language;
  else element.removeAttribute('lang');
}

const markAllOf = (root: ParentNode) => root.querySelectorAll<HTMLElement>(texts).forEach(mark);

/**
 * Gives each text that is not in a Latin script its `lang`, now and as texts come, so that it is spoken and drawn as what it
 * is. The components know nothing of it, and first paint does not wait for it.
 */
export function markLanguages(root: HTMLElement): () => void {
  markAllOf(root);
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const text = element?.closest<HTMLElement>(texts);
      if (text) mark(text);
      for (const added of addedNodes) {
        if (!(added instanceof HTMLElement)) continue;
        if (added.matches(texts)) mark(added);
        markAllOf(added);
      }
    }
  });
  observer.observe(root, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}
