import { Injectable } from '@nestjs/common';
import { type GraphqlContext, inOrder } from '../../platform/graphql/index.js';
import type { UserRecord } from './user.record.js';
import { UsersService } from './users.service.js';

@Injectable()
export class UsersLoaders {
  constructor(private readonly users: UsersService) {}

  byId(context: GraphqlContext, id: string): Promise<UserRecord | undefined> {
    return context
      .loader<UserRecord>('users.byId', async (ids) => inOrder(ids, await this.users.findByIds(ids), (user) => user.id))
      .load(id);
  }

  /** The same after it was changed. */
  byIdAnew(context: GraphqlContext, id: string): Promise<UserRecord | undefined> {
    context.forget('users.byId', id);
    return this.byId(context, id);
  }
}
