import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type GqlContextType, GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { IncomingMessage } from 'node:http';
import { forbidden, unauthenticated } from '../errors/index.js';
import { ALLOW_SUSPENDED, OWN_LIMIT, PUBLIC } from './decorators.js';
import { WriteLimits } from '../rate-limit/index.js';
import { ExpectedViewer } from './expected-viewer.js';
import type { Viewer } from './viewer.js';

/** Is anyone there, and not writing too often? Denies by default; what the person may do is for the policies of the modules. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: WriteLimits,
    private readonly expected: ExpectedViewer,
  ) {}

  /**
   * @throws AppError UNAUTHENTICATED for a guest, FORBIDDEN for a suspended viewer's mutation and for one that was meant for
   * somebody else, RATE_LIMITED.
   */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const has = (mark: string): boolean | undefined =>
      this.reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]);
    if (context.getType<GqlContextType>() !== 'graphql') {
      if (has(PUBLIC)) return true;
      throw unauthenticated();
    }
    const graphql = GqlExecutionContext.create(context);
    const { viewer, req } = graphql.getContext<{ viewer?: Viewer; req: IncomingMessage }>();
    const writes = graphql.getInfo<GraphQLResolveInfo>().parentType.name === 'Mutation' && !has(PUBLIC);
    if (writes && !this.expected.matches(viewer, req))
      return this.expected.refusal(viewer).then((refusal) => Promise.reject(refusal));
    if (viewer === undefined) {
      if (has(PUBLIC)) return true;
      throw unauthenticated();
    }
    if (!writes) return true;
    if (viewer.suspended && !has(ALLOW_SUSPENDED))
      throw forbidden('This account is suspended: it can read, but not change anything. Ask the hosts of this site.');
    return has(OWN_LIMIT) ? true : this.limits.write(viewer.id).then(() => true);
  }
}
