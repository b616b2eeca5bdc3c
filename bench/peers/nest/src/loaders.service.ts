import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import DataLoader from 'dataloader';
import { In, Repository } from 'typeorm';
import { PostTag, Tag } from './tag.entity.js';
import { User } from './user.entity.js';

export interface Loaders {
  userById: DataLoader<string, User>;
  tagsByPost: DataLoader<string, Tag[]>;
}

@Injectable()
export class LoadersService {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    @InjectRepository(PostTag) private readonly postTags: Repository<PostTag>,
  ) {}

  /** For one request. */
  create(): Loaders {
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
    };
  }
}
