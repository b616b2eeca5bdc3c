import { nextTheme } from '../lib/theme.js';
import { focusWhenThere } from '../lib/typing.js';

/** What keys may ask of the page they are pressed on. */
export interface Hands {
  navigate(path: string): unknown;
  announce(text: string): void;
}

const places: Record<string, string> = { s: '/', m: '/map', n: '/notifications' };
const sequenceMs = 1_000;
let lastG = -sequenceMs;

/** Does what a single letter stands for, or the second one after a G. `at`: when it was pressed, in milliseconds. */
export function act(letter: string, at: number, { navigate, announce }: Hands) {
  const place = at - lastG < sequenceMs ? places[letter] : undefined;
  lastG = letter === 'g' ? at : -sequenceMs;
  if (place !== undefined) navigate(place);
  else if (letter === 'j') step(1);
  else if (letter === 'k') step(-1);
  else if (letter === 't') announce(`Theme: ${nextTheme()}`);
  else if (letter === 'w') navigate('/write');
  else if ('lbc'.includes(letter)) press(letter);
}

/** Puts the focus on the next or previous story or comment of the list. */
function step(by: 1 | -1) {
  const titles = [...document.querySelectorAll<HTMLElement>('.card :is(h2, h3) a, .comment .who a')];
  const from = document.activeElement;
  const at = from?.matches('.comment, a') ? titles.findIndex((title) => from.contains(title)) : -1;
  const next = titles[at < 0 ? 0 : Math.min(Math.max(at + by, 0), titles.length - 1)];
  next?.focus();
  next?.closest('.card, .comment')?.scrollIntoView({ block: 'nearest' });
}

const awaitsComments = '[data-key-soon="c"]';

/** Presses what a letter stands for: of the story that has the focus, else of the story that is read. */
function press(letter: string) {
  const near = document.activeElement?.closest('.card') ?? document;
  const wanted = near.querySelector<HTMLElement>(`[data-key="${letter}"]`);
  if (near === document && document.querySelector('.card') && letter !== 'c') return;
  // Comments come after their story.
  if (!wanted && letter === 'c' && document.querySelector(awaitsComments)) focusWhenThere('[data-key="c"]');
  else if (wanted?.matches('textarea, a')) wanted.focus();
  else wanted?.click();
}
