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
  description: 'Who can read a story.',
  valuesMap: { DRAFT: { description: 'Its writer alone.' }, PUBLISHED: { description: 'Everybody.' } },
});

export const PostOrderField = { PUBLISHED_AT: 'PUBLISHED_AT', LIKES: 'LIKES', COMMENTS: 'COMMENTS' } as const;
registerEnumType(PostOrderField, {
  name: 'PostOrderField',
  description: 'What stories are ordered by.',
  valuesMap: {
    PUBLISHED_AT: { description: 'The first publication.' },
    LIKES: { description: 'How many people like it.' },
    COMMENTS: { description: 'How many comments and replies it has.' },
  },
});

export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end comes first.',
  valuesMap: {
    ASC: { description: 'The smallest or oldest first.' },
    DESC: { description: 'The largest or newest first.' },
  },
});

@ObjectType('Post', { implements: () => [Node], description: 'A story. A draft exists for its writer alone.' })
export class PostType extends Node {
  @Field(() => String, { description: 'Stands in the title’s place on every page; at most 200 characters.' })
  title: string;

  @Field(() => String, { description: 'The beginning in plain words, about 200 characters.' })
  excerpt: string;

  @GreatestSize(LIMITS.text.bodyBytes)
  @Field(() => String, { description: 'Markdown, at most 50,000 characters.' })
  body: string;

  @Field(() => PostStatus, { description: 'Who can read it.' })
  status: keyof typeof PostStatus;

  @Field(() => Int, { description: 'Counts changes of title, body, tags and place, from 1.' })
  version: number;

  @Field(() => Int, { description: 'Minutes to read it, at least 1.' })
  readingMinutes: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The first publication; unpublishing and publishing again returns the story to its old place.',
  })
  publishedAt: string | null;

  @GreatestLength(LIMITS.text.reasonCharacters)
  @Field(() => String, {
    nullable: true,
    description: 'Why a moderator took it from the public; its writer still reads it among the drafts.',
  })
  removedReason: string | null;

  @Field(() => DateTime, { description: 'When it was begun.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'The last change.' })
  updatedAt: string;
}

export const PostConnection = connectionOf('Post', () => PostType);

@InputType({ description: 'A corner of what is seen of a map.' })
export class MapPointInput {
  @Field(() => Float, { description: '-90 to 90.' })
  @Min(-90, { message: 'A latitude is from -90 to 90.' })
  @Max(90, { message: 'A latitude is from -90 to 90.' })
  latitude: number;

  @Field(() => Float, { description: '-180 to 540.' })
  @Min(-180, { message: 'A longitude of an outline is from -180 to 540.' })
  @Max(540, { message: 'A longitude of an outline is from -180 to 540.' })
  longitude: number;
}

@InputType({ description: 'A part of the map, in degrees. west > east crosses the 180th meridian.' })
export class MapBoundsInput {
  @Field(() => Float, { description: '-90 to 90, not north of `north`.' })
  @Min(-90, { message: 'A latitude is from -90 to 90.' })
  @Max(90, { message: 'A latitude is from -90 to 90.' })
  south: number;

  @Field(() => Float, { description: '-180 to 180.' })
  @Min(-180, { message: 'A longitude is from -180 to 180.' })
  @Max(180, { message: 'A longitude is from -180 to 180.' })
  west: number;

  @Field(() => Float, { description: '-90 to 90.' })
  @Min(-90, { message: 'A latitude is from -90 to 90.' })
  @Max(90, { message: 'A latitude is from -90 to 90.' })
  north: number;

  @Field(() => Float, { description: '-180 to 180.' })
  @Min(-180, { message: 'A longitude is from -180 to 180.' })
  @Max(180, { message: 'A longitude is from -180 to 180.' })
  east: number;

  @Field(() => [MapPointInput], {
    nullable: true,
    description: `The corners of a polygon within the box, 3 to ${LIMITS.text.mapOutlinePoints}: only what lies inside it. Longitudes go on beyond 180 where the box crosses that meridian.`,
  })
  @IsOptional()
  @ArrayMinSize(3, { message: 'A polygon has at least 3 corners.' })
  @ArrayMaxSize(LIMITS.text.mapOutlinePoints, { message: `At most ${LIMITS.text.mapOutlinePoints} corners.` })
  @ValidateNested({ each: true })
  @Type(() => MapPointInput)
  outline?: MapPointInput[] | null;
}

@InputType({ description: 'Which stories; what is given must all be true.' })
export class PostFilter {
  @Field(() => String, { nullable: true, description: 'Only with this tag, by its slug or name.' })
  tag?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only with all of these tags, by their slugs or names; at most 5. An empty list is no filter.',
  })
  @IsOptional()
  @ArrayMaxSize(LIMITS.text.tags, { message: `At most ${LIMITS.text.tags} tags; a story has no more.` })
  tags?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Only by this writer.' })
  authorUsername?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those that happened in this country: its ISO 3166-1 alpha-2 code, with or without capitals.',
  })
  @IsOptional()
  @Matches(/^[a-z]{2}$/i, { message: 'A country code has two letters, such as GE.' })
  countryCode?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Only those first published at this time or later.' })
  publishedAfter?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Only those first published before this time.' })
  publishedBefore?: string | null;

  @Field(() => MapBoundsInput, {
    nullable: true,
    description: 'Only those that happened there, as far as others may know.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MapBoundsInput)
  bounds?: MapBoundsInput | null;
}

@InputType({ description: 'The order of a list of stories; equal ones by id.' })
export class PostOrder {
  @Field(() => PostOrderField, { defaultValue: 'PUBLISHED_AT', description: 'By what.' })
  field: keyof typeof PostOrderField;

  @Field(() => OrderDirection, { defaultValue: 'DESC', description: 'Which end first.' })
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

@InputType({ description: 'A draft may begin with nothing: title and body may be empty until it is published.' })
export class CreatePostInput {
  @Field(() => String, { defaultValue: '', description: 'At most 200 characters.' })
  @Title()
  title: string;

  @Field(() => String, { defaultValue: '', description: 'Markdown, at most 50,000 characters.' })
  @Body()
  body: string;

  @Field(() => [String], {
    defaultValue: [],
    description: 'At most 5 of 30 characters; spellings of one tag merge, and a text with commas is several tags.',
  })
  tags: string[];

  @Field(() => PlaceInput, { nullable: true, description: 'Where it happened.' })
  @Place()
  place?: PlaceInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Publish it at once; then title and body are required.' })
  publish: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      '1 to 64 characters. A retry with the same key by the same person within a day gives the same story; with another input it fails with `CONFLICT`, and with `NOT_FOUND` if the story has been deleted.',
  })
  @Transform(({ value }: { value: unknown }) => value ?? undefined)
  @Text({ name: 'The idempotency key', min: 1, max: LIMITS.text.idempotencyKeyCharacters, form: 'secret' })
  idempotencyKey?: string | null;
}

@InputType({
  description:
    'What is absent stays; null is refused but for the place, which it takes away. A stale version fails with STALE_VERSION, unless what it gives is already what is saved: then it succeeds and changes nothing.',
})
export class UpdatePostInput {
  @Field(() => ID, { description: 'The story.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made from.' })
  @Min(1, { message: 'A version is at least 1.' })
  version: number;

  @Field(() => PostStatus, {
    nullable: true,
    description:
      'The status this change was made for: an autosave names DRAFT, so that it never reaches readers. Another one fails with `STALE_VERSION`.',
  })
  expectedStatus?: keyof typeof PostStatus | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters; a published story needs one.' })
  @Title()
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Markdown, at most 50,000 characters.' })
  @Body()
  body?: string | null;

  @Field(() => [String], { nullable: true, description: 'All its tags, as in `createPost`; [] clears them.' })
  @NotNull('The tags')
  tags?: string[] | null;

  @Field(() => PlaceInput, { nullable: true, description: 'Where it happened; null takes it away.' })
  @Place()
  place?: PlaceInput | null;
}

@InputType({ description: 'Makes a story public.' })
export class PublishPostInput {
  @Field(() => ID, { description: 'The story.' })
  id: string;

  @Field(() => Int, { description: 'The version that is meant.' })
  @Min(1, { message: 'A version is at least 1.' })
  version: number;
}

@InputType({ description: 'Takes a story back among the drafts.' })
export class UnpublishPostInput {
  @Field(() => ID, { description: 'The story.' })
  id: string;
}

@InputType({ description: 'Deletes a story for good, or takes somebody else’s from the public.' })
export class DeletePostInput {
  @Field(() => ID, { description: 'The story.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'Required of a moderator, for the writer and the log; at most 500 characters.',
  })
  @Reason()
  reason?: string | null;
}

@InputType({ description: 'Gives back a story that a moderator took from the public.' })
export class RestorePostInput {
  @Field(() => ID, { description: 'The story.' })
  id: string;

  @Field(() => String, { description: 'Why, for the writer and the log; at most 500 characters.' })
  @Reason()
  reason: string;
}

@ObjectType({ description: 'The new story.' })
export class CreatePostPayload {
  @Field(() => PostType, { description: 'The story as it is kept.' })
  post: PostType;
}

@ObjectType({ description: 'The changed story.' })
export class UpdatePostPayload extends CreatePostPayload {}

@ObjectType({ description: 'The public story.' })
export class PublishPostPayload extends CreatePostPayload {}

@ObjectType({ description: 'The draft.' })
export class UnpublishPostPayload extends CreatePostPayload {}

@ObjectType({ description: 'The story, public again.' })
export class RestorePostPayload extends CreatePostPayload {}

@ObjectType({ description: 'It is gone.' })
export class DeletePostPayload {
  @Field(() => ID, { description: 'The id that was deleted.' })
  deletedId: string;
}
