type Undo = () => void;

/** Whether somebody still waits for what is being done: the client may leave, or time may be up. */
export class Cancellation {
  /**
   * Cancelled once all of these are, none of which is by now; never where somebody waits without end. It has a holder where they
   * have the same one.
   */
  static ofAll(all: readonly (Cancellation | undefined)[]): Cancellation {
    const whole = new Cancellation();
    const holder = all[0]?.holder;
    if (all.every((one) => one?.holder === holder)) whole.holder = holder;
    let waiting = all.length;
    const left = () => {
      waiting -= 1;
      if (waiting === 0) whole.cancel();
    };
    for (const one of all) one?.onCancel(left);
    return whole;
  }

  /** Who holds what runs for this: a person's id, or the network address of a guest. */
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

  /** For work of the same holder that is done even if nobody waits for it any more. */
  detached(): Cancellation {
    const other = new Cancellation();
    other.holder = this.holder;
    return other;
  }

  /** Calls `undo` when this is cancelled; what is returned takes that back. */
  onCancel(undo: Undo): () => void {
    this.undos.push(undo);
    return () => {
      const at = this.undos.indexOf(undo);
      if (at >= 0) this.undos.splice(at, 1);
    };
  }
}
