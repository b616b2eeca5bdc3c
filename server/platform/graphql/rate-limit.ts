import { Context, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../auth/index.js';
import type { Bill, GraphqlContext } from './context.js';
import { DateTime } from './date-time.js';

@ObjectType('RateLimit', {
  description:
    'What may be asked in five minutes: 50,000 points a person, 10,000 an address of guests. A point is an object that a list may return.',
})
export class RateLimitType {
  @Field(() => Int, { description: 'Points in five minutes.' })
  limit: number;

  @Field(() => Int, { description: 'What this request costs: the objects that its lists may return.' })
  cost: number;

  @Field(() => Int, { description: 'Points that are left, this request paid.' })
  remaining: number;

  @Field(() => DateTime, { description: 'When all points are there again.' })
  resetAt: string;
}

/** What a request cost and what is left, as it is told. */
export const told = ({ cost, balance }: Bill): RateLimitType => ({
  cost,
  ...balance,
  resetAt: new Date(balance.resetAt).toISOString(),
});

@Resolver(() => RateLimitType)
export class RateLimitResolver {
  @Public()
  @Query(() => RateLimitType, { description: 'What this request costs, and what is left.' })
  rateLimit(@Context() { bill }: GraphqlContext): RateLimitType {
    return told(bill!);
  }
}
