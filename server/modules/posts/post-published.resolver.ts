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
    description: 'Sends each story when it is published, including when it is published again or restored.',
    resolve: (post: PostRecord) => post,
  })
  postPublished(
    @Args('tag', {
      type: () => String,
      nullable: true,
      description: 'Sends only stories with this tag, given by its slug or name.',
    })
    tag?: string | null,
  ) {
    return this.announcements.listen(tag == null ? undefined : (tagSlug(tag) ?? ''));
  }
}
