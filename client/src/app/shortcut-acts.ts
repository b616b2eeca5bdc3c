/** Puts the focus on the next or previous story or comment of the list. */
export function step(by: 1 | -1) {
  const titles = [...document.querySelectorAll<HTMLElement>('.card :is(h2, h3) a, .comment .who a')];
  const at = titles.indexOf(document.activeElement as HTMLElement);
  const next = titles[at < 0 ? 0 : Math.min(Math.max(at + by, 0), titles.length - 1)];
  next?.focus();
  next?.closest('.card, .comment')?.scrollIntoView({ block: 'nearest' });
}

/** Presses what a letter stands for: of the story that has the focus, else of the story that is read. */
export function press(letter: string) {
  const near = document.activeElement?.closest('.card') ?? document;
  const wanted = near.querySelector<HTMLElement>(`[data-key="${letter}"]`);
  if (near === document && document.querySelector('.card') && letter !== 'c') return;
  if (wanted?.matches('textarea, a')) wanted.focus();
  else wanted?.click();
}
