import { LIMITS } from '../limits.js';

/** Why variables are refused before anything reads them, or undefined. It looks at no more of them than is allowed. */
export function variablesProblem(variables: unknown): string | undefined {
  if (variables === undefined || variables === null) return undefined;
  const { variableDepth, variableValues } = LIMITS.request;
  let count = 0;
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > variableDepth) return `The variables are nested deeper than ${variableDepth} levels.`;
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const key in value) {
        count += 1;
        if (count > variableValues)
          return `The variables hold more than ${variableValues.toLocaleString('en')} values.`;
        below.push((value as Record<string, unknown>)[key]);
      }
    }
    level = below;
  }
  return undefined;
}
