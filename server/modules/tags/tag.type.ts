import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf, Node } from '../../platform/graphql/index.js';

@ObjectType('Tag', { implements: () => [Node], description: 'A tag, which groups stories by topic.' })
export class TagType extends Node {
  @Field(() => String, {
    description:
      'The slug, which is part of the URL and the same for all spellings of the tag: in lowercase, with hyphens instead of spaces, and without a leading `#`, such as `lake-malawi`.',
  })
  slug: string;

  @Field(() => String, { description: 'The name as it was first spelled, such as `Lake Malawi`.' })
  name: string;

  @Field(() => Int, { description: 'The number of published stories with this tag.' })
  postCount: number;
}

export const TagConnection = connectionOf('Tag', () => TagType);
