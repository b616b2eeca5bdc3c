import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type GqlContextType, GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { forbidden, unauthenticated } from '../errors/index.js';
import { ALLOW_SUSPENDED, PUBLIC } from './decorators.js';
import type { Viewer } from './viewer.js';

/** Is anyone there? Denies by default; what the person may do is for the policies of the modules. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws AppError UNAUTHENTICATED for a guest, FORBIDDEN for a suspended viewer's mutation. */
  canActivate(context: ExecutionContext): boolean {
    const has = (mark: string): boolean | undefined =>
      this.reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]);
    if (context.getType<GqlContextType>() !== 'graphql') {
      if (has(PUBLIC)) return true;
      throw unauthenticated();
    }
    const graphql = GqlExecutionContext.create(context);
    const { viewer } = graphql.getContext<{ viewer?: Viewer }>();
    if (viewer === undefined) {
      if (has(PUBLIC)) return true;
      throw unauthenticated();
    }
    const mutates = graphql.getInfo<GraphQLResolveInfo>().parentType.name === 'Mutation';
    if (mutates && viewer.suspended && !has(ALLOW_SUSPENDED) && !has(PUBLIC))
      throw forbidden('This account is suspended: it can read, but not change anything. Ask the hosts of this site.');
    return true;
  }
}
