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
  description: 'What a notification tells of.',
  valuesMap: {
    COMMENT: { description: 'Said something about a story of the viewer.' },
    REPLY: { description: 'Answered a comment of the viewer.' },
    LIKE: { description: 'Likes a story of the viewer.' },
    FOLLOW: { description: 'Follows the viewer.' },
    MENTION: { description: 'Named the viewer (`@username`) in a comment.' },
    REMOVAL: { description: 'A moderator took a story or comment of the viewer from the public.' },
    RESTORATION: { description: 'A moderator gave back a story or comment of the viewer.' },
  },
});

@ObjectType('Notification', {
  implements: () => [Node],
  description: 'Something that concerns the viewer. Gone when it is taken back, or when its story is no longer public.',
})
export class NotificationType extends Node {
  @Field(() => NotificationKind, { description: 'What it is about.' })
  kind: keyof typeof NotificationKind;

  @GreatestLength(LIMITS.text.reasonCharacters)
  @Field(() => String, { nullable: true, description: 'Why, for `REMOVAL` and `RESTORATION`; null for other kinds.' })
  reason: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the viewer marked it read.' })
  readAt: string | null;

  @Field(() => DateTime, { description: 'When it happened.' })
  createdAt: string;
}

export const NotificationConnection = connectionOf('Notification', () => NotificationType);

@ArgsType()
export class NotificationArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Only those that are not marked read.' })
  unreadOnly: boolean;
}

@InputType({ description: 'Which notifications the viewer has seen.' })
export class MarkNotificationsReadInput {
  @Field(() => DateTime, { description: 'All that happened until then; the `createdAt` of the newest on the page.' })
  upTo: string;
}

@ObjectType({ description: 'What is left to read.' })
export class MarkNotificationsReadPayload {
  @Field(() => Int, { description: 'As `Viewer.unreadNotificationCount`.' })
  unreadNotificationCount: number;
}
