import { Context, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../auth/index.js';
import type { Charge, GraphqlContext } from './context.js';
import { DateTime } from './date-time.js';

@ObjectType('RateLimit', {
  description:
    'The cost limit: 50,000 points per person and 10,000 per guest address in five minutes. A point is an object that a list may return, a step from one object to another beyond the first, or 10 kB of long text.',
})
export class RateLimitType {
  @Field(() => Int, { description: 'The number of points in five minutes.' })
  limit: number;

  @Field(() => Int, { description: 'The most that this request may cost; `extensions.cost` says what it did cost.' })
  cost: number;

  @Field(() => Int, { description: 'The number of points left after this request.' })
  remaining: number;

  @Field(() => DateTime, { description: 'The time when all points are available again.' })
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
  @Public()
  @Query(() => RateLimitType, { description: 'What this request costs, and what is left.' })
  rateLimit(@Context() { charge }: GraphqlContext): RateLimitType {
    return told(charge!);
  }
}
