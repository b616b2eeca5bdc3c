import { Field, Float, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { isISO31661Alpha2, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { Text } from '../../platform/errors/index.js';
import { LIMITS } from '../../platform/limits.js';

export const LocationPrecision = { EXACT: 'EXACT', CITY: 'CITY', COUNTRY: 'COUNTRY' } as const;
registerEnumType(LocationPrecision, {
  name: 'LocationPrecision',
  description: 'How precisely other users can see the place of a story. The author always sees it as given.',
  valuesMap: {
    EXACT: { description: 'The place exactly as given.' },
    CITY: { description: 'The name as given, and coordinates rounded to 0.1 degrees.' },
    COUNTRY: { description: 'Only the country, without the name as given and without coordinates.' },
  },
});

@ObjectType('Place', { description: 'The place where a story happened, as precisely as the author allows.' })
export class PlaceType {
  @Field(() => String, {
    description:
      'The name of the place as given by the author, or the English name of the country if only the country is visible.',
  })
  name: string;

  @Field(() => String, { description: 'The ISO 3166-1 alpha-2 code of the country, such as `DE`, or `XK` for Kosovo.' })
  countryCode: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The latitude in degrees, or `null` if it is not given or not visible.',
  })
  latitude: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The longitude in degrees, or `null` if it is not given or not visible.',
  })
  longitude: number | null;

  @Field(() => LocationPrecision, { description: 'How precisely other users can see the place.' })
  precision: keyof typeof LocationPrecision;
}

/** Kosovo's code is of those that ISO leaves to their users; maps and GeoNames have it. */
const isCode = (value: unknown): value is string => typeof value === 'string' && value.length === 2;
const isCountry = (code: unknown): boolean => code === 'XK' || (isCode(code) && isISO31661Alpha2(code));

@InputType({
  description: 'The place where a story happened. `latitude` and `longitude` must be given together or not at all.',
})
export class PlaceInput {
  @Field(() => String, { description: 'The name of the place, 1–100 characters.' })
  @Text({ name: 'The name of the place', min: 1, max: LIMITS.text.placeCharacters, form: 'name' })
  name: string;

  @Field(() => String, {
    description: 'The ISO 3166-1 alpha-2 code of the country, such as `DE`, or `XK` for Kosovo. Case-insensitive.',
  })
  @Transform(({ value }: { value: unknown }) => (isCode(value) ? value.toUpperCase() : value))
  @ValidateBy(
    { name: 'isCountry', validator: { validate: isCountry } },
    { message: 'The country is a code of two letters, as in DE.' },
  )
  countryCode: string;

  @Field(() => Float, { nullable: true, description: 'The latitude in degrees, from -90 to 90.' })
  @IsOptional()
  @Min(-90, { message: 'A latitude is from -90 to 90.' })
  @Max(90, { message: 'A latitude is from -90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'The longitude in degrees, from -180 to 180.' })
  @IsOptional()
  @Min(-180, { message: 'A longitude is from -180 to 180.' })
  @Max(180, { message: 'A longitude is from -180 to 180.' })
  longitude?: number | null;

  @Field(() => LocationPrecision, { defaultValue: 'CITY', description: 'How precisely other users can see the place.' })
  precision: keyof typeof LocationPrecision;
}
