import { Field, ObjectType } from '@nestjs/graphql';
import { DateTime, Node, toGlobalId } from '../../platform/graphql/index.js';
import type { SessionRecord } from './sessions.service.js';

@ObjectType('Session', { implements: () => [Node], description: 'One signed-in browser; only its owner sees it.' })
export class SessionType extends Node {
  @Field(() => String, { nullable: true, description: 'What the browser calls itself.' })
  userAgent: string | null;

  @Field(() => String, { nullable: true, description: 'The address it was last used from.' })
  ipAddress: string | null;

  @Field(() => DateTime, { description: 'When it was signed in; it ends 30 days later.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When it last got an access token; it ends 14 days later.' })
  lastUsedAt: string;

  @Field(() => Boolean, { description: 'Is it the one that asks?' })
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
