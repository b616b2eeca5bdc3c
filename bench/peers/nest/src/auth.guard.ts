import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { JwtService } from '@nestjs/jwt';
import type { Loaders } from './loaders.service.js';

export interface Context {
  req: { headers: { authorization?: string }; user?: { sub: string } };
  loaders: Loaders;
}

const contextOf = (context: ExecutionContext): Context => GqlExecutionContext.create(context).getContext<Context>();

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { req } = contextOf(context);
    const [type, token] = req.headers.authorization?.split(' ') ?? [];
    if (type !== 'Bearer' || token === undefined) throw new UnauthorizedException();
    try {
      req.user = await this.jwt.verifyAsync<{ sub: string }>(token);
    } catch {
      throw new UnauthorizedException();
    }
    return true;
  }
}

/** Lets guests in, too. */
@Injectable()
export class OptionalAuthGuard extends AuthGuard {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    return contextOf(context).req.headers.authorization === undefined || super.canActivate(context);
  }
}

export const CurrentUserId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => contextOf(context).req.user?.sub,
);
