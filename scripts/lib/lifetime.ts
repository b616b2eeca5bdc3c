import { Interrupted, startNoMore, stopAll } from './processes.js';

/** The exit code of a command that was interrupted before it was done. */
export const INTERRUPTED = 130;

const lives = new Set<Lifetime>();

/**
 * The life of a command that holds something open: it is closed in reverse order, whether the command ends by itself,
 * by Ctrl-C, by a failure, or in the middle of starting. Nothing it started outlives it.
 */
export class Lifetime {
  private readonly closers: (() => Promise<unknown>)[] = [];
  private closing: Promise<void> | undefined;

  /** `patience`: how long, in ms, a child may take to leave. `code`: the exit code after a signal. */
  constructor(
    private readonly patience: number,
    code: number,
  ) {
    lives.add(this);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void this.end(code));
    // Whoever read what it says is gone, as in `make start | head`: what is work is done to its end.
    for (const stream of [process.stdout, process.stderr])
      stream.on('error', () => void (code === INTERRUPTED || this.end(code)));
    if (process.env.MAKELEVEL) this.followMake(code);
  }

  /** A make that was killed outright (`kill -9`) passes no signal on: without it nobody could end this command. */
  private followMake(code: number): void {
    const make = process.ppid;
    setInterval(() => {
      if (process.ppid !== make) void this.end(code);
    }, 500).unref();
  }

  get isOver(): boolean {
    return this.closing !== undefined;
  }

  /** @throws when the end has come; `run` takes that for what it is. */
  throwIfOver(): void {
    if (this.isOver) throw new Interrupted();
  }

  /** Does the work unless the end has come, and undoes it at the end, also when that comes while it is under way. */
  async open<T>(work: () => Promise<T>, close: (opened: T) => Promise<unknown>): Promise<T> {
    this.throwIfOver();
    const opening = work();
    this.closers.push(async () => {
      const opened = await opening.catch(() => undefined);
      if (opened !== undefined) await close(opened);
    });
    const opened = await opening;
    this.throwIfOver();
    return opened;
  }

  /** Runs the command and closes everything. A failure is passed on; an interruption is none. */
  async run(command: () => Promise<void>): Promise<void> {
    try {
      await command();
    } catch (error) {
      const interrupted = this.isOver;
      await this.close();
      if (!interrupted) throw error;
    }
    await this.close();
  }

  /** Closes everything, also that of other lives, and leaves the process. */
  async end(code: number): Promise<never> {
    startNoMore();
    await Promise.all([...lives].map((life) => life.close()));
    process.exit(code);
  }

  private close(): Promise<void> {
    return (this.closing ??= this.closeAll());
  }

  private async closeAll(): Promise<void> {
    await stopAll(this.patience);
    for (const close of this.closers.reverse()) await close().catch((error: unknown) => console.error(error));
    // Those that were being started meanwhile.
    await stopAll(this.patience);
    lives.delete(this);
  }
}
