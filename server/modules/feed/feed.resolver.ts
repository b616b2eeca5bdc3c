import { Args, Context, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Asked, type GraphqlContext, PageArgs } from '../../platform/graphql/index.js';
import { requestedFields, PostConnection } from '../posts/index.js';
import { ViewerType } from '../users/index.js';
import { FeedService } from './feed.service.js';

@Resolver(() => ViewerType)
export class FeedResolver {
  constructor(private readonly service: FeedService) {}

  @ResolveField('feed', () => PostConnection, {
    description: 'The published stories of the users whom the viewer follows, newest first.',
  })
  feedOfViewer(
    @Parent() { userId }: ViewerType,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
    @Info() info: Asked,
  ) {
    return this.service.list({ id: userId, request: context.lifetime?.cancellation }, page, requestedFields(info));
  }
}
