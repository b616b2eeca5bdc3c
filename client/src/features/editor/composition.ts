/** Safari sends the key that takes the word after the composition has ended; that key still belongs to the box. */
const restMs = 200;

/**
 * Notices the words that an input method makes in a box. The returned function resolves when none is in the making:
 * what takes the box's place in the middle of one would double its letters.
 */
export function watchComposition(box: HTMLElement): () => Promise<void> {
  let isMaking = false;
  let endedAt = -Infinity;
  box.addEventListener('compositionstart', () => (isMaking = true));
  for (const end of ['compositionend', 'blur']) {
    box.addEventListener(end, () => {
      if (isMaking) endedAt = performance.now();
      isMaking = false;
    });
  }
  return async () => {
    // A box that is taken off the page has no end of composition.
    while (box.isConnected && (isMaking || performance.now() - endedAt < restMs))
      await new Promise((resolve) => setTimeout(resolve, 50));
  };
}
