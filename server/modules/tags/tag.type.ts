import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf, Node } from '../../platform/graphql/index.js';

@ObjectType('Tag', { implements: () => [Node], description: 'What stories are about.' })
export class TagType extends Node {
  @Field(() => String, {
    description:
      'What all its spellings have in common: small letters, hyphens for spaces, neither `#` nor characters without width: `lake-malawi`.',
  })
  slug: string;

  @Field(() => String, { description: 'As it was first spelled: `Lake Malawi`.' })
  name: string;

  @Field(() => Int, { description: 'Published stories with it.' })
  postCount: number;
}

export const TagConnection = connectionOf('Tag', () => TagType);
