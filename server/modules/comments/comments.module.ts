import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/index.js';
import { UsersModule } from '../users/index.js';
import { CommentAddedResolver } from './comment-added.resolver.js';
import { CommentAnnouncements } from './comment-announcements.js';
import { CommentsLoaders } from './comments.loaders.js';
import { CommentFieldsResolver, CommentsResolver, PostCommentsResolver } from './comments.resolver.js';
import { CommentsService } from './comments.service.js';

@Module({
  imports: [PostsModule, UsersModule],
  providers: [
    CommentsService,
    CommentsLoaders,
    CommentAnnouncements,
    CommentAddedResolver,
    CommentsResolver,
    CommentFieldsResolver,
    PostCommentsResolver,
  ],
  exports: [CommentsLoaders],
})
export class CommentsModule {}
