import { Context, Field, Int, ObjectType, Query, registerEnumType, ResolveField, Resolver } from '@nestjs/graphql';
import { Public } from '../auth/index.js';
import { WRITE_KINDS, type WriteKind, WriteLimits } from '../rate-limit/index.js';
import type { Charge, GraphqlContext } from './context.js';
import { DateTime } from './date-time.js';
import { AtMost } from './price.js';

const WRITE_KIND = Object.fromEntries(WRITE_KINDS.map((kind) => [kind, kind]));
registerEnumType(WRITE_KIND, {
  name: 'WriteKind',
  description: 'What is counted when somebody writes.',
  valuesMap: {
    WRITE: { description: 'Every write but autosaves; publications and comments are counted here, too.' },
    PUBLICATION: { description: 'Publishing a story.' },
    COMMENT: { description: 'Adding or editing a comment.' },
    AUTOSAVE: { description: 'Saving drafts and stories; of one story a tenth of the limit.' },
  },
});

@ObjectType('WriteLimit', { description: 'How often the viewer may write, counted per minute.' })
export class WriteLimitType {
  @Field(() => WRITE_KIND, { description: 'What is counted.' })
  kind: WriteKind;

  @Field(() => Int, { description: 'The number of these writes in a minute.' })
  limit: number;

  @Field(() => Int, { description: 'The number of these writes left.' })
  remaining: number;

  @Field(() => DateTime, { description: 'The time when all of them are available again.' })
  resetAt: string;
}

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
  constructor(private readonly limits: WriteLimits) {}

  @Public()
  @Query(() => RateLimitType, { description: 'What this request costs, and what is left.' })
  rateLimit(@Context() { charge }: GraphqlContext): RateLimitType {
    return told(charge!);
  }

  @AtMost(WRITE_KINDS.length)
  @ResolveField(() => [WriteLimitType], {
    description: 'The limits on writing, which points do not pay for. Empty for a guest.',
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
