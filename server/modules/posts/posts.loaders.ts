import { Injectable } from '@nestjs/common';
import { type GraphqlContext, inOrder } from '../../platform/graphql/index.js';
import { canSee } from './post.policy.js';
import type { PostRecord } from './post.record.js';
import { PostsReader } from './posts.reader.js';

interface Neighbours {
  previous?: PostRecord;
  next?: PostRecord;
}

@Injectable()
export class PostsLoaders {
  constructor(private readonly reader: PostsReader) {}

  /** The whole story, if the viewer may see it. */
  async byId(context: GraphqlContext, id: string): Promise<PostRecord | undefined> {
    const post = await context
      .loader<PostRecord>('posts.byId', async (ids) => inOrder(ids, await this.reader.findByIds(ids), ({ id }) => id))
      .load(id);
    return post && canSee(context.viewer, post) ? post : undefined;
  }

  async neighbours(context: GraphqlContext, id: string): Promise<Neighbours> {
    const loaded = await context
      .loader<Neighbours>('posts.neighbours', async (ids) => {
        const rows = await this.reader.neighbours(ids);
        return ids.map((key) => {
          const side = (name: string) => rows.find((row) => row.of === key && row.side === name);
          return { previous: side('previous'), next: side('next') };
        });
      })
      .load(id);
    return loaded ?? {};
  }
}
