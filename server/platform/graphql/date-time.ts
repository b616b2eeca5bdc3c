import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { LIMITS } from '../limits.js';

const { dateTimeCharacters: MAX_LENGTH } = LIMITS.text;
/** PostgreSQL has no year 0. */
const RFC_3339 = /^(?!0000)(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const YEAR = /^(?!0000)\d{4}-/;

/** @param node where it stands in a document: an error says so */
function inUtc(value: unknown, node?: ValueNode): string {
  const day = typeof value === 'string' && value.length <= MAX_LENGTH ? RFC_3339.exec(value)?.[1] : undefined;
  const time = day !== undefined && isDay(day) ? new Date(value as string) : undefined;
  if (time === undefined || Number.isNaN(time.getTime()) || !YEAR.test(time.toISOString()))
    throw new GraphQLError('A DateTime is RFC 3339, such as 2026-11-14T09:30:00.000Z.', { nodes: node });
  return time.toISOString();
}

/** Date takes the 30th of February for the 2nd of March. */
const isDay = (day: string): boolean => {
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
};

/** Rows already carry the text that the API gives; see the database's row types. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description:
    'A date and time in RFC 3339 format. Input may have any UTC offset. Output is in UTC with milliseconds, such as `2026-11-14T09:30:00.000Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => (typeof value === 'string' && value.endsWith('Z') ? value : inUtc(value)),
  parseValue: (value) => inUtc(value),
  parseLiteral: (node) => inUtc(node.kind === Kind.STRING ? node.value : undefined, node),
});
