import { newKey } from '../../lib/new-key.js';
import { announceWriter, openWriters } from '../editor/writers.js';
import { findKept, type Found, keyOf, readKept, type Sent, writeKept } from './kept-texts.js';

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

/**
 * What somebody types into a box, kept in this browser until Wander has it: per person, box and opened page. What was sent is
 * kept with its key until an answer comes, so that it is never posted twice.
 */
export class TextBox {
  private readonly writer = newKey();
  private readonly key: string;
  private state: BoxState;
  private adopted: Found | undefined;
  private isTouched = false;
  private readonly underWay = new Set<string>();
  /** Keys of what Wander does not have. */
  private readonly absent = new Set<string>();
  private readonly listeners = new Set<() => void>();

  /** `initial`: what is changed; it is not kept. */
  constructor(
    readonly person: string,
    private readonly box: string,
    private initial = '',
  ) {
    this.key = keyOf(person, box, this.writer);
    this.state = { text: initial, sent: [], unanswered: [], isKept: true, restored: 0 };
    // Where closed pages cannot be told from open ones, the newest text is shown at once.
    if (!canTellClosed()) this.adopt(findKept(person, box)[0]);
  }

  /** Takes over the newest text of a page that was closed. The returned function ends it. */
  open(): () => void {
    const release = announceWriter(this.writer);
    if (canTellClosed()) void this.adoptClosed();
    return release;
  }

  readonly snapshot = (): BoxState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  type(text: string): void {
    this.isTouched = true;
    this.change({ text });
  }

  /** Whether it has nothing that would be lost. */
  get isEmpty(): boolean {
    const { text, sent } = this.state;
    return sent.length === 0 && (text === this.initial || (this.initial === '' && text.trim() === ''));
  }

  /** The box is as it was, and nothing of it is kept. `initial`: what it is like from now on. */
  clear(initial = this.initial): void {
    this.initial = initial;
    this.change({ text: initial, sent: [], unanswered: [] });
  }

  /** Empties the box to send what is in it; the key is the earlier one when the same was sent without an answer. */
  take(): Sent {
    const body = this.state.text.trim();
    const known = this.state.unanswered.find((one) => one.body === body);
    const sent = known ?? { key: newKey(), body, at: Date.now() };
    this.underWay.add(sent.key);
    const unanswered = this.state.unanswered.filter((one) => one !== known);
    this.change({ text: '', sent: [...this.state.sent, sent], unanswered });
    return sent;
  }

  /** Wander has it. */
  arrived(sent: Sent): void {
    this.underWay.delete(sent.key);
    const isShown = this.state.unanswered.some(({ key }) => key === sent.key);
    const text = isShown ? without(this.state.text, sent.body) : this.state.text;
    this.change({ text, ...this.others(sent) });
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
      const found = await hasArrived(sent).catch(() => undefined);
      if (this.underWay.has(sent.key)) continue;
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
    return [...sent, ...unanswered].filter(({ key }) => !this.underWay.has(key) && !this.absent.has(key));
  }

  private putBack(sent: Sent, isUnanswered: boolean): void {
    this.underWay.delete(sent.key);
    const { sent: rest, unanswered } = this.others(sent);
    this.change({
      text: joined([sent.body, this.state.text]),
      sent: rest,
      unanswered: isUnanswered ? [...unanswered, sent] : unanswered,
    });
  }

  private others({ key }: Sent): Pick<BoxState, 'sent' | 'unanswered'> {
    const isOther = (one: Sent) => one.key !== key;
    return { sent: this.state.sent.filter(isOther), unanswered: this.state.unanswered.filter(isOther) };
  }

  private async adoptClosed(): Promise<void> {
    const found = findKept(this.person, this.box).filter(({ writer }) => writer !== this.writer);
    if (found.length === 0) return;
    const writers = found.map(({ writer }) => writer);
    const open = await openWriters(writers).catch(() => new Set(writers));
    if (this.isTouched) return;
    this.adopt(found.find(({ writer }) => !open.has(writer)));
    if (this.adopted) this.change({});
  }

  private adopt(found: Found | undefined): void {
    if (!found) return;
    const { text, sent } = found.kept;
    this.adopted = found;
    this.state = {
      ...this.state,
      text,
      sent: sent.filter(({ isShown }) => !isShown),
      unanswered: sent.filter(({ isShown }) => isShown),
      restored: this.state.restored + 1,
    };
  }

  private change(part: Partial<BoxState>): void {
    const next = { ...this.state, ...part };
    this.state = { ...next, isKept: this.keep(next) };
    for (const listener of [...this.listeners]) listener();
  }

  private keep({ text, sent, unanswered }: BoxState): boolean {
    const all = [
      ...sent.map((one) => ({ ...one, isShown: false })),
      ...unanswered.map((one) => ({ ...one, isShown: true })),
    ];
    const isNothing = all.length === 0 && (text === this.initial || (this.initial === '' && text.trim() === ''));
    const isKept = writeKept(this.key, isNothing ? undefined : JSON.stringify({ text, sent: all, at: Date.now() }));
    if (this.adopted && isKept) {
      if (readKept(this.adopted.key) === this.adopted.raw) writeKept(this.adopted.key, undefined);
      this.adopted = undefined;
    }
    return isKept;
  }
}

const canTellClosed = () => Boolean(globalThis.navigator?.locks);

/** The text after what stood before it, unless that was changed. */
function without(text: string, body: string): string {
  if (text.trim() === body) return '';
  return text.startsWith(`${body}\n\n`) ? text.slice(body.length).trimStart() : text;
}
