import { graphql } from '../../graphql/generated/index.js';

export const Place_place = graphql(`
  fragment Place_place on Place {
    name
    countryCode
    latitude
    longitude
    precision
  }
`);

/** Where a story happened, as the API tells it: no finer than its writer allows. */
export interface StoryPlace {
  name: string;
  countryCode: string;
  latitude: number | null;
  longitude: number | null;
  precision: 'EXACT' | 'CITY' | 'COUNTRY';
}

let countries: Intl.DisplayNames | undefined;
const names = new Map<string, string>();

/** Names that came with the page: React must find the server's words again, and needs no Intl while it starts. */
export function learnCountryNames(known: Readonly<Record<string, string>>): void {
  for (const [code, name] of Object.entries(known)) names.set(code, name);
}

/** The country's English name; its code where the browser knows no names. */
export function countryName(code: string): string {
  let name = names.get(code);
  if (name === undefined) {
    name = nameOf(code);
    names.set(code, name);
  }
  return name;
}

function nameOf(code: string): string {
  try {
    countries ??= new Intl.DisplayNames('en', { type: 'region' });
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}

/** "Neuwerk, Germany"; the country alone where that is all to know. */
export function placeName({ name, countryCode }: Pick<StoryPlace, 'name' | 'countryCode'>): string {
  const country = countryName(countryCode);
  return name === country ? country : `${name}, ${country}`;
}

const shown: Record<StoryPlace['precision'], string> = {
  EXACT: 'the exact spot',
  CITY: 'the town',
  COUNTRY: 'the country only',
};

/** "Neuwerk, Germany (53.92, 8.5; readers see the town)", for its writer; empty without a place. */
export function describePlace(place: StoryPlace | null): string {
  if (!place) return '';
  const { latitude, longitude, precision } = place;
  const spot = latitude === null || longitude === null ? '' : `${latitude}, ${longitude}; `;
  return `${placeName(place)} (${spot}readers see ${shown[precision]})`;
}

/** To a few metres: what is left is what one meant. */
export const rounded = (spot: { latitude: number; longitude: number }): typeof spot => ({
  latitude: Math.round(spot.latitude * 10_000) / 10_000,
  longitude: Math.round(spot.longitude * 10_000) / 10_000,
});

/** The map there; the whole world where only the country is known. */
export const mapPath = ({ latitude, longitude, precision }: StoryPlace): string =>
  latitude == null || longitude == null || precision === 'COUNTRY'
    ? '/map'
    : `/map?at=${latitude.toFixed(1)},${longitude.toFixed(1)},3`;
