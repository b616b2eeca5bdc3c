import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { LIMITS } from '../limits.js';

const { dateTimeCharacters: MAX_LENGTH } = LIMITS.text;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/** @param node where it stands in a document: an error says so */
function inUtc(value: unknown, node?: ValueNode): string {
  const time =
    typeof value === 'string' && value.length <= MAX_LENGTH && RFC_3339.test(value) ? new Date(value) : undefined;
  if (time === undefined || Number.isNaN(time.getTime()) || !/^\d{4}-/.test(time.toISOString()))
    throw new GraphQLError('A DateTime is RFC 3339, such as 2026-11-14T09:30:00.000Z.', { nodes: node });
  return time.toISOString();
}

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
