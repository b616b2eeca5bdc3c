import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Viewer } from './viewer.js';

export const PUBLIC = 'wander:public';
export const ALLOW_SUSPENDED = 'wander:allow-suspended';
export const OWN_LIMIT = 'wander:own-limit';

/** A root field that guests may ask for. Everything else needs a viewer. */
export const Public = () => SetMetadata(PUBLIC, true);

/** A mutation that a suspended viewer may still use. */
export const AllowSuspended = () => SetMetadata(ALLOW_SUSPENDED, true);

/** A mutation whose service counts it under a limit of its own, not among all writes. */
export const OwnLimit = () => SetMetadata(OWN_LIMIT, true);

/** Whoever asks; undefined for a guest, which only `@Public()` fields meet. */
export const CurrentViewer = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Viewer | undefined =>
    GqlExecutionContext.create(context).getContext<{ viewer?: Viewer }>().viewer,
);
