import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';
import { MapBoundsInput, PostType } from '../posts/index.js';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';

const MOST = 20;

@ObjectType({ description: 'A town from GeoNames (geonames.org, CC BY 4.0).' })
export class PlaceSuggestion {
  @Field(() => ID, { description: 'The GeoNames ID of the town, which is not a global ID.' })
  id: string;

  @Field(() => String, { description: 'The main name of the town in GeoNames.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'The region of the town, or `null` if its name is unknown.' })
  region: string | null;

  @Field(() => String, { description: 'The ISO 3166-1 alpha-2 code of the country, such as `DE`, or `XK` for Kosovo.' })
  countryCode: string;

  @Field(() => Float, { description: 'The latitude in degrees.' })
  latitude: number;

  @Field(() => Float, { description: 'The longitude in degrees.' })
  longitude: number;
}

@ArgsType()
export class PlaceSuggestionArgs {
  @Field(() => String, {
    description:
      'The beginning of a name of the town, optionally followed by a comma and its country or region (`Paris, France`), or coordinates (`48.86, 2.35`). At most 100 characters. Case and accents are ignored.',
  })
  query: string;

  @Field(() => Int, { defaultValue: 8, description: `The number of towns to return (1–${MOST}).` })
  @Min(1, { message: `first must be from 1 to ${MOST}.` })
  @Max(MOST, { message: `first must be from 1 to ${MOST}.` })
  first: number;
}

@ObjectType({
  description:
    'A pin on the map, for one story or for several stories that are close together at the given zoom level.',
})
export class MapPin {
  @Field(() => Float, { description: 'The latitude in degrees; the average if there are several stories.' })
  latitude: number;

  @Field(() => Float, { description: 'The longitude in degrees; the average if there are several stories.' })
  longitude: number;

  @Field(() => Int, { description: 'The number of stories.' })
  count: number;

  @Field(() => PostType, { nullable: true, description: 'The story, or `null` if there are several.' })
  post?: unknown;
}

@ObjectType({ description: 'A summary of the places of published stories.' })
export class PlaceSummary {
  @Field(() => Int, {
    description: 'The number of stories with a place, including those that show only the country.',
  })
  postCount: number;

  @Field(() => Int, { description: 'The number of countries in which these stories happened.' })
  countryCount: number;
}

@ArgsType()
export class MapPinArgs {
  @Field(() => MapBoundsInput, { description: 'The visible area of the map.' })
  @ValidateNested()
  @Type(() => MapBoundsInput)
  bounds: MapBoundsInput;

  @Field(() => Int, {
    description: 'The zoom level, from 0 (the whole world) to 20. Each level doubles the scale of the map.',
  })
  @Min(0, { message: 'zoom must be from 0 to 20.' })
  @Max(20, { message: 'zoom must be from 0 to 20.' })
  zoom: number;

  @Field(() => String, { nullable: true, description: 'Includes only stories by the author with this username.' })
  authorUsername?: string | null;
}
