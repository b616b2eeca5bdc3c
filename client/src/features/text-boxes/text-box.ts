import { onDiscarded } from '../../lib/discarded.js';
import { asStored } from '../../lib/input.js';
import { newKey } from '../../lib/new-key.js';
import { announceWriter, openWriters } from '../editor/writers.js';
import { readStored } from '../../lib/storage.js';
import { discardKept, findKept, type Found, keyOf, type Sent, writeKept } from './kept-boxes.js';

export interface BoxState {
  /** What stands in the box. */
  readonly text: string;
  /** Sent, and not in the box: under way, or being looked for. */
  readonly sent: readonly Sent[];
  /** Sent without an answer, and in the box again, before what was typed since. */
  readonly unanswered: readonly Sent[];
  /** False when the browser refuses to keep it. */
  readonly isKept: boolean;
  /** Counts texts that came from this browser. */
  readonly restored: number;
}

const joined = (texts: readonly string[]) => texts.filter((text) => text.trim() !== '').join('\n\n');

const closingTries = 10;
const closingMs = 500;
const laterMs = 10_000;

/** Of this page. */
const openBoxes = new Set<TextBox>();
/** Of this page too, by writer: what they sent may still be under way. */
const closedBoxes = new Map<string, TextBox>();
/** Keys of what this page sends now, from whichever box. */
const underWay = new Set<string>();

/** A text of another page, or of a closed box of this one. */
interface Adopted extends Found {
  /** Whether nobody types there any more. Otherwise it is removed only once all of it was posted or discarded. */
  isClosed: boolean;
  /** What of it was neither posted nor discarded. */
  left: { text: string | undefined; keys: Set<string> };
}

/**
 * What somebody types into a box, kept in this browser until Wander has it: per person, box and opened page. What was sent is
 * kept with its key until an answer comes, so that it is never posted twice.
 */
export class TextBox {
  private readonly writer = newKey();
  private readonly key: string;
  private state: BoxState;
  private adopted: Adopted | undefined;
  /** The box that took this one's text over. */
  private heir: TextBox | undefined;
  private isTouched = false;
  private takes = 0;
  /** Keys of what Wander does not have. */
  private readonly absent = new Set<string>();
  private readonly listeners = new Set<() => void>();

  /** `initial`: what is changed; it is not kept. `stored`: a text as Wander has it once it was sent. */
  constructor(
    readonly person: string,
    private readonly box: string,
    private initial = '',
    private readonly stored: (text: string) => string = asStored,
  ) {
    this.key = keyOf(person, box, this.writer);
    this.state = { text: initial, sent: [], unanswered: [], isKept: true, restored: 0 };
    // Where closed pages cannot be told from open ones, the newest text is shown at once.
    const [newest] = canTellClosed() ? [] : this.others();
    if (newest) this.adopt(newest);
  }

  /** Takes over the newest text of a page that was closed. The returned function ends it. */
  open(): () => void {
    const release = announceWriter(this.writer);
    const stop = onDiscarded(this.person, () => this.clear());
    openBoxes.add(this);
    closedBoxes.delete(this.writer);
    if (canTellClosed()) void this.adoptClosed();
    return () => {
      openBoxes.delete(this);
      closedBoxes.set(this.writer, this);
      release();
      stop();
    };
  }

  readonly snapshot = (): BoxState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  type(text: string): void {
    if (this.heir) return this.heir.type(text);
    this.isTouched = true;
    if (this.adopted && this.isAsItWas(text)) this.adopted.left.text = undefined;
    this.change({ text });
  }

  /** Whether it has nothing that would be lost. */
  get isEmpty(): boolean {
    const { text, sent } = this.state;
    return sent.length === 0 && this.isAsItWas(text);
  }

  /** The box is as it was, and nothing of it is kept. */
  clear(): void {
    if (this.heir) return this.heir.clear();
    if (this.adopted) this.adopted.left = { text: undefined, keys: new Set() };
    this.change({ text: this.initial, sent: [], unanswered: [] });
  }

  /** Wander has what stood in the box as `text`, which is like `initial` from now on; what was typed since stays. */
  saved(text: string, initial: string): void {
    if (this.heir) return this.heir.saved(text, initial);
    this.initial = initial;
    if (this.adopted?.left.text === text) this.adopted.left.text = undefined;
    this.change(this.state.text === text ? { text: initial } : {});
  }

  /**
   * Empties the box to send what is in it; the key is the earlier one when the same was sent without an answer. `earlier`: what
   * Wander had with the same words before.
   */
  take(earlier: readonly string[] = []): Sent {
    const body = this.state.text.trim();
    const known = this.state.unanswered.find((one) => one.body === body);
    const sent = known ?? { key: newKey(), body, at: Date.now(), earlier };
    this.takes++;
    underWay.add(sent.key);
    this.absent.delete(sent.key);
    const unanswered = this.state.unanswered.filter((one) => one !== known);
    this.change({ text: '', sent: [...this.state.sent, sent], unanswered });
    return sent;
  }

  /** Wander has it. */
  arrived(sent: Sent): void {
    if (this.heir) return this.heir.arrived(sent);
    underWay.delete(sent.key);
    this.settle(sent);
    const isShown = this.state.unanswered.some(({ key }) => key === sent.key);
    const text = isShown ? without(this.state.text, sent.body) : this.state.text;
    this.change({ text, ...this.without(sent) });
  }

  /** Wander refused it: it is in the box again. */
  refused(sent: Sent): void {
    this.putBack(sent, false);
  }

  /** No answer came: it is in the box again, and keeps its key. */
  lost(sent: Sent): void {
    this.putBack(sent, true);
  }

  /** Whether something was sent of which it is not known whether it arrived. */
  get isUncertain(): boolean {
    return this.uncertain().length > 0;
  }

  /** Looks for what had no answer; what is found leaves the box. Resolves to whether all of it is known now. */
  async look(hasArrived: (sent: Sent) => Promise<boolean>): Promise<boolean> {
    for (const sent of this.uncertain()) {
      const { takes } = this;
      const found = await hasArrived(sent).catch(() => undefined);
      if (this.heir) return true;
      // What was sent again meanwhile may have arrived since.
      if (underWay.has(sent.key) || takes !== this.takes) continue;
      if (found) this.arrived(sent);
      else {
        if (found === false) this.absent.add(sent.key);
        if (this.state.sent.includes(sent)) this.lost(sent);
      }
    }
    return !this.isUncertain;
  }

  private uncertain(): Sent[] {
    const { sent, unanswered } = this.state;
    return [...sent, ...unanswered].filter(({ key }) => !underWay.has(key) && !this.absent.has(key));
  }

  private putBack(sent: Sent, isUnanswered: boolean): void {
    if (this.heir) return this.heir.putBack(sent, isUnanswered);
    underWay.delete(sent.key);
    const { sent: rest, unanswered } = this.without(sent);
    this.change({
      text: joined([sent.body, this.state.text]),
      sent: rest,
      unanswered: isUnanswered ? [...unanswered, sent] : unanswered,
    });
  }

  private without({ key }: Sent): Pick<BoxState, 'sent' | 'unanswered'> {
    const isOther = (one: Sent) => one.key !== key;
    return { sent: this.state.sent.filter(isOther), unanswered: this.state.unanswered.filter(isOther) };
  }

  private isAsItWas(text: string): boolean {
    return text === this.initial || this.stored(text) === this.stored(this.initial);
  }

  /** Something that arrived is left neither of what was adopted nor where the same stands alone. */
  private settle({ key, body }: Sent): void {
    if (!canTellClosed())
      for (const { key: place, kept } of this.others())
        if (kept.text.trim() === body && kept.sent.every((one) => one.key === key)) writeKept(place, undefined);
    if (!this.adopted) return;
    const { kept, left } = this.adopted;
    const wasShown = kept.sent.some((one) => one.key === key && one.isShown);
    if (wasShown || left.text?.trim() === body) left.text = without(left.text ?? '', body) || undefined;
    left.keys.delete(key);
  }

  /** What is kept of other pages, and of closed boxes of this one; the newest first. */
  private others(): Found[] {
    const open = new Set([...openBoxes].map(({ writer }) => writer));
    return findKept(this.person, this.box).filter(({ writer }) => !open.has(writer));
  }

  /** A page that was just closed, or loaded anew, may still be said to be open; another is closed later. */
  private async adoptClosed(): Promise<void> {
    for (let tries = 1; openBoxes.has(this) && !this.isTouched && !this.adopted; tries++) {
      const found = this.others();
      if (found.length === 0) return;
      const writers = found.map(({ writer }) => writer);
      const open = await openWriters([...writers, this.writer]);
      if (this.isTouched || this.adopted) return;
      // This box is open: where it is not said to be, nothing is known of the others.
      const closed = found.find(({ writer }) => closedBoxes.has(writer) || !open.has(writer));
      if (closed) return this.adopt(closed, open.has(this.writer)).isClosed ? this.change({}) : this.notify();
      await new Promise((resolve) => setTimeout(resolve, tries < closingTries ? closingMs : laterMs));
    }
  }

  private adopt(found: Found, isClosed = false): Adopted {
    const { text, sent } = found.kept;
    const closed = closedBoxes.get(found.writer);
    if (closed) closed.heir = this;
    this.adopted = {
      ...found,
      isClosed: isClosed || closed !== undefined,
      left: { text: this.isAsItWas(text) ? undefined : text, keys: new Set(sent.map(({ key }) => key)) },
    };
    this.state = {
      ...this.state,
      text,
      sent: sent.filter(({ isShown }) => !isShown),
      unanswered: sent.filter(({ isShown }) => isShown),
      restored: this.state.restored + 1,
    };
    return this.adopted;
  }

  private change(part: Partial<BoxState>): void {
    const next = { ...this.state, ...part };
    this.state = { ...next, isKept: this.keep(next) };
    this.notify();
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private keep({ text, sent, unanswered }: BoxState): boolean {
    const all = [
      ...sent.map((one) => ({ ...one, isShown: false })),
      ...unanswered.map((one) => ({ ...one, isShown: true })),
    ];
    const isNothing = all.length === 0 && this.isAsItWas(text);
    const isKept = writeKept(this.key, isNothing ? undefined : JSON.stringify({ text, sent: all, at: Date.now() }));
    if (this.adopted && isKept) this.removeAdopted(this.adopted);
    return isKept;
  }

  private removeAdopted({ key, raw, isClosed, left }: Adopted): void {
    if (!isClosed && (left.text !== undefined || left.keys.size > 0)) return;
    if (readStored(key) === raw) writeKept(key, undefined);
    this.adopted = undefined;
  }
}

/** Discards all texts of a person, also of what is open in this page. */
export function discardTexts(person: string): void {
  for (const box of openBoxes) if (box.person === person) box.clear();
  discardKept(person);
}

const canTellClosed = () => Boolean(globalThis.navigator?.locks);

/** The text after what stood before it, unless that was changed. */
function without(text: string, body: string): string {
  if (text.trim() === body) return '';
  return text.startsWith(`${body}\n\n`) ? text.slice(body.length).trimStart() : text;
}
