import { readFile } from 'node:fs/promises';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { Mendable } from './command.js';
import { inProject } from './project.js';
import { committedSchema } from './schema-changes.js';

const DAY_MS = 86_400_000;

/** How long what is deprecated stays, at the least. */
export const DEPRECATED_DAYS = 90;

interface Deprecation {
  /** The day of the release that says it; undefined while that is not out. */
  since: string | undefined;
  /** The first day on which it may go. */
  sunset: string;
}

/** What a schema deprecates, with the reasons, by coordinates: `Post.title`, `Query.posts(first:)`, `Role.ADMIN`. */
export function deprecated(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const add = (coordinate: string, reason: string | null | undefined) =>
    reason == null ? undefined : found.set(coordinate, reason);
  for (const type of Object.values(buildSchema(text).getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type))
      for (const value of type.getValues()) add(`${type.name}.${value.name}`, value.deprecationReason);
    else if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) add(`${type.name}.${field.name}`, field.deprecationReason);
    else if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        add(`${type.name}.${field.name}`, field.deprecationReason);
        for (const { name, deprecationReason } of field.args)
          add(`${type.name}.${field.name}(${name}:)`, deprecationReason);
      }
  }
  return found;
}

/** The items of the changelog that name a `Sunset`, by the coordinate with which they begin. */
export function sunsets(changelog: string): Map<string, Deprecation> {
  const found = new Map<string, Deprecation>();
  for (const section of changelog.split(/^(?=## )/m)) {
    const since = /^## \[\d[^\]]*\] - (\d{4}-\d{2}-\d{2})/.exec(section)?.[1];
    for (const item of section.split(/^(?=- |#)/m)) {
      const coordinate = /^- `([^`]+)`/.exec(item)?.[1];
      const sunset = /Sunset: (\d{4}-\d{2}-\d{2})/.exec(item)?.[1];
      if (coordinate && sunset) found.set(coordinate, { since, sunset });
    }
  }
  return found;
}

/** What breaks the promise of docs/api.md between two schemas, a line each. `today` is a day like 2026-11-30. */
export function brokenPromises(before: string, after: string, changelog: string, today: string): string[] {
  const now = deprecated(after);
  const announced = sunsets(changelog);
  const broken: string[] = [];
  for (const [coordinate, reason] of now) {
    const { since, sunset } = announced.get(coordinate) ?? {};
    if (!/`[^`]+`/.test(reason)) broken.push(`${coordinate}: its reason names in backticks what to use instead`);
    if (!sunset) broken.push(`${coordinate}: CHANGELOG.md lacks its item, "- \`${coordinate}\`: use … Sunset: <day>."`);
    else if (since && daysBetween(since, sunset) < DEPRECATED_DAYS)
      broken.push(`${coordinate}: its Sunset is less than ${DEPRECATED_DAYS} days after the release of ${since}`);
  }
  for (const coordinate of deprecated(before).keys()) {
    if (now.has(coordinate) || exists(after, coordinate)) continue;
    const { since, sunset } = announced.get(coordinate) ?? {};
    if (!since || !sunset || sunset > today)
      broken.push(`${coordinate}: it is gone before its Sunset${sunset ? `, ${sunset}` : ''}`);
  }
  return broken;
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

function exists(text: string, coordinate: string): boolean {
  const [typeName = '', member = '', argument] = coordinate.split(/[.():]/);
  const type = buildSchema(text).getType(typeName);
  if (isEnumType(type)) return type.getValue(member) !== undefined;
  if (isInputObjectType(type)) return type.getFields()[member] !== undefined;
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const field = type.getFields()[member];
  return field !== undefined && (!argument || field.args.some(({ name }) => name === argument));
}

/** @throws Mendable when something deprecated is not announced, or went too early */
export async function keepDeprecationPromise(): Promise<void> {
  const after = await readFile(inProject('server', 'schema.graphql'), 'utf8');
  const before = (await committedSchema()) ?? after;
  const changelog = await readFile(inProject('CHANGELOG.md'), 'utf8');
  const broken = brokenPromises(before, after, changelog, new Date().toISOString().slice(0, 10));
  if (broken.length > 0) throw new Mendable(broken.map((line) => `  ${line}`).join('\n'));
}
