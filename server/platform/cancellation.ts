type Undo = () => void;

/** Whether somebody still waits for what is being done: the client may leave, or time may be up. */
export class Cancellation {
  /** Cancelled once all of these are, none of which is by now; never where somebody waits without end. */
  static ofAll(all: readonly (Cancellation | undefined)[]): Cancellation {
    const whole = new Cancellation();
    let waiting = all.length;
    const left = () => {
      waiting -= 1;
      if (waiting === 0) whole.cancel();
    };
    for (const one of all) one?.onCancel(left);
    return whole;
  }

  /** The address or person that asks, by whose key shares of small pools are counted. */
  holder: string | undefined;
  private readonly undos: Undo[] = [];
  private cancelled = false;

  get isCancelled(): boolean {
    return this.cancelled;
  }

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const undo of this.undos.splice(0)) undo();
  }

  /** Calls `undo` when this is cancelled; what is returned takes that back. */
  onCancel(undo: Undo): () => void {
    this.undos.push(undo);
    return () => void this.undos.splice(this.undos.indexOf(undo), 1);
  }
}
