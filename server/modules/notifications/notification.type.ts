import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf, DateTime, GreatestLength, Node, PageArgs } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';

export const NotificationKind = {
  COMMENT: 'COMMENT',
  REPLY: 'REPLY',
  LIKE: 'LIKE',
  FOLLOW: 'FOLLOW',
  MENTION: 'MENTION',
  REMOVAL: 'REMOVAL',
  RESTORATION: 'RESTORATION',
} as const;
registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'The possible kinds of notifications.',
  valuesMap: {
    COMMENT: { description: 'A user commented on one of the viewer’s stories.' },
    REPLY: { description: 'A user replied to one of the viewer’s comments.' },
    LIKE: { description: 'A user liked one of the viewer’s stories.' },
    FOLLOW: { description: 'A user followed the viewer.' },
    MENTION: { description: 'A user mentioned the viewer (`@username`) in a comment.' },
    REMOVAL: { description: 'A moderator removed one of the viewer’s stories or comments.' },
    RESTORATION: { description: 'A moderator restored one of the viewer’s stories or comments.' },
  },
});

@ObjectType('Notification', {
  implements: () => [Node],
  description:
    'A notification for the viewer. It disappears when its cause is undone (for example, when a like is removed), when its story is no longer visible to the viewer, and after one year.',
})
export class NotificationType extends Node {
  @Field(() => NotificationKind, { description: 'The kind of the notification.' })
  kind: keyof typeof NotificationKind;

  @GreatestLength(LIMITS.text.reasonCharacters)
  @Field(() => String, {
    nullable: true,
    description: 'The reason that the moderator gave, for `REMOVAL` and `RESTORATION`; `null` for other kinds.',
  })
  reason: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The date and time when the viewer marked the notification as read, or `null` if it is unread.',
  })
  readAt: string | null;

  @Field(() => DateTime, { description: 'The date and time when the notification was created.' })
  createdAt: string;
}

export const NotificationConnection = connectionOf('Notification', () => NotificationType);

@ArgsType()
export class NotificationArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Whether to return only unread notifications.' })
  unreadOnly: boolean;
}

@InputType({ description: 'The input of `markNotificationsRead`.' })
export class MarkNotificationsReadInput {
  @Field(() => DateTime, {
    description:
      'The time up to which notifications are marked as read: usually the `createdAt` of the newest one shown.',
  })
  upTo: string;
}

@ObjectType({ description: 'The result of `markNotificationsRead`.' })
export class MarkNotificationsReadPayload {
  @Field(() => Int, { description: 'The number of notifications that are still unread, counted up to 100.' })
  unreadNotificationCount: number;
}
