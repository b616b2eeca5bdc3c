import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/index.js';
import { PostsModule } from '../posts/index.js';
import { NotificationAnnouncements } from './notification-announcements.js';
import {
  NotificationFieldsResolver,
  NotificationsResolver,
  ViewerNotificationsResolver,
} from './notifications.resolver.js';
import { NotificationsService } from './notifications.service.js';

@Module({
  imports: [PostsModule, CommentsModule],
  providers: [
    NotificationsService,
    NotificationAnnouncements,
    NotificationsResolver,
    NotificationFieldsResolver,
    ViewerNotificationsResolver,
  ],
})
export class NotificationsModule {}
