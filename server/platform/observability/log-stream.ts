import type { Writable } from 'node:stream';

/** What waits for a reader of the log at most. */
export const LOG_BACKLOG_BYTES = 1_000_000;

/** The reader is gone, or the disk behind it is full: there is nobody to be told. */
const ignore = (): void => undefined;

/**
 * Where the log's lines go. Nobody waits for its reader: while it does not read, further lines are dropped and counted, and
 * when it is gone they are dropped in silence. The process ends without what the reader has not read.
 */
export class LogStream {
  private dropped = 0;

  /** `format` makes what is written of a line. */
  constructor(
    private readonly out: Writable,
    private readonly format = (line: string): string => line,
  ) {
    if (!out.listeners('error').includes(ignore)) out.on('error', ignore);
  }

  write(line: string): void {
    if (this.out.writableLength > LOG_BACKLOG_BYTES) {
      this.dropped += 1;
      return;
    }
    if (this.dropped > 0) {
      const lost = { level: 40, time: new Date().toISOString(), context: 'Log', msg: this.lostLines() };
      this.dropped = 0;
      this.out.write(this.format(`${JSON.stringify(lost)}\n`));
    }
    this.out.write(this.format(line));
  }

  private lostLines(): string {
    return `${this.dropped} ${this.dropped === 1 ? 'line was' : 'lines were'} dropped, since the reader of the log did not read.`;
  }
}
