import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { v7 } from 'uuid';
import { derived } from '../../shared/markdown.mjs';
import { Post, PostStatus } from './post.entity.js';
import type { CreatePostInput, PostConnection } from './post.types.js';
import { PostTag } from './tag.entity.js';

@Injectable()
export class PostsService {
  constructor(@InjectRepository(Post) private readonly posts: Repository<Post>) {}

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

  create(authorId: string, { title, body }: CreatePostInput): Promise<Post> {
    const { html, excerpt, minutes } = derived(body);
    return this.posts.save(
      this.posts.create({ id: v7(), authorId, title, body, bodyHtml: html, excerpt, readingMinutes: minutes }),
    );
  }
}

function pageOf(posts: Post[], first: number, cursorOf: (post: Post) => string[]): PostConnection {
  const nodes = posts.slice(0, first);
  const last = nodes.at(-1);
  const endCursor = last ? Buffer.from(JSON.stringify(cursorOf(last))).toString('base64url') : null;
  return { nodes, pageInfo: { hasNextPage: posts.length > first, endCursor } };
}
