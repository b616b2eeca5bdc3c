import { createUnionType, Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfo } from '../../platform/graphql/index.js';
import { PostType } from '../posts/index.js';
import { TagType } from '../tags/index.js';
import { UserType } from '../users/index.js';

export const SearchType = { POST: 'POST', USER: 'USER', TAG: 'TAG' } as const;
export type SearchTypeName = keyof typeof SearchType;
registerEnumType(SearchType, {
  name: 'SearchType',
  description: 'The possible types of search results.',
  valuesMap: {
    POST: { description: 'Published stories.' },
    USER: { description: 'Users.' },
    TAG: { description: 'Tags of published stories.' },
  },
});

const TYPE = Symbol('found as');

/** Marks a row as what it was found as. */
export const foundAs = <Row extends object>(type: SearchTypeName, row: Row): Row =>
  Object.assign(row, { [TYPE]: type });

export const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'An item that a search can find.',
  types: () => [PostType, UserType, TagType] as const,
  resolveType: (value: object) =>
    ({ POST: PostType, USER: UserType, TAG: TagType })[(value as { [TYPE]: SearchTypeName })[TYPE]],
});

@ObjectType({ description: 'A part of the passage that shows why an item was found.' })
export class TextFragment {
  @Field(() => String, { description: 'The plain text of this part.' })
  text: string;

  @Field(() => Boolean, { description: 'Whether this part matches the search.' })
  isMatch: boolean;
}

@ObjectType({ description: 'An item in a list of type SearchResult, with its cursor and a passage.' })
export class SearchResultEdge {
  @Field(() => String, {
    description: 'An opaque cursor of the item for `after` and `before`. Valid only for the same search.',
  })
  cursor: string;

  @Field(() => SearchResult, { description: 'The item.' })
  node: object;

  @Field(() => [TextFragment], {
    description: 'A passage of the item that shows the matches, split into parts. Empty if there is none.',
  })
  highlights: TextFragment[];
}

@ObjectType({ description: 'A page of a list of type SearchResult.' })
export class SearchResultConnection {
  @Field(() => [SearchResultEdge], { description: 'The items on this page, each with its cursor and a passage.' })
  edges: SearchResultEdge[];

  @Field(() => [SearchResult], { description: 'The items on this page.' })
  nodes: object[];

  @Field(() => PageInfo, { description: 'Information for fetching the next or previous page.' })
  pageInfo: PageInfo;
}
