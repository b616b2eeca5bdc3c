import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Page, PageRequest } from '../database/index.js';

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Are there more after this page?' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Are there more before this page?' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge; null for an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge; null for an empty page.' })
  endCursor: string | null;
}

/** first/after or last/before, as the Relay specification has them. */
@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, { nullable: true, description: 'How many from the front, 1 to 100; 20 unless given.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Begin behind this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, 1 to 100; not together with `first`.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'End before this cursor.' })
  before?: string | null;
}

type EdgeOf<Node> = Page<Node>['edges'][number];

/** The edge type for a node type: where a payload has one too; otherwise its connection makes it. */
export function edgeOf<Node>(name: string, node: () => Type<Node>): Type<EdgeOf<Node>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} in a list.` })
  class Edge {
    @Field(() => String, { description: 'Opaque; belongs to the order of its list.' })
    cursor: string;

    @Field(node, { description: `The ${name}.` })
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
    @Field(() => [Edge], { description: 'The page, each with its cursor.' })
    edges: EdgeOf<Node>[];

    @Field(() => [node()], { description: 'The page, without cursors.' })
    nodes: Node[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description:
        'The number of items in the whole list where it is kept (`User.posts`, `User.followers`, `User.following`, `Tag.posts`); null elsewhere.',
    })
    totalCount?: number;
  }

  return Connection;
}
