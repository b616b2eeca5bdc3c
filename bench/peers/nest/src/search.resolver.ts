import { Args, createUnionType, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, In, Repository } from 'typeorm';
import { type FoundRow, highlightsOf, searchCursor, searchFor } from '../../shared/search.mjs';
import { Post } from './post.entity.js';
import { PageInfo } from './post.types.js';
import { Tag } from './tag.entity.js';
import { User } from './user.entity.js';

const SearchResult = createUnionType({ name: 'SearchResult', types: () => [Post, User, Tag] as const });

@ObjectType()
class TextFragment {
  @Field()
  text: string;

  @Field()
  isMatch: boolean;
}

@ObjectType()
class SearchResultEdge {
  @Field(() => SearchResult)
  node: Post | User | Tag;

  @Field(() => [TextFragment])
  highlights: TextFragment[];
}

@ObjectType()
class SearchResultConnection {
  @Field(() => [SearchResultEdge])
  edges: SearchResultEdge[];

  @Field()
  pageInfo: PageInfo;
}

/** Ranking is for SQL: the statement says what was found, the repositories have it. */
@Resolver()
export class SearchResolver {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(Post) private readonly posts: Repository<Post>,
    @InjectRepository(User) private readonly users: Repository<User>,
    @InjectRepository(Tag) private readonly tags: Repository<Tag>,
  ) {}

  @Query(() => SearchResultConnection)
  async search(
    @Args('query') query: string,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<SearchResultConnection> {
    const [{ text }, values] = searchFor(query);
    const rows = await this.dataSource.query<FoundRow[]>(text, values);
    const found = rows.slice(0, first);
    const idsOf = (kind: number) => In(found.filter((row) => row.kind === kind).map((row) => row.id));
    const entities = await Promise.all([
      this.posts.findBy({ id: idsOf(3) }),
      this.users.findBy({ id: idsOf(2) }),
      this.tags.findBy({ id: idsOf(1) }),
    ]);
    const byId = new Map(entities.flat().map((entity) => [entity.id, entity]));
    const last = found.at(-1);
    return {
      edges: found.map((row) => ({ node: byId.get(row.id)!, highlights: highlightsOf(row) })),
      pageInfo: { hasNextPage: rows.length > first, endCursor: last ? searchCursor(last) : null },
    };
  }
}
