import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, type Viewer } from '../../platform/auth/index.js';
import { type GraphqlContext, NodeRegistry } from '../../platform/graphql/index.js';
import { ViewerType } from '../users/index.js';
import { SessionType } from './session.type.js';
import { MAX_SESSIONS, type SessionRecord, SessionsService } from './sessions.service.js';

@Resolver(() => ViewerType)
export class ViewerSessionsResolver {
  constructor(
    private readonly sessions: SessionsService,
    nodes: NodeRegistry,
  ) {
    nodes.register('session', 'Session', (uuid, context) => this.findMine(uuid, context));
  }

  @ResolveField('sessions', () => [SessionType], {
    description: `The viewer’s active sessions, most recently used first (at most ${MAX_SESSIONS}). When the limit is reached, signing in again ends the least recently used session.`,
  })
  async sessionsOfViewer(
    @Parent() { userId }: ViewerType,
    @CurrentViewer() viewer: Viewer | undefined,
  ): Promise<SessionType[]> {
    return (await this.sessions.findOf(userId)).map((session) => SessionType.of(session, viewer?.sessionId));
  }

  private async findMine(uuid: string, context: GraphqlContext): Promise<SessionType | undefined> {
    const { viewer } = context;
    if (viewer === undefined) return undefined;
    const loader = context.loader<SessionRecord[]>('sessions.ofUser', (userIds) =>
      Promise.all(userIds.map((userId) => this.sessions.findOf(userId))),
    );
    const session = (await loader.load(viewer.id))?.find(({ id }) => id === uuid);
    return session && SessionType.of(session, viewer.sessionId);
  }
}
