type Undo = () => void;

/** Whether somebody still waits for what is being done: the client may leave, or time may be up. */
export class Cancellation {
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
