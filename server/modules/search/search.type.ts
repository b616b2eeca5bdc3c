import { createUnionType, Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfo } from '../../platform/graphql/index.js';
import { PostType } from '../posts/index.js';
import { TagType } from '../tags/index.js';
import { UserType } from '../users/index.js';

export const SearchType = { POST: 'POST', USER: 'USER', TAG: 'TAG' } as const;
export type SearchTypeName = keyof typeof SearchType;
registerEnumType(SearchType, {
  name: 'SearchType',
  description: 'What is searched for.',
  valuesMap: {
    POST: { description: 'Published stories.' },
    USER: { description: 'People.' },
    TAG: { description: 'Tags of published stories.' },
  },
});

const TYPE = Symbol('found as');

/** Marks a row as what it was found as. */
export const foundAs = <Row extends object>(type: SearchTypeName, row: Row): Row =>
  Object.assign(row, { [TYPE]: type });

export const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'What can be found.',
  types: () => [PostType, UserType, TagType] as const,
  resolveType: (value: object) =>
    ({ POST: PostType, USER: UserType, TAG: TagType })[(value as { [TYPE]: SearchTypeName })[TYPE]],
});

@ObjectType({ description: 'A piece of the passage in which the words were found.' })
export class TextFragment {
  @Field(() => String, { description: 'Plain text.' })
  text: string;

  @Field(() => Boolean, { description: 'Is this what was searched for?' })
  isMatch: boolean;
}

@ObjectType({ description: 'A SearchResult in a list.' })
export class SearchResultEdge {
  @Field(() => String, { description: 'Opaque; belongs to this search.' })
  cursor: string;

  @Field(() => SearchResult, { description: 'What was found.' })
  node: object;

  @Field(() => [TextFragment], { description: 'A passage of it, in pieces; empty where there is none to show.' })
  highlights: TextFragment[];
}

@ObjectType({ description: 'A page of a list of type SearchResult.' })
export class SearchResultConnection {
  @Field(() => [SearchResultEdge], { description: 'The page, each with its cursor and passage.' })
  edges: SearchResultEdge[];

  @Field(() => [SearchResult], { description: 'The page, without cursors.' })
  nodes: object[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo: PageInfo;
}
