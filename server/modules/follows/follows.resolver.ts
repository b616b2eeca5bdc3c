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
      'Follows somebody, or lets go. Twice is once. NOT_FOUND when there is no such person, BAD_USER_INPUT for oneself.',
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

  @ResolveField('followerCount', () => Int, { description: 'How many people follow them.' })
  followerCount(user: UserRecord): number {
    return user.followerCount;
  }

  @ResolveField('followingCount', () => Int, { description: 'How many people they follow.' })
  followingCount(user: UserRecord): number {
    return user.followingCount;
  }

  @ResolveField('viewerIsFollowing', () => Boolean, { description: 'False for a guest.' })
  async viewerIsFollowing(user: UserRecord, _args: object, context: GraphqlContext): Promise<boolean> {
    const { viewer } = context;
    if (viewer === undefined) return false;
    const load = async (ids: readonly string[]) => {
      const followed = await this.follows.followedAmong(viewer, ids);
      return ids.map((id) => followed.has(id));
    };
    return (await context.loader<boolean>('follows.byViewer', load).load(user.id)) ?? false;
  }

  @ResolveField('followers', () => UserConnection, { description: 'Who follows them, the newest follow first.' })
  followersOfUser(@Parent() user: UserRecord, @Args() page: PageArgs, @Context() context: GraphqlContext) {
    return this.list('followers', user, user.followerCount, page, context);
  }

  @ResolveField('following', () => UserConnection, { description: 'Whom they follow, the newest follow first.' })
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
    description: 'Writers worth following whom the viewer does not follow yet: those with the most followers.',
  })
  suggestedWriters(
    @Parent() { userId }: ViewerType,
    @Args() { first }: SuggestionArgs,
    @Context() context: GraphqlContext,
  ) {
    return this.follows.suggested({ id: userId, request: context.lifetime?.cancellation }, first);
  }
}
