import { UseGuards } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ending, globalId } from '../../shared/ids.mjs';
import { AuthGuard, type Context as RequestContext, CurrentUserId, OptionalAuthGuard } from './auth.guard.js';
import { Comment } from './comment.entity.js';
import { Post } from './post.entity.js';
import {
  CommentConnection,
  CreatePostInput,
  CreatePostPayload,
  PostConnection,
  PostFilter,
  Viewer,
} from './post.types.js';
import { PostsService } from './posts.service.js';
import { Tag } from './tag.entity.js';
import { User } from './user.entity.js';

@Resolver(() => Post)
export class PostsResolver {
  constructor(private readonly postsService: PostsService) {}

  @UseGuards(OptionalAuthGuard)
  @Query(() => PostConnection)
  posts(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
    @Args('filter', { type: () => PostFilter, nullable: true }) filter?: PostFilter,
  ): Promise<PostConnection> {
    return this.postsService.findPublished(first, after, filter?.tag);
  }

  @Query(() => Post, { nullable: true })
  post(@Args('slug') slug: string): Promise<Post | null> {
    return this.postsService.findBySlug(slug);
  }

  @UseGuards(AuthGuard)
  @Mutation(() => CreatePostPayload)
  async createPost(@CurrentUserId() userId: string, @Args('input') input: CreatePostInput): Promise<CreatePostPayload> {
    return { post: await this.postsService.create(userId, input) };
  }

  @ResolveField(() => ID)
  id(@Parent() post: Post): string {
    return globalId('post', post.id);
  }

  @ResolveField(() => String)
  slug(@Parent() post: Post): string {
    return post.slug ?? ending(post.id);
  }

  @ResolveField(() => User)
  author(@Parent() post: Post, @Context() { loaders }: RequestContext): Promise<User> {
    return loaders.userById.load(post.authorId);
  }

  @ResolveField(() => [Tag])
  tags(@Parent() post: Post, @Context() { loaders }: RequestContext): Promise<Tag[]> {
    return loaders.tagsByPost.load(post.id);
  }

  @ResolveField(() => Boolean)
  viewerHasLiked(@Parent() post: Post, @Context() { loaders }: RequestContext): Promise<boolean> {
    return loaders.likedByPost.load(post.id);
  }

  @ResolveField(() => CommentConnection)
  comments(
    @Parent() post: Post,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<CommentConnection> {
    return this.postsService.findComments(post.id, first);
  }
}

@Resolver(() => Comment)
export class CommentsResolver {
  @ResolveField(() => ID)
  id(@Parent() comment: Comment): string {
    return globalId('comment', comment.id);
  }

  @ResolveField(() => User, { nullable: true })
  author(@Parent() comment: Comment, @Context() { loaders }: RequestContext): Promise<User> | null {
    return comment.deletedAt === null ? loaders.userById.load(comment.authorId) : null;
  }
}

@Resolver(() => User)
export class UsersResolver {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  @Query(() => User, { nullable: true })
  user(@Args('username') username: string): Promise<User | null> {
    return this.users.findOneBy({ username });
  }

  @ResolveField(() => ID)
  id(@Parent() user: User): string {
    return globalId('user', user.id);
  }
}

@Resolver(() => Tag)
export class TagsResolver {
  @ResolveField(() => ID)
  id(@Parent() tag: Tag): string {
    return globalId('tag', tag.id);
  }
}

@Resolver(() => Viewer)
export class ViewerResolver {
  constructor(private readonly postsService: PostsService) {}

  @UseGuards(AuthGuard)
  @Query(() => Viewer, { nullable: true })
  viewer(@CurrentUserId() userId: string): Viewer {
    return { userId };
  }

  @ResolveField(() => PostConnection)
  drafts(
    @Parent() { userId }: Viewer,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<PostConnection> {
    return this.postsService.findDrafts(userId, first);
  }

  @ResolveField(() => PostConnection)
  feed(
    @Parent() { userId }: Viewer,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<PostConnection> {
    return this.postsService.findFeed(userId, first);
  }
}
