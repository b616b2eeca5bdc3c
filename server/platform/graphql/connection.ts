import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Page, PageRequest } from '../database/index.js';

@ObjectType({ description: 'Information about pagination in a connection.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are more items after this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether there are more items before this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first item on this page, or `null` if the page is empty.',
  })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last item on this page, or `null` if the page is empty.',
  })
  endCursor: string | null;
}

/** first/after or last/before, as the Relay specification has them. */
@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, {
    nullable: true,
    description: 'The number of items to return from the start of the list (1–100). Defaults to 20.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Returns the items that come after this cursor.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of items to return from the end of the list (1–100). Cannot be combined with `first` or `after`.',
  })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Returns the items that come before this cursor. Cannot be combined with `first` or `after`.',
  })
  before?: string | null;
}

type EdgeOf<Node> = Page<Node>['edges'][number];

/** The edge type for a node type: where a payload has one too; otherwise its connection makes it. */
export function edgeOf<Node>(name: string, node: () => Type<Node>): Type<EdgeOf<Node>> {
  @ObjectType(`${name}Edge`, { description: `An item in a list of type ${name}, with its cursor.` })
  class Edge {
    @Field(() => String, {
      description:
        'An opaque cursor of the item for `after` and `before`. Valid only for the same list in the same order.',
    })
    cursor: string;

    @Field(node, { description: 'The item.' })
    node: Node;
  }

  return Edge;
}

/** The connection type for a node type. */
export function connectionOf<Node>(
  name: string,
  node: () => Type<Node>,
  Edge: Type<EdgeOf<Node>> = edgeOf(name, node),
): Type<Page<Node>> {
  @ObjectType(`${name}Connection`, { description: `A page of a list of type ${name}.` })
  class Connection {
    @Field(() => [Edge], { description: 'The items on this page, each with its cursor.' })
    edges: EdgeOf<Node>[];

    @Field(() => [node()], { description: 'The items on this page.' })
    nodes: Node[];

    @Field(() => PageInfo, { description: 'Information for fetching the next or previous page.' })
    pageInfo: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description:
        'The number of items in the whole list. Available for `User.posts`, `User.followers`, `User.following` and `Tag.posts`; `null` for other lists.',
    })
    totalCount?: number;
  }

  return Connection;
}
