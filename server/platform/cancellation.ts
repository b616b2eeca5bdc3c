import { AsyncLocalStorage } from 'node:async_hooks';

type Undo = () => void;

/** Whether somebody still waits for what is being done: the client may leave, or time may be up. */
export class Cancellation {
  private static readonly storage = new AsyncLocalStorage<Cancellation>();
  private readonly undos: Undo[] = [];
  private cancelled = false;

  /** The one under which the caller runs, if any. */
  static get current(): Cancellation | undefined {
    return Cancellation.storage.getStore();
  }

  get isCancelled(): boolean {
    return this.cancelled;
  }

  run<Result>(work: () => Result): Result {
    return Cancellation.storage.run(this, work);
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
