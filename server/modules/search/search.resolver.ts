import { Args, Context, Info, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/auth/index.js';
import { type Asked, fieldsBelow, type GraphqlContext, PageArgs } from '../../platform/graphql/index.js';
import { PostsLoaders } from '../posts/index.js';
import { TagsLoaders } from '../tags/index.js';
import { UsersLoaders } from '../users/index.js';
import { type Found, SearchService } from './search.service.js';
import { foundAs, SearchResultConnection, SearchType, type SearchTypeName } from './search.type.js';

@Resolver(() => SearchResultConnection)
export class SearchResolver {
  constructor(
    private readonly service: SearchService,
    private readonly posts: PostsLoaders,
    private readonly users: UsersLoaders,
    private readonly tags: TagsLoaders,
  ) {}

  @Public()
  @Query(() => SearchResultConnection, {
    description:
      'Stories, people and tags with all of these words, the best first; the last word may be a beginning. Stories are also found by their place and country, as far as their readers know them. Capitals, accents and English endings make no difference; where little is found, words that are spelled alike are found too. The address of a story, person or tag finds that. At most 200 characters.',
  })
  async search(
    @Args('query', {
      type: () => String,
      description:
        'Words in any order. Those without a space between them, as in `E-45`, are found where they follow each other.',
    })
    query: string,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
    @Info() asked: Asked,
    @Args('type', { type: () => SearchType, nullable: true, description: 'Only these; all unless given.' })
    type?: SearchTypeName | null,
  ): Promise<SearchResultConnection> {
    const withPassages = fieldsBelow(asked, 'edges').some(({ name }) => name.value === 'highlights');
    const found = await this.service.search(query, type, page, withPassages, context.lifetime?.cancellation);
    const edges = await Promise.all(
      found.edges.map(async ({ cursor, node }) => ({
        cursor,
        node: await this.rowOf(node, context),
        highlights: node.highlights,
      })),
    );
    // Taken from the public since it was found.
    const there = edges.flatMap((edge) => (edge.node ? [{ ...edge, node: edge.node }] : []));
    return { edges: there, nodes: there.map(({ node }) => node), pageInfo: found.pageInfo };
  }

  private async rowOf({ type, id }: Found, context: GraphqlContext): Promise<object | undefined> {
    const loaders = { POST: this.posts, USER: this.users, TAG: this.tags };
    const row = await loaders[type].byId(context, id);
    return row && foundAs(type, row);
  }
}
