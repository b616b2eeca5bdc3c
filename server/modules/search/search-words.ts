import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

const POLL_MS = 2_000;
/** Changes of stories at a time: no other process waits for long. */
const BATCH = 200;

/** Adds up which words came and went with stories, for typing errors: docs/adr/0014-search.md. */
@Injectable()
export class SearchWords implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SearchWords.name);
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private failing = false;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.wait();
  }

  onModuleDestroy(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private wait(): void {
    if (!this.closed) this.timer = setTimeout(() => void this.count().then(() => this.wait()), POLL_MS).unref();
  }

  /** All that is noted by now. One that fails is tried again with the next. */
  private async count(): Promise<void> {
    try {
      while (!this.closed && (await this.countOnce()) === BATCH);
      this.failing = false;
    } catch (error) {
      if (!this.failing && !this.closed) this.logger.warn({ msg: 'cannot count the words of stories', err: error });
      this.failing = true;
    }
  }

  private async countOnce(): Promise<number> {
    // Not through Database: nobody's request waits for this, and tests count the statements of requests there.
    const [row] = await this.dataSource.query<{ taken: number }[]>('select count_search_words($1) as taken', [BATCH]);
    return row!.taken;
  }
}
