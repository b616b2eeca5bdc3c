import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';
import { MapBoundsInput, PostType } from '../posts/index.js';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';

const MOST = 20;

@ObjectType({ description: 'A town, from GeoNames (geonames.org, CC BY 4.0).' })
export class PlaceSuggestion {
  @Field(() => ID, { description: 'Its number in GeoNames; no Node.' })
  id: string;

  @Field(() => String, { description: 'Its usual name in GeoNames.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'The region it lies in; null where no name is known.' })
  region: string | null;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  countryCode: string;

  @Field(() => Float, { description: 'Degrees north.' })
  latitude: number;

  @Field(() => Float, { description: 'Degrees east.' })
  longitude: number;
}

@ArgsType()
export class PlaceSuggestionArgs {
  @Field(() => String, {
    description:
      'The beginning of any name of the town, accents or not, and after a comma its country or region, or coordinates (`48.86, 2.35`); at most 100 characters.',
  })
  query: string;

  @Field(() => Int, { defaultValue: 8, description: `How many, 1 to ${MOST}.` })
  @Min(1, { message: `first must be from 1 to ${MOST}.` })
  @Max(MOST, { message: `first must be from 1 to ${MOST}.` })
  first: number;
}

@ObjectType({ description: 'One story on the map, or several that lie close together at this zoom.' })
export class MapPin {
  @Field(() => Float, { description: 'Degrees north; of several the middle.' })
  latitude: number;

  @Field(() => Float, { description: 'Degrees east; of several the middle.' })
  longitude: number;

  @Field(() => Int, { description: 'How many stories.' })
  count: number;

  @Field(() => PostType, { nullable: true, description: 'The story, where it is one.' })
  post?: unknown;
}

@ObjectType({ description: 'How far public stories reach.' })
export class PlaceSummary {
  @Field(() => Int, {
    description: 'The number of stories with a place, those that tell their country alone included.',
  })
  postCount: number;

  @Field(() => Int, { description: 'The number of countries in which they happened.' })
  countryCount: number;
}

@ArgsType()
export class MapPinArgs {
  @Field(() => MapBoundsInput, { description: 'What is seen of the map.' })
  @ValidateNested()
  @Type(() => MapBoundsInput)
  bounds: MapBoundsInput;

  @Field(() => Int, { description: '0 for the whole world, each step twice as near; 0 to 20.' })
  @Min(0, { message: 'zoom must be from 0 to 20.' })
  @Max(20, { message: 'zoom must be from 0 to 20.' })
  zoom: number;

  @Field(() => String, { nullable: true, description: 'Only stories by this writer.' })
  authorUsername?: string | null;
}
