import { Injectable } from '@nestjs/common';
import { Args, Context, Field, ID, InterfaceType, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../auth/index.js';
import { badInput } from '../errors/index.js';
import type { GraphqlContext } from './context.js';
import { fromGlobalId } from './ids.js';

const TYPE = Symbol('GraphQL type');
interface Found extends Node {
  [TYPE]: string;
}

@InterfaceType('Node', {
  description: 'An object with a global ID, which the `node` query fetches.',
  resolveType: (value: Found) => value[TYPE],
})
export abstract class Node {
  @Field(() => ID, {
    description:
      'The opaque global ID of the object, in TypeID format: a type prefix and a UUIDv7, such as `post_01h455vb4pex5vsknk084sn02q`.',
  })
  id: string;
}

type Find = (uuid: string, context: GraphqlContext) => Promise<object | undefined>;

/** How each type is found by its id, as far as the viewer may see it. Modules enter theirs when they start. */
@Injectable()
export class NodeRegistry {
  private readonly finders = new Map<string, { typeName: string; find: Find }>();

  /** `prefix` as in the ids, `typeName` as in the schema. */
  register(prefix: string, typeName: string, find: Find): void {
    this.finders.set(prefix, { typeName, find });
  }

  async find(id: string, context: GraphqlContext): Promise<Found | null> {
    const known = fromGlobalId(id);
    const finder = known && this.finders.get(known.type);
    if (!finder) return null;
    const found = await finder.find(known.uuid, context);
    return found ? (Object.assign(found, { [TYPE]: finder.typeName }) as Found) : null;
  }
}

const MAX_NODES = 100;

@Resolver(() => Node)
export class NodeResolver {
  constructor(private readonly nodes: NodeRegistry) {}

  @Public()
  @Query(() => Node, {
    nullable: true,
    description: 'The object with this global ID, or `null` if it does not exist or is not visible to the viewer.',
  })
  node(
    @Args('id', { type: () => ID, description: 'The global ID of the object.' }) id: string,
    @Context() context: GraphqlContext,
  ): Promise<Node | null> {
    return this.nodes.find(id, context);
  }

  @Public()
  @Query(() => [Node], {
    name: 'nodes',
    nullable: 'items',
    description:
      'The objects with these global IDs, in the order of the IDs. Contains `null` for each object that does not exist or is not visible to the viewer.',
  })
  async nodesByIds(
    @Args('ids', { type: () => [ID], description: 'The global IDs of the objects (at most 100).' }) ids: string[],
    @Context() context: GraphqlContext,
  ): Promise<(Node | null)[]> {
    if (ids.length > MAX_NODES)
      throw badInput([{ path: 'ids', message: `${ids.length} ids; at most ${MAX_NODES} are allowed in one request.` }]);
    return Promise.all(ids.map((id) => this.nodes.find(id, context)));
  }
}
