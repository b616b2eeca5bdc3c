import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database, sql } from '../../platform/database/index.js';
import { EventIterator, Realtime } from '../../platform/realtime/index.js';
import { commentColumns, type CommentRecord, commentsWithAuthor } from './comment.record.js';

/** Tells those who read a story of new comments: read once for all of them, as everybody may see it. */
@Injectable()
export class CommentAnnouncements implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('CommentAnnouncements');
  private readonly byPost = new Map<string, Set<EventIterator<CommentRecord>>>();
  private leave: (() => void)[] = [];

  constructor(
    private readonly realtime: Realtime,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.leave = [
      this.realtime.subscribe('comment.added', (added) => this.announce(added)),
      this.realtime.subscribe('post.hidden', ({ postId }) => this.end(postId)),
    ];
  }

  onApplicationShutdown(): void {
    for (const leave of this.leave) leave();
    for (const postId of [...this.byPost.keys()]) this.end(postId);
  }

  get listenerCount(): number {
    return [...this.byPost.values()].reduce((sum, listeners) => sum + listeners.size, 0);
  }

  listen(postId: string): EventIterator<CommentRecord> {
    const listeners = this.byPost.get(postId) ?? new Set();
    this.byPost.set(postId, listeners);
    const events = new EventIterator<CommentRecord>(() => {
      listeners.delete(events);
      if (listeners.size === 0 && this.byPost.get(postId) === listeners) this.byPost.delete(postId);
    });
    listeners.add(events);
    return events;
  }

  private async announce({ commentId, postId }: { commentId: string; postId: string }): Promise<void> {
    if (!this.byPost.has(postId)) return;
    try {
      const comment = await this.database.first(
        sql<CommentRecord>`
          select ${commentColumns} from ${commentsWithAuthor} join posts p on p.id = c.post_id
          where c.id = ${commentId} and c.deleted_at is null and p.status = 'PUBLISHED'`,
      );
      if (comment) for (const events of this.byPost.get(postId) ?? []) events.push(comment);
    } catch (error) {
      this.logger.warn({ msg: 'readers miss a comment', err: error });
    }
  }

  private end(postId: string): void {
    for (const events of [...(this.byPost.get(postId) ?? [])]) void events.return();
  }
}
