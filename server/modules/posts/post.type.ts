import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsOptional,
  Matches,
  Max,
  Min,
  registerDecorator,
  ValidateNested,
} from 'class-validator';
import { Text } from '../../platform/errors/index.js';
import { connectionOf, DateTime, GreatestLength, GreatestSize, Node } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';
import { PlaceInput } from './place.type.js';
import { Reason } from '../moderation/index.js';

export const PostStatus = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED' } as const;
registerEnumType(PostStatus, {
  name: 'PostStatus',
  description: 'The possible statuses of a story.',
  valuesMap: {
    DRAFT: { description: 'Only the author can read the story.' },
    PUBLISHED: { description: 'Everyone can read the story.' },
  },
});

export const PostOrderField = { PUBLISHED_AT: 'PUBLISHED_AT', LIKES: 'LIKES', COMMENTS: 'COMMENTS' } as const;
registerEnumType(PostOrderField, {
  name: 'PostOrderField',
  description: 'The possible properties to order stories by.',
  valuesMap: {
    PUBLISHED_AT: { description: 'The date and time of the first publication.' },
    LIKES: { description: 'The number of likes.' },
    COMMENTS: { description: 'The number of comments and replies.' },
  },
});

export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'The possible directions of an order.',
  valuesMap: {
    ASC: { description: 'Ascending: the smallest or oldest item first.' },
    DESC: { description: 'Descending: the largest or newest item first.' },
  },
});

@ObjectType('Post', { implements: () => [Node], description: 'A story. A draft is visible only to its author.' })
export class PostType extends Node {
  @Field(() => String, { description: 'The title, at most 200 characters. May be empty in a draft.' })
  title: string;

  @Field(() => String, { description: 'The beginning of the story as plain text, about 200 characters.' })
  excerpt: string;

  @GreatestSize(LIMITS.text.bodyBytes)
  @Field(() => String, { description: 'The body in Markdown, at most 50,000 characters.' })
  body: string;

  @Field(() => PostStatus, { description: 'The status of the story, which determines who can read it.' })
  status: keyof typeof PostStatus;

  @Field(() => Int, {
    description: 'The version number. It starts at 1 and increases with each change of the title, body, tags or place.',
  })
  version: number;

  @Field(() => Int, { description: 'The estimated reading time in minutes, at least 1.' })
  readingMinutes: number;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'The date and time of the first publication, or `null` if the story was never published. Unpublishing the story and publishing it again does not change it.',
  })
  publishedAt: string | null;

  @GreatestLength(LIMITS.text.reasonCharacters)
  @Field(() => String, {
    nullable: true,
    description:
      'The reason why a moderator removed the story, or `null` if it is not removed. A removed story is a draft that only its author can read.',
  })
  removedReason: string | null;

  @Field(() => DateTime, { description: 'The date and time when the story was created.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'The date and time of the last change of the story or its status.' })
  updatedAt: string;
}

export const PostConnection = connectionOf('Post', () => PostType);

@InputType({ description: 'A corner of a polygon on the map.' })
export class MapPointInput {
  @Field(() => Float, { description: 'The latitude in degrees, from -90 to 90.' })
  @Min(-90, { message: 'A latitude is from -90 to 90.' })
  @Max(90, { message: 'A latitude is from -90 to 90.' })
  latitude: number;

  @Field(() => Float, {
    description: 'The longitude in degrees, from -180 to 540. Values above 180 lie east of the 180th meridian.',
  })
  @Min(-180, { message: 'A longitude of an outline is from -180 to 540.' })
  @Max(540, { message: 'A longitude of an outline is from -180 to 540.' })
  longitude: number;
}

@InputType({ description: 'A rectangle on the map. If `west` is greater than `east`, it crosses the 180th meridian.' })
export class MapBoundsInput {
  @Field(() => Float, {
    description:
      'The southern latitude in degrees, from -90 to 90. Fails with `BAD_USER_INPUT` if it is greater than `north`.',
  })
  @Min(-90, { message: 'A latitude is from -90 to 90.' })
  @Max(90, { message: 'A latitude is from -90 to 90.' })
  south: number;

  @Field(() => Float, { description: 'The western longitude in degrees, from -180 to 180.' })
  @Min(-180, { message: 'A longitude is from -180 to 180.' })
  @Max(180, { message: 'A longitude is from -180 to 180.' })
  west: number;

  @Field(() => Float, { description: 'The northern latitude in degrees, from -90 to 90.' })
  @Min(-90, { message: 'A latitude is from -90 to 90.' })
  @Max(90, { message: 'A latitude is from -90 to 90.' })
  north: number;

  @Field(() => Float, { description: 'The eastern longitude in degrees, from -180 to 180.' })
  @Min(-180, { message: 'A longitude is from -180 to 180.' })
  @Max(180, { message: 'A longitude is from -180 to 180.' })
  east: number;

  @Field(() => [MapPointInput], {
    nullable: true,
    description: `The corners of a polygon inside the rectangle (3–${LIMITS.text.mapOutlinePoints}), which limits the area further. If the rectangle crosses the 180th meridian, longitudes continue above 180.`,
  })
  @IsOptional()
  @ArrayMinSize(3, { message: 'A polygon has at least 3 corners.' })
  @ArrayMaxSize(LIMITS.text.mapOutlinePoints, { message: `At most ${LIMITS.text.mapOutlinePoints} corners.` })
  @ValidateNested({ each: true })
  @Type(() => MapPointInput)
  outline?: MapPointInput[] | null;
}

@InputType({ description: 'A filter for stories, which must match all given fields.' })
export class PostFilter {
  @Field(() => String, { nullable: true, description: 'Matches stories with this tag, given by its slug or name.' })
  tag?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Matches stories with all of these tags, given by their slugs or names (at most 5). An empty list matches all stories.',
  })
  @IsOptional()
  @ArrayMaxSize(LIMITS.text.tags, { message: `At most ${LIMITS.text.tags} tags; a story has no more.` })
  tags?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Matches stories by the author with this username.' })
  authorUsername?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Matches stories that happened in the country with this ISO 3166-1 alpha-2 code. Case-insensitive.',
  })
  @IsOptional()
  @Matches(/^[a-z]{2}$/i, { message: 'A country code has two letters, such as GE.' })
  countryCode?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Matches stories first published at or after this time.' })
  publishedAfter?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Matches stories first published before this time.' })
  publishedBefore?: string | null;

  @Field(() => MapBoundsInput, {
    nullable: true,
    description: 'Matches stories whose place, as other users see it, lies in this area.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MapBoundsInput)
  bounds?: MapBoundsInput | null;
}

@InputType({
  description: 'The order of a list of stories. Stories with equal values are ordered by ID, in the same direction.',
})
export class PostOrder {
  @Field(() => PostOrderField, { defaultValue: 'PUBLISHED_AT', description: 'The property to order by.' })
  field: keyof typeof PostOrderField;

  @Field(() => OrderDirection, { defaultValue: 'DESC', description: 'The direction of the order.' })
  direction: keyof typeof OrderDirection;
}

const Title = () => Text({ name: 'The title', max: LIMITS.text.titleCharacters });
const Body = () => Text({ name: 'The story', max: LIMITS.text.bodyCharacters, form: 'lines' });

/** A list may be absent, but not null. */
function NotNull(name: string): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'notNull',
      target: target.constructor,
      propertyName: key as string,
      validator: { validate: (value: unknown) => value !== null, defaultMessage: () => `${name} cannot be null.` },
    });
}

/** The place in an input, its own fields checked too. */
function Place(): PropertyDecorator {
  return (target, key) => {
    IsOptional()(target, key);
    ValidateNested()(target, key);
    Type(() => PlaceInput)(target, key);
  };
}

@InputType({ description: 'The input of `createPost`. The title and body of a draft may be empty.' })
export class CreatePostInput {
  @Field(() => String, { defaultValue: '', description: 'The title, at most 200 characters.' })
  @Title()
  title: string;

  @Field(() => String, { defaultValue: '', description: 'The body in Markdown, at most 50,000 characters.' })
  @Body()
  body: string;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'The tags: at most 5, each with at most 30 characters. Different spellings of the same tag count as one, and a string with commas is split into several tags.',
  })
  tags: string[];

  @Field(() => PlaceInput, { nullable: true, description: 'The place where the story happened.' })
  @Place()
  place?: PlaceInput | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to publish the story immediately. A published story needs a title and a body.',
  })
  publish: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'A key that makes it safe to repeat the request, 1–64 characters. Repeating it with the same key within 24 hours returns the same story. Fails with `CONFLICT` if the viewer used the key with different input, and with `NOT_FOUND` if the story has been deleted.',
  })
  @Transform(({ value }: { value: unknown }) => value ?? undefined)
  @Text({ name: 'The idempotency key', min: 1, max: LIMITS.text.idempotencyKeyCharacters, form: 'secret' })
  idempotencyKey?: string | null;
}

@InputType({
  description:
    'The input of `updatePost`. Omitted fields stay unchanged; `null` fails with `BAD_USER_INPUT`, except in `place` and `expectedStatus`.',
})
export class UpdatePostInput {
  @Field(() => ID, { description: 'The ID of the story.' })
  id: string;

  @Field(() => Int, { description: 'The version of the story that the change is based on.' })
  @Min(1, { message: 'A version is at least 1.' })
  version: number;

  @Field(() => PostStatus, {
    nullable: true,
    description:
      'The status that the story must have; otherwise the mutation fails with `STALE_VERSION`. With `DRAFT`, an autosave never changes a story that has been published meanwhile.',
  })
  expectedStatus?: keyof typeof PostStatus | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new title, at most 200 characters. A published story needs a title.',
  })
  @Title()
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new body in Markdown, at most 50,000 characters. A published story needs a body.',
  })
  @Body()
  body?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'The new tags, which replace all existing ones, as in `CreatePostInput.tags`. An empty list removes all tags.',
  })
  @NotNull('The tags')
  tags?: string[] | null;

  @Field(() => PlaceInput, {
    nullable: true,
    description: 'The new place where the story happened. `null` removes the place.',
  })
  @Place()
  place?: PlaceInput | null;
}

@InputType({ description: 'The input of `publishPost`.' })
export class PublishPostInput {
  @Field(() => ID, { description: 'The ID of the story.' })
  id: string;

  @Field(() => Int, { description: 'The version of the story to publish.' })
  @Min(1, { message: 'A version is at least 1.' })
  version: number;
}

@InputType({ description: 'The input of `unpublishPost`.' })
export class UnpublishPostInput {
  @Field(() => ID, { description: 'The ID of the story.' })
  id: string;
}

@InputType({ description: 'The input of `deletePost`.' })
export class DeletePostInput {
  @Field(() => ID, { description: 'The ID of the story.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The reason why a moderator removes the story of another user, at most 500 characters. Required in that case; the author can read it, and it is kept in the moderation log.',
  })
  @Reason()
  reason?: string | null;
}

@InputType({ description: 'The input of `restorePost`.' })
export class RestorePostInput {
  @Field(() => ID, { description: 'The ID of the story.' })
  id: string;

  @Field(() => String, {
    description:
      'The reason why the story is restored, 1–500 characters. The author can read it, and it is kept in the moderation log.',
  })
  @Reason()
  reason: string;
}

@ObjectType({ description: 'The result of `createPost`.' })
export class CreatePostPayload {
  @Field(() => PostType, { description: 'The story after the mutation.' })
  post: PostType;
}

@ObjectType({ description: 'The result of `updatePost`.' })
export class UpdatePostPayload extends CreatePostPayload {}

@ObjectType({ description: 'The result of `publishPost`.' })
export class PublishPostPayload extends CreatePostPayload {}

@ObjectType({ description: 'The result of `unpublishPost`.' })
export class UnpublishPostPayload extends CreatePostPayload {}

@ObjectType({ description: 'The result of `restorePost`.' })
export class RestorePostPayload extends CreatePostPayload {}

@ObjectType({ description: 'The result of `deletePost`.' })
export class DeletePostPayload {
  @Field(() => ID, { description: 'The ID of the deleted or removed story.' })
  deletedId: string;
}
