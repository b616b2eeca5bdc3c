import { Context, Field, Int, ObjectType, Query, registerEnumType, ResolveField, Resolver } from '@nestjs/graphql';
import { Public } from '../auth/index.js';
import { WRITE_KINDS, type WriteKind, WriteLimits } from '../rate-limit/index.js';
import type { Charge, GraphqlContext } from './context.js';
import { DateTime } from './date-time.js';
import { AtMost } from './price.js';

const WRITE_KIND = Object.fromEntries(WRITE_KINDS.map((kind) => [kind, kind]));
registerEnumType(WRITE_KIND, {
  name: 'WriteKind',
  description: 'The possible kinds of writes, each with its own limit.',
  valuesMap: {
    WRITE: {
      description:
        'Calling a mutation that requires a signed-in viewer, except `updatePost`. Includes publications and comments.',
    },
    PUBLICATION: { description: 'Publishing a story with `publishPost` or `createPost`.' },
    COMMENT: { description: 'Adding or editing a comment.' },
    AUTOSAVE: { description: 'Saving stories with `updatePost`. A single story may use at most a tenth of the limit.' },
  },
});

@ObjectType('WriteLimit', { description: 'The limit on one kind of write by the viewer, per minute.' })
export class WriteLimitType {
  @Field(() => WRITE_KIND, { description: 'The kind of write.' })
  kind: WriteKind;

  @Field(() => Int, { description: 'The number of writes allowed per minute.' })
  limit: number;

  @Field(() => Int, { description: 'The number of writes left until `resetAt`.' })
  remaining: number;

  @Field(() => DateTime, { description: 'The date and time when the full number of writes is available again.' })
  resetAt: string;
}

@ObjectType('RateLimit', {
  description:
    'The cost limit: by default 50,000 points per signed-in user and 10,000 points per guest IP address every 5 minutes. Each object that a list may return costs one point, and so does each step from one object to another after the first, and each 10 kB of long text.',
})
export class RateLimitType {
  @Field(() => Int, { description: 'The number of points available every 5 minutes.' })
  limit: number;

  @Field(() => Int, {
    description:
      'The maximum number of points that this request may cost. A request with `"extensions": { "cost": true }` receives the actual cost in `extensions.cost`.',
  })
  cost: number;

  @Field(() => Int, { description: 'The number of points left after this request.' })
  remaining: number;

  @Field(() => DateTime, { description: 'The date and time when all points are available again.' })
  resetAt: string;
}

/** What a request cost and what is left, as it is told. */
export const told = ({ cost, balance }: Charge): RateLimitType => ({
  cost,
  ...balance,
  resetAt: new Date(balance.resetAt).toISOString(),
});

@Resolver(() => RateLimitType)
export class RateLimitResolver {
  constructor(private readonly limits: WriteLimits) {}

  @Public()
  @Query(() => RateLimitType, {
    description: 'The cost of this request and the limits that apply to the viewer or guest.',
  })
  rateLimit(@Context() { charge }: GraphqlContext): RateLimitType {
    return told(charge!);
  }

  @AtMost(WRITE_KINDS.length)
  @ResolveField(() => [WriteLimitType], {
    description: 'The limits on writes, which are separate from the cost limit. Empty for guests.',
  })
  async writes(_limit: RateLimitType, _args: object, { viewer }: GraphqlContext): Promise<WriteLimitType[]> {
    const now = Date.now();
    const states = viewer ? await this.limits.stateOf(viewer.id) : [];
    return states.map(({ resetsInSeconds, ...state }) => {
      const wait = state.remaining < state.limit ? resetsInSeconds : 0;
      return { ...state, resetAt: new Date(now + wait * 1_000).toISOString() };
    });
  }
}
