import { Field, Float, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { isISO31661Alpha2, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { Text } from '../../platform/errors/index.js';
import { LIMITS } from '../../platform/limits.js';

export const LocationPrecision = { EXACT: 'EXACT', CITY: 'CITY', COUNTRY: 'COUNTRY' } as const;
registerEnumType(LocationPrecision, {
  name: 'LocationPrecision',
  description: 'How precisely others may know where a story happened; its writer sees what was given.',
  valuesMap: {
    EXACT: { description: 'As it was given.' },
    CITY: { description: 'Rounded to 0.1 degree.' },
    COUNTRY: { description: 'The country alone, without coordinates.' },
  },
});

@ObjectType('Place', { description: 'Where a story happened, no more precisely than its writer allows.' })
export class PlaceType {
  @Field(() => String, { description: 'As its writer calls it; the country’s name where that is all to know.' })
  name: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  countryCode: string;

  @Field(() => Float, { nullable: true, description: 'Degrees north.' })
  latitude: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east.' })
  longitude: number | null;

  @Field(() => LocationPrecision, { description: 'How precisely others know it.' })
  precision: keyof typeof LocationPrecision;
}

/** Kosovo's code is of those that ISO leaves to their users; maps and GeoNames have it. */
const isCode = (value: unknown): value is string => typeof value === 'string' && value.length === 2;
const isCountry = (code: unknown): boolean => code === 'XK' || (isCode(code) && isISO31661Alpha2(code));

@InputType({ description: 'Where a story happened. Both coordinates or neither.' })
export class PlaceInput {
  @Field(() => String, { description: '1 to 100 characters.' })
  @Text({ name: 'The name of the place', min: 1, max: LIMITS.text.placeCharacters, form: 'name' })
  name: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2, as in `DE`; `XK` for Kosovo.' })
  @Transform(({ value }: { value: unknown }) => (isCode(value) ? value.toUpperCase() : value))
  @ValidateBy(
    { name: 'isCountry', validator: { validate: isCountry } },
    { message: 'The country is a code of two letters, as in DE.' },
  )
  countryCode: string;

  @Field(() => Float, { nullable: true, description: 'Degrees north, -90 to 90.' })
  @IsOptional()
  @Min(-90, { message: 'A latitude is from -90 to 90.' })
  @Max(90, { message: 'A latitude is from -90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, -180 to 180.' })
  @IsOptional()
  @Min(-180, { message: 'A longitude is from -180 to 180.' })
  @Max(180, { message: 'A longitude is from -180 to 180.' })
  longitude?: number | null;

  @Field(() => LocationPrecision, { defaultValue: 'CITY', description: 'How precisely others may know it.' })
  precision: keyof typeof LocationPrecision;
}
