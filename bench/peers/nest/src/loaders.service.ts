import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import DataLoader from 'dataloader';
import { In, Repository } from 'typeorm';
import { Like } from './pair.entities.js';
import { PostTag, Tag } from './tag.entity.js';
import { User } from './user.entity.js';

export interface Loaders {
  userById: DataLoader<string, User>;
  tagsByPost: DataLoader<string, Tag[]>;
  /** Whether whoever asks likes a story. */
  likedByPost: DataLoader<string, boolean>;
}

@Injectable()
export class LoadersService {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    @InjectRepository(PostTag) private readonly postTags: Repository<PostTag>,
    @InjectRepository(Like) private readonly likes: Repository<Like>,
  ) {}

  /** For one request. */
  create(req: { user?: { sub: string } }): Loaders {
    return {
      userById: new DataLoader(async (ids) => {
        const users = await this.users.findBy({ id: In([...ids]) });
        const byId = new Map(users.map((user) => [user.id, user]));
        return ids.map((id) => byId.get(id) ?? new Error(`There is no user ${id}.`));
      }),
      tagsByPost: new DataLoader(async (ids) => {
        const links = await this.postTags.find({
          where: { postId: In([...ids]) },
          relations: { tag: true },
          order: { position: 'ASC' },
        });
        const byPost = new Map<string, Tag[]>(ids.map((id) => [id, []]));
        for (const { postId, tag, name } of links)
          byPost.get(postId)?.push(tag.postCount > 0 ? tag : { ...tag, name: name ?? tag.name });
        return ids.map((id) => byPost.get(id) ?? []);
      }),
      likedByPost: new DataLoader(async (ids) => {
        if (req.user === undefined) return ids.map(() => false);
        const likes = await this.likes.findBy({ userId: req.user.sub, postId: In([...ids]) });
        const liked = new Set(likes.map(({ postId }) => postId));
        return ids.map((id) => liked.has(id));
      }),
    };
  }
}
