import { readFileSync } from 'node:fs';
import { projectRoot } from './project-root.js';

export const { version } = JSON.parse(readFileSync(new URL('package.json', projectRoot), 'utf8')) as {
  version: string;
};
