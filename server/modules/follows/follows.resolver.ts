import { Args, Context, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, type Viewer } from '../../platform/auth/index.js';
import type { Page } from '../../platform/database/index.js';
import { type GraphqlContext, PageArgs } from '../../platform/graphql/index.js';
import { UserConnection, type UserRecord, UsersLoaders, UserType, ViewerType } from '../users/index.js';
import { SetFollowInput, SetFollowPayload, SuggestionArgs } from './follow.type.js';
import { FollowsService, type Side } from './follows.service.js';

@Resolver(() => UserType)
export class FollowsResolver {
  constructor(
    private readonly follows: FollowsService,
    private readonly users: UsersLoaders,
  ) {}

  @Mutation(() => SetFollowPayload, {
    nullable: true,
    description:
      'Follows or unfollows a user. Repeating it changes nothing. Fails with `NOT_FOUND` if the user does not exist and with `BAD_USER_INPUT` if the user is the viewer.',
  })
  async setFollow(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { userId, following }: SetFollowInput,
    @Context() context: GraphqlContext,
  ) {
    const id = await this.follows.set(viewer, userId, following);
    context.forget('follows.byViewer', id);
    return { user: await this.users.byIdAnew(context, id) };
  }

  @ResolveField('followerCount', () => Int, { description: 'The number of users who follow this user.' })
  followerCount(user: UserRecord): number {
    return user.followerCount;
  }

  @ResolveField('followingCount', () => Int, { description: 'The number of users whom this user follows.' })
  followingCount(user: UserRecord): number {
    return user.followingCount;
  }

  @ResolveField('viewerIsFollowing', () => Boolean, {
    description: 'Whether the viewer follows this user. `false` for guests.',
  })
  async viewerIsFollowing(user: UserRecord, _args: object, context: GraphqlContext): Promise<boolean> {
    const { viewer } = context;
    if (viewer === undefined) return false;
    const load = async (ids: readonly string[]) => {
      const followed = await this.follows.followedAmong(viewer, ids);
      return ids.map((id) => followed.has(id));
    };
    return (await context.loader<boolean>('follows.byViewer', load).load(user.id)) ?? false;
  }

  @ResolveField('followers', () => UserConnection, {
    description: 'The users who follow this user, most recent follow first.',
  })
  followersOfUser(@Parent() user: UserRecord, @Args() page: PageArgs, @Context() context: GraphqlContext) {
    return this.list('followers', user, user.followerCount, page, context);
  }

  @ResolveField('following', () => UserConnection, {
    description: 'The users whom this user follows, most recent follow first.',
  })
  followedByUser(@Parent() user: UserRecord, @Args() page: PageArgs, @Context() context: GraphqlContext) {
    return this.list('following', user, user.followingCount, page, context);
  }

  private async list(side: Side, { id }: UserRecord, totalCount: number, page: PageArgs, context: GraphqlContext) {
    const people = await context
      .loader<Page<UserRecord>>(`follows.${side}:${JSON.stringify(page)}`, (ids) => this.follows.list(side, ids, page))
      .load(id);
    return people && Object.assign(people, { totalCount });
  }
}

@Resolver(() => ViewerType)
export class ViewerSuggestionsResolver {
  constructor(private readonly follows: FollowsService) {}

  @ResolveField('suggestedWriters', () => [UserType], {
    description: 'The authors with the most followers whom the viewer does not follow yet. Excludes suspended users.',
  })
  suggestedWriters(
    @Parent() { userId }: ViewerType,
    @Args() { first }: SuggestionArgs,
    @Context() context: GraphqlContext,
  ) {
    return this.follows.suggested({ id: userId, request: context.lifetime?.cancellation }, first);
  }
}
