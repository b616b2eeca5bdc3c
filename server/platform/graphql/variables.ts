import { LIMITS } from '../limits.js';

/**
 * Says what is wrong with the size of variables, as a sentence; undefined when they may be looked at. Not recursive: a request
 * of 1 MB can nest half a million lists.
 */
export function variablesProblem(variables: unknown): string | undefined {
  const { variableDepth, variableValues } = LIMITS.request;
  let values = 0;
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > variableDepth) return `The variables nest more than ${variableDepth} deep.`;
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const inner = Array.isArray(value) ? (value as unknown[]) : Object.values(value);
      values += inner.length;
      if (values > variableValues) return `The variables hold more than ${variableValues.toLocaleString('en')} values.`;
      for (const one of inner) below.push(one);
    }
    level = below;
  }
  return undefined;
}
