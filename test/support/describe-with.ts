import { describe, test } from '@jest/globals';

/** `describe`, where what the tests need is there. Elsewhere skipped, loudly, and failing when CI=true. */
export function describeWith(isThere: boolean, missing: string, name: string, tests: () => void): void {
  if (isThere) return describe(name, tests);
  if (process.env.CI === 'true') {
    return describe(name, () =>
      test('has what it needs', () => {
        throw new Error(missing);
      }),
    );
  }
  process.stderr.write(`SKIPPED: ${name}: ${missing}\n`);
  describe.skip(name, tests);
}
