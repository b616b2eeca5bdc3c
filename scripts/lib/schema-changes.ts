import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { ChangeType, CriticalityLevel, diff, DiffRule } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import { Mendable } from './command.js';
import { inProject, root } from './project.js';

/** What a client of the schema `before` may miss in `after`, a line each. What was deprecated may go. */
export async function breakingChanges(before: string, after: string): Promise<string[]> {
  const old = buildSchema(before);
  const changes = await diff(old, buildSchema(after), [DiffRule.suppressRemovalOfDeprecatedField]);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .filter(({ type, path }) => type !== ChangeType.FieldArgumentRemoved || !isDeprecatedArgument(old, path))
    .map(({ message }) => message);
}

/** The rule above knows fields, values and input fields. */
function isDeprecatedArgument(schema: GraphQLSchema, path = ''): boolean {
  const [typeName = '', fieldName = '', argumentName] = path.split('.');
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const argument = type.getFields()[fieldName]?.args.find(({ name }) => name === argumentName);
  return argument?.deprecationReason != null;
}

/**
 * Compares server/schema.graphql, which `make schema` keeps equal to the code's, with that of the last commit.
 * @returns a word about it
 * @throws Mendable when something is gone that was not deprecated
 */
export async function refuseBreakingChanges(): Promise<string> {
  const before = await committedSchema();
  if (before === undefined) return 'no commit to compare with';
  const breaking = await breakingChanges(before, await readFile(inProject('server', 'schema.graphql'), 'utf8'));
  if (breaking.length === 0) return 'none that breaks a client';
  throw new Mendable(
    `Clients of the last commit’s schema would break:\n${breaking.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** Undefined without git, outside of a clone, and before the first commit that has it. */
export const committedSchema = (): Promise<string | undefined> =>
  new Promise((resolve) =>
    execFile('git', ['show', 'HEAD:./server/schema.graphql'], { cwd: root }, (error, text) =>
      resolve(error ? undefined : text),
    ),
  );
