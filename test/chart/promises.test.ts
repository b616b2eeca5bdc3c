import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { chart, filesOf, type Manifest, parse, run, template } from './support.js';

interface Promised {
  promise: string;
  file: string;
  line: string;
  rendered: string;
  is: unknown;
}

const read = (file: string) => readFileSync(join(chart, file), 'utf8');
const promises = parseYaml(read('tests/promises.yaml')) as Promised[];

/** Grows with each promise; a row that goes is a promise that goes. */
const COUNT = 207;

test(`there are ${COUNT} promises, each once`, () => {
  expect(promises).toHaveLength(COUNT);
  const rows = promises.map(({ file, line, rendered, is }) => JSON.stringify([file, line, rendered, is]));
  expect(rows.filter((row, i) => rows.indexOf(row) !== i)).toEqual([]);
});

const rendered = new Map<string, Promise<Manifest[]>>();
const manifests = (file: string): Promise<Manifest[]> => {
  let all = rendered.get(file);
  if (all === undefined) {
    all = template(filesOf(file)).then(({ out }) => parse(out));
    rendered.set(file, all);
  }
  return all;
};

describe.each([...new Set(promises.map(({ file }) => file))])('%s', (file) => {
  test.each(promises.filter((row) => row.file === file))('$promise: $rendered', async ({ line, rendered: at, is }) => {
    expect(
      read(file)
        .split('\n')
        .map((one) => one.trim()),
    ).toContainEqual(expect.stringContaining(line));
    const found = await look(file, at);
    const pattern = typeof is === 'string' ? /^\/(.+)\/(m?)$/s.exec(is) : null;
    // A path in a value looks like a pattern; what is none matches itself.
    if (pattern && String(found) !== is) expect(String(found)).toMatch(new RegExp(pattern[1]!, pattern[2]));
    else if (at === 'NOTES' || at.startsWith('refused')) expect(found).toContain(is);
    else expect(found ?? null).toEqual(is);
  });
});

/** What stands at a place of what the file renders. */
async function look(file: string, at: string): Promise<unknown> {
  const [what = '', path = ''] = at.split(' ', 2);
  if (what === 'NOTES') return notes(file);
  if (what === 'refused') return refusal(file, at.replace('refused without ', ''));
  if (what === 'chart') return follow(parseYaml(read('Chart.yaml')), path);
  if (what === 'package') return (await packaged()).find((one) => one === `wander/${path}`);
  if (what === 'total') return total(await manifests(file), path as 'cpu' | 'memory');
  const [kind, name] = what.split('/');
  const manifest = (await manifests(file)).find((one) => one.kind === kind && one.metadata.name === name);
  return path === '' ? manifest : follow(manifest, path);
}

/** Goes down a path; a list's items are found by their name or number. A dot that belongs to a key is written `\.`. */
function follow(from: unknown, path: string): unknown {
  return path.split(/(?<!\\)\./).reduce<unknown>((at, step) => {
    const key = step.replaceAll('\\.', '.');
    if (Array.isArray(at))
      return (
        at.find(
          (item: { name?: string; metadata?: { name?: string } }) => (item.name ?? item.metadata?.name) === key,
        ) ?? at[Number(key)]
      );
    return (at as Record<string, unknown> | undefined)?.[key];
  }, from);
}

/** What helm says after an install. */
async function notes(file: string): Promise<string> {
  const files = filesOf(file).flatMap((one) => ['--values', one]);
  return (await run('helm', ['install', 'wander', '.', '--dry-run=client', ...files])).out;
}

/** What helm says where a value of the installation is missing. */
async function refusal(file: string, value: string): Promise<string> {
  const { code, err } = await template(filesOf(file), { set: [`${value}=`] });
  expect(code).not.toBe(0);
  return err;
}

interface PodSpec {
  containers: { resources: { requests: Record<'cpu' | 'memory', string> } }[];
}

/** All that the pods that stay ask for, as `650m` or `768Mi`. */
function total(all: Manifest[], what: 'cpu' | 'memory'): string {
  const unit = what === 'cpu' ? 'm' : 'Mi';
  const amounts = all
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .flatMap(({ spec }) => {
      const { replicas, template: pod } = spec as { replicas: number; template: { spec: PodSpec } };
      return pod.spec.containers.map(({ resources }) => {
        const amount = new RegExp(`^(\\d+)${unit}$`).exec(resources.requests[what])?.[1];
        return replicas * Number(amount);
      });
    });
  return `${amounts.reduce((sum, amount) => sum + amount, 0)}${unit}`;
}

let files: Promise<string[]> | undefined;

/** The names of all in the package, when Git and an editor have left theirs in the folder. */
const packaged = (): Promise<string[]> =>
  (files ??= (async () => {
    const directory = await mkdtemp(join(tmpdir(), 'wander-package-'));
    try {
      const copy = join(directory, 'wander');
      await cp(chart, copy, { recursive: true });
      for (const left of ['.git/HEAD', '.idea/workspace.xml', '.vscode/settings.json']) {
        await mkdir(dirname(join(copy, left)), { recursive: true });
        await writeFile(join(copy, left), '');
      }
      expect((await run('helm', ['package', copy, '--destination', directory])).code).toBe(0);
      const archive = join(directory, 'wander-1.0.0.tgz');
      const names = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n');
      expect(names).toContain('wander/Chart.yaml');
      return names;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  })());
