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
      'The stories, users and tags that contain all of the given words, best match first. The last word may be incomplete. Case, accents and the endings of English words are ignored; if there are few results, words with a similar spelling match too. Stories also match by their place and country, as other users see them. The URL of a story, user or tag finds that item.',
  })
  async search(
    @Args('query', {
      type: () => String,
      description:
        'The words to search for, in any order, at most 200 characters; words after the tenth are ignored. Words without a space between them, such as `E-45`, must follow each other.',
    })
    query: string,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
    @Info() asked: Asked,
    @Args('type', {
      type: () => SearchType,
      nullable: true,
      description: 'Returns only items of this type. Defaults to all types.',
    })
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
