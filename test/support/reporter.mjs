import { writeFileSync } from 'node:fs';

/**
 * Ends a run with one line: `N passed, N failed, N skipped`. A file that could not be loaded counts as one failure.
 * With WANDER_TEST_SUMMARY the line goes into that file, for `make test` to print once Jest has left.
 */
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
    const file = process.env.WANDER_TEST_SUMMARY;
    if (file) writeFileSync(file, line);
    else process.stderr.write('', () => process.stdout.write(`${line}\n`));
  }
}
