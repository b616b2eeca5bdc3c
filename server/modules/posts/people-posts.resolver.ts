import { Args, Context, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Asked, type GraphqlContext, PageArgs } from '../../platform/graphql/index.js';
import { type UserRecord, UserType, ViewerType } from '../users/index.js';
import { requestedFields } from './requested-fields.js';
import { PostConnection } from './post.type.js';
import { PostsLoaders } from './posts.loaders.js';
import { PostsReader } from './posts.reader.js';

@Resolver(() => UserType)
export class UserPostsResolver {
  constructor(private readonly loaders: PostsLoaders) {}

  @ResolveField('posts', () => PostConnection, { description: 'The stories published by this user, newest first.' })
  async postsOfUser(
    @Parent() user: UserRecord,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
    @Info() info: Asked,
  ) {
    const stories = await this.loaders.byAuthor(context, user.id, page, requestedFields(info));
    return Object.assign(stories, { totalCount: user.postCount });
  }
}

@Resolver(() => ViewerType)
export class ViewerDraftsResolver {
  constructor(private readonly reader: PostsReader) {}

  @ResolveField('drafts', () => PostConnection, { description: 'The viewer’s drafts, most recently changed first.' })
  draftsOfViewer(@Parent() { userId }: ViewerType, @Args() page: PageArgs, @Info() info: Asked) {
    return this.reader.listDrafts({ id: userId }, page, requestedFields(info));
  }
}
