import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { v7 } from 'uuid';
import { derived } from '../../shared/markdown.mjs';
import { Comment } from './comment.entity.js';
import { Follow } from './pair.entities.js';
import { Post, PostStatus } from './post.entity.js';
import type { CommentConnection, CreatePostInput, PageInfo, PostConnection } from './post.types.js';
import { PostTag } from './tag.entity.js';

@Injectable()
export class PostsService {
  constructor(
    @InjectRepository(Post) private readonly posts: Repository<Post>,
    @InjectRepository(Comment) private readonly comments: Repository<Comment>,
  ) {}

  async findPublished(first: number, after?: string | null, tag?: string): Promise<PostConnection> {
    const query = this.posts.createQueryBuilder('post').limit(first + 1);
    if (tag == null) {
      query
        .where('post.status = :status', { status: PostStatus.PUBLISHED })
        .orderBy('post.publishedAt', 'DESC')
        .addOrderBy('post.id', 'DESC');
      if (after != null) {
        const [, time, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as string[];
        query.andWhere('(post.publishedAt, post.id) < (:time, :id)', { time, id });
      }
    } else {
      query
        .innerJoin(PostTag, 'link', 'link.postId = post.id')
        .where('link.tagId = (select id from tags where slug = :tag) and link.publishedAt is not null', { tag })
        .orderBy('link.publishedAt', 'DESC')
        .addOrderBy('link.postId', 'DESC');
    }
    return pageOf(await query.getMany(), first, (post) => ['published:DESC', post.publishedAt!.toISOString(), post.id]);
  }

  findBySlug(slug: string): Promise<Post | null> {
    return this.posts.findOneBy({ slug });
  }

  async findDrafts(authorId: string, first: number): Promise<PostConnection> {
    const drafts = await this.posts.find({
      where: { authorId, status: PostStatus.DRAFT },
      order: { updatedAt: 'DESC', id: 'DESC' },
      take: first + 1,
    });
    return pageOf(drafts, first, (post) => ['drafts', post.updatedAt.toISOString(), post.id]);
  }

  async findFeed(readerId: string, first: number): Promise<PostConnection> {
    const query = this.posts
      .createQueryBuilder('post')
      .where('post.status = :status', { status: PostStatus.PUBLISHED })
      .orderBy('post.publishedAt', 'DESC')
      .addOrderBy('post.id', 'DESC')
      .limit(first + 1);
    const followed = query
      .subQuery()
      .select('follow.followeeId')
      .from(Follow, 'follow')
      .where('follow.followerId = :readerId', { readerId });
    query.andWhere(`post.authorId in ${followed.getQuery()}`).setParameters(followed.getParameters());
    return pageOf(await query.getMany(), first, (post) => ['feed', post.publishedAt!.toISOString(), post.id]);
  }

  async findComments(postId: string, first: number): Promise<CommentConnection> {
    const comments = await this.comments.find({
      where: { postId, parentId: IsNull() },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: first + 1,
    });
    return pageOf(comments, first, (comment) => ['comments', comment.createdAt.toISOString(), comment.id]);
  }

  create(authorId: string, { title, body }: CreatePostInput): Promise<Post> {
    const { html, excerpt, minutes } = derived(body);
    return this.posts.save(
      this.posts.create({ id: v7(), authorId, title, body, bodyHtml: html, excerpt, readingMinutes: minutes }),
    );
  }
}

function pageOf<Row>(
  rows: Row[],
  first: number,
  cursorOf: (row: Row) => string[],
): { nodes: Row[]; pageInfo: PageInfo } {
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  const endCursor = last ? Buffer.from(JSON.stringify(cursorOf(last))).toString('base64url') : null;
  return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } };
}
