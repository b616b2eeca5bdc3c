import { Args, Context, ID, Int, Mutation, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { CurrentViewer, type Viewer } from '../../platform/auth/index.js';
import { type GraphqlContext, inOrder, NodeRegistry, toGlobalId } from '../../platform/graphql/index.js';
import { CommentsLoaders, CommentType } from '../comments/index.js';
import { PostsLoaders, PostType } from '../posts/index.js';
import { UserType, ViewerType } from '../users/index.js';
import { NotificationAnnouncements } from './notification-announcements.js';
import type { NotificationRecord } from './notification.record.js';
import {
  MarkNotificationsReadInput,
  MarkNotificationsReadPayload,
  NotificationArgs,
  NotificationConnection,
  NotificationType,
} from './notification.type.js';
import { NotificationsService } from './notifications.service.js';

@Resolver(() => NotificationType)
export class NotificationsResolver {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly announcements: NotificationAnnouncements,
    nodes: NodeRegistry,
  ) {
    nodes.register('notification', 'Notification', async (uuid, context) => {
      const { viewer } = context;
      if (viewer === undefined) return undefined;
      const load = async (ids: readonly string[]) =>
        inOrder(ids, await this.notifications.findOwn(viewer, ids), ({ id }) => id);
      return context.loader<NotificationRecord>('notifications.byId', load).load(uuid);
    });
  }

  @Mutation(() => MarkNotificationsReadPayload, {
    nullable: true,
    description: 'Marks the viewer’s notifications up to a given time as read. Repeating it changes nothing.',
  })
  async markNotificationsRead(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { upTo }: MarkNotificationsReadInput,
  ): Promise<MarkNotificationsReadPayload> {
    await this.notifications.markRead(viewer, upTo);
    return { unreadNotificationCount: await this.notifications.countUnread(viewer) };
  }

  @Subscription(() => NotificationType, {
    description: 'Sends each new notification for the viewer. Fails with `UNAUTHENTICATED` for guests.',
    resolve: (notification: NotificationRecord) => notification,
  })
  notificationReceived(@CurrentViewer() viewer: Viewer) {
    return this.announcements.listen(viewer.id);
  }
}

@Resolver(() => NotificationType)
export class NotificationFieldsResolver {
  constructor(
    private readonly posts: PostsLoaders,
    private readonly comments: CommentsLoaders,
  ) {}

  @ResolveField('id', () => ID)
  globalId({ id }: NotificationRecord): string {
    return toGlobalId('notification', id);
  }

  @ResolveField('actor', () => UserType, {
    nullable: true,
    description:
      'The user who caused the notification. `null` for `REMOVAL` and `RESTORATION`, which do not name the moderator.',
  })
  actorOfNotification({ actor }: NotificationRecord) {
    return actor;
  }

  @ResolveField('post', () => PostType, {
    nullable: true,
    description: 'The story that the notification is about, or `null` for `FOLLOW`.',
  })
  postOfNotification({ postId }: NotificationRecord, _args: object, context: GraphqlContext) {
    return postId === null ? null : this.posts.byId(context, postId);
  }

  @ResolveField('comment', () => CommentType, {
    nullable: true,
    description: 'The comment that the notification is about, or `null` if it is not about a comment.',
  })
  commentOfNotification({ commentId }: NotificationRecord, _args: object, context: GraphqlContext) {
    return commentId === null ? null : this.comments.byId(context, commentId);
  }
}

@Resolver(() => ViewerType)
export class ViewerNotificationsResolver {
  constructor(private readonly service: NotificationsService) {}

  @ResolveField('notifications', () => NotificationConnection, {
    description: 'The viewer’s notifications, newest first.',
  })
  notificationsOfViewer(
    @Parent() { userId }: ViewerType,
    @Args() { unreadOnly, ...page }: NotificationArgs,
    @Context() context: GraphqlContext,
  ) {
    return this.service.list({ id: userId, request: context.lifetime?.cancellation }, page, unreadOnly);
  }

  @ResolveField('unreadNotificationCount', () => Int, {
    description: 'The number of unread notifications, counted up to 100.',
  })
  unreadNotificationCount(@Parent() { userId }: ViewerType, @Context() context: GraphqlContext): Promise<number> {
    return this.service.countUnread({ id: userId, request: context.lifetime?.cancellation });
  }
}
