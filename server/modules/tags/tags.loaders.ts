import { Injectable } from '@nestjs/common';
import { type GraphqlContext, inOrder } from '../../platform/graphql/index.js';
import type { PostTagRecord } from '../posts/index.js';
import { TagsService } from './tags.service.js';

@Injectable()
export class TagsLoaders {
  constructor(private readonly tags: TagsService) {}

  byId(context: GraphqlContext, id: string): Promise<PostTagRecord | undefined> {
    return context
      .loader<PostTagRecord>('tags.byId', async (ids) => inOrder(ids, await this.tags.findByIds(ids), (tag) => tag.id))
      .load(id);
  }
}
