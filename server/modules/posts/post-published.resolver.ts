import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { Public } from '../../platform/auth/index.js';
import { PostAnnouncements } from './post-announcements.js';
import type { PostRecord } from './post.record.js';
import { tagSlug } from './tag-names.js';
import { PostType } from './post.type.js';

@Resolver(() => PostType)
export class PostPublishedResolver {
  constructor(private readonly announcements: PostAnnouncements) {}

  @Public()
  @Subscription(() => PostType, {
    description:
      'Each story that becomes public from now on; over WebSocket (graphql-transport-ws). A connection that was lost misses what came meanwhile: ask for the list again.',
    resolve: (post: PostRecord) => post,
  })
  postPublished(
    @Args('tag', { type: () => String, nullable: true, description: 'A slug: only stories with this tag.' })
    tag?: string | null,
  ) {
    return this.announcements.listen(tag == null ? undefined : (tagSlug(tag) ?? ''));
  }
}
