import 'reflect-metadata';
import { loadConfig } from '../server/platform/config/index.js';
import { databaseProblem } from '../server/platform/database/index.js';
import { seed, UsageError } from './command.js';

try {
  await seed(loadConfig(), process.argv.slice(2), (line) => console.log(line));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : (databaseProblem(error) ?? error));
  process.exitCode = 1;
}
