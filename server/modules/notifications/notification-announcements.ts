import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { EventIterator, Realtime } from '../../platform/realtime/index.js';
import type { NotificationRecord } from './notification.record.js';
import { NotificationsService } from './notifications.service.js';

/** Tells people who are connected to this process what concerns them: each event is read once for all of them. */
@Injectable()
export class NotificationAnnouncements implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('NotificationAnnouncements');
  private readonly byUser = new Map<string, Set<EventIterator<NotificationRecord>>>();
  private leave: (() => void)[] = [];

  constructor(
    private readonly realtime: Realtime,
    private readonly notifications: NotificationsService,
  ) {}

  onModuleInit(): void {
    this.leave = [
      this.realtime.subscribe('comment.added', ({ commentId }) => this.announce({ commentId })),
      this.realtime.subscribe('comment.edited', ({ commentId }) => this.announce({ editedCommentId: commentId })),
      this.realtime.subscribe('post.liked', ({ postId, userId }) => this.announce({ likedPostId: postId, by: userId })),
      this.realtime.subscribe('user.followed', ({ followerId, followeeId }) =>
        this.announce({ followedId: followeeId, by: followerId }),
      ),
      this.realtime.subscribe('moderation.logged', ({ id }) => this.announce({ moderationId: id })),
    ];
  }

  onApplicationShutdown(): void {
    for (const leave of this.leave) leave();
    for (const listeners of this.byUser.values()) for (const events of [...listeners]) void events.return();
  }

  get listenerCount(): number {
    return [...this.byUser.values()].reduce((sum, listeners) => sum + listeners.size, 0);
  }

  listen(userId: string): EventIterator<NotificationRecord> {
    const listeners = this.byUser.get(userId) ?? new Set();
    this.byUser.set(userId, listeners);
    const events = new EventIterator<NotificationRecord>(() => {
      listeners.delete(events);
      if (listeners.size === 0 && this.byUser.get(userId) === listeners) this.byUser.delete(userId);
    });
    listeners.add(events);
    return events;
  }

  private async announce(event: Parameters<NotificationsService['findNew']>[0]): Promise<void> {
    if (this.byUser.size === 0) return;
    try {
      for (const notification of await this.notifications.findNew(event))
        for (const events of this.byUser.get(notification.userId) ?? []) events.push(notification);
    } catch (error) {
      this.logger.warn({ msg: 'somebody misses a notification', err: error });
    }
  }
}
