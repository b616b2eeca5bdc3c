import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { manifestsOf, run } from './support.js';

/** The alerts, as Prometheus itself reads and tries them. */

const here = fileURLToPath(new URL('.', import.meta.url));
const TESTS = ['alerts.promtool.yaml', 'alerts-of-days.promtool.yaml'];

let directory: string;
let alerts: string[];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wander-alerts-'));
  const rule = (await manifestsOf('ci/monitoring-values.yaml')).find(({ kind }) => kind === 'PrometheusRule')!;
  const { groups } = rule.spec as { groups: { rules: { alert?: string }[] }[] };
  alerts = groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []));
  await writeFile(join(directory, 'rules.yaml'), stringify(rule.spec));
  for (const file of TESTS) await copyFile(join(here, file), join(directory, file));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('Prometheus takes the rules', async () => {
  const { code, out, err } = await run(
    'promtool',
    ['check', 'rules', '--lint-fatal', 'rules.yaml'],
    undefined,
    directory,
  );
  expect({ code, said: out + err }).toEqual({ code: 0, said: expect.stringContaining('SUCCESS') });
});

test.each(TESTS)('%s: each alert fires when it should, and no other does', async (file) => {
  const { code, out, err } = await run('promtool', ['test', 'rules', file], undefined, directory);
  expect({ code, said: code === 0 ? '' : out + err }).toEqual({ code: 0, said: '' });
});

test('there is a test in which each fires', async () => {
  const tested = await Promise.all(TESTS.map((file) => readFile(join(here, file), 'utf8')));
  const fires = new Set([...tested.join('\n').matchAll(/alertname="(\w+)"/g)].map(([, name]) => name));
  expect([...alerts].sort()).toEqual([...fires].sort());
});
