import { ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, type Viewer } from '../../platform/auth/index.js';
import { ViewerType } from '../users/index.js';
import { SessionType } from './session.type.js';
import { SessionsService } from './sessions.service.js';

@Resolver(() => ViewerType)
export class ViewerSessionsResolver {
  constructor(private readonly sessions: SessionsService) {}

  @ResolveField('sessions', () => [SessionType], { description: 'Where the viewer is signed in, the last used first.' })
  async sessionsOfViewer(@CurrentViewer() viewer: Viewer): Promise<SessionType[]> {
    return (await this.sessions.findOf(viewer.id)).map((session) => SessionType.of(session, viewer.sessionId));
  }
}
