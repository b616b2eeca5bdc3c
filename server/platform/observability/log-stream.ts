import type { Writable } from 'node:stream';

/** What waits for a reader of the log at most. */
export const LOG_BACKLOG_BYTES = 1_000_000;

/** The reader is gone, or the disk behind it is full: there is nobody to be told. */
const ignore = (): void => undefined;

/**
 * Where the log's lines go. Nobody waits for its reader: while it does not read, further lines are dropped and counted, and
 * when it is gone they are dropped in silence. So are those for which a disk has no space, until it has. The process ends without
 * what the reader has not read.
 */
export class LogStream {
  private dropped = 0;
  /** A line may have been written in part, as on a disk that became full. */
  private isTorn = false;

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
      const lost = { level: 'warn', time: new Date().toISOString(), context: 'Log', msg: this.lostLines() };
      const { dropped } = this;
      this.dropped = 0;
      this.send(`${JSON.stringify(lost)}\n`, dropped);
    }
    this.send(line, 1);
  }

  /** @param lines that are lost where it cannot be written */
  private send(line: string, lines: number): void {
    const begin = this.isTorn ? '\n' : '';
    this.isTorn = false;
    this.out.write(begin + this.format(line), (error) => {
      if (!error) return;
      this.isTorn = true;
      this.dropped += lines;
    });
  }

  private lostLines(): string {
    return `${this.dropped} ${this.dropped === 1 ? 'line was' : 'lines were'} dropped, since the log could not be written.`;
  }
}
