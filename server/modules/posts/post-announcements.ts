import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { EventIterator, Realtime } from '../../platform/realtime/index.js';
import type { PostRecord } from './post.record.js';
import { PostsReader } from './posts.reader.js';

interface Listener {
  tag: string | undefined;
  events: EventIterator<PostRecord>;
}

/** Tells subscribers of stories that have become public: read once for all of them, as everybody may see it. */
@Injectable()
export class PostAnnouncements implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('PostAnnouncements');
  private readonly listeners = new Set<Listener>();
  private leave: (() => void) | undefined;

  constructor(
    private readonly realtime: Realtime,
    private readonly reader: PostsReader,
  ) {}

  onModuleInit(): void {
    this.leave = this.realtime.subscribe('post.published', ({ postId }) => this.announce(postId));
  }

  onApplicationShutdown(): void {
    this.leave?.();
    for (const { events } of this.listeners) void events.return();
  }

  get listenerCount(): number {
    return this.listeners.size;
  }

  /** @param tag a slug: only stories that have it. */
  listen(tag: string | undefined): EventIterator<PostRecord> {
    const listener: Listener = { tag, events: new EventIterator(() => void this.listeners.delete(listener)) };
    this.listeners.add(listener);
    return listener.events;
  }

  private async announce(postId: string): Promise<void> {
    if (this.listeners.size === 0) return;
    try {
      const [post] = await this.reader.findByIds([postId]);
      if (post?.status !== 'PUBLISHED') return;
      for (const { tag, events } of this.listeners)
        if (tag === undefined || post.tags!.some(({ slug }) => slug === tag)) events.push(post);
    } catch (error) {
      this.logger.warn({ msg: 'subscribers miss a story', err: error });
    }
  }
}
