import { Field, ObjectType } from '@nestjs/graphql';
import { DateTime, Node, toGlobalId } from '../../platform/graphql/index.js';
import type { SessionRecord } from './sessions.service.js';

@ObjectType('Session', {
  implements: () => [Node],
  description: 'A session of a signed-in user in one browser or program. Visible only to this user.',
})
export class SessionType extends Node {
  @Field(() => String, {
    nullable: true,
    description:
      'The `User-Agent` header of the last sign-in or refresh, cut to 500 characters, or `null` if there was none.',
  })
  userAgent: string | null;

  @Field(() => String, { nullable: true, description: 'The IP address of the last sign-in or refresh.' })
  ipAddress: string | null;

  @Field(() => DateTime, { description: 'The date and time when the session started. It ends at most 30 days later.' })
  createdAt: string;

  @Field(() => DateTime, {
    description: 'The date and time of the last sign-in or refresh. The session ends 14 days later.',
  })
  lastUsedAt: string;

  @Field(() => Boolean, { description: 'Whether this is the session of the request.' })
  isCurrent: boolean;

  static of(session: SessionRecord, currentId: string | undefined): SessionType {
    const { id, userAgent, ipAddress, createdAt, lastUsedAt } = session;
    return Object.assign(new SessionType(), {
      id: toGlobalId('session', id),
      userAgent,
      ipAddress,
      createdAt,
      lastUsedAt,
      isCurrent: id === currentId,
    });
  }
}
