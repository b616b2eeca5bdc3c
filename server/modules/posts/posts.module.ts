import { Module } from '@nestjs/common';
import { UsersModule } from '../users/index.js';
import { DraftsWriter } from './drafts.writer.js';
import { UserPostsResolver, ViewerDraftsResolver } from './people-posts.resolver.js';
import { PostAnnouncements } from './post-announcements.js';
import { PostPublishedResolver } from './post-published.resolver.js';
import { PostsLoaders } from './posts.loaders.js';
import { PostsRendering } from './posts-rendering.js';
import { PostsReader } from './posts.reader.js';
import { PostFieldsResolver, PostsResolver } from './posts.resolver.js';
import { PostsService } from './posts.service.js';

@Module({
  imports: [UsersModule],
  providers: [
    PostsService,
    DraftsWriter,
    PostsReader,
    PostsRendering,
    PostsLoaders,
    PostAnnouncements,
    PostPublishedResolver,
    PostsResolver,
    PostFieldsResolver,
    UserPostsResolver,
    ViewerDraftsResolver,
  ],
  exports: [PostsLoaders],
})
export class PostsModule {}
