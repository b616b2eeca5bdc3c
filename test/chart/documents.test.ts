import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { HELM_DOCS } from '../../scripts/commands/chart-docs.js';
import { chart, run } from './support.js';

const root = join(chart, '../..');
const read = (file: string) => readFileSync(join(chart, file), 'utf8');
const readme = read('README.md');
const pages = ['README.md', 'UPGRADING.md', ...pagesIn('docs')];

function pagesIn(folder: string): string[] {
  return readdirSync(join(chart, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

describe('README.md', () => {
  test('is what make chart-docs writes', async () => {
    const { out, err } = await run('helm-docs', [...HELM_DOCS, '--dry-run'], undefined, root);
    if (out.trim() !== readme.trim())
      throw new Error(`helm/wander/README.md is not that of its template and values.yaml: make chart-docs\n${err}`);
  });

  test('has a description of every value', () => {
    const undescribed = [...readme.matchAll(/^\| (\S+) \| \w+ \| .* \| *\|$/gm)].map(([, name]) => name);
    expect(undescribed).toEqual([]);
    const described = [...readme.matchAll(/^\| ([\w.]+) \| (string|int|float|bool|list|object) \|/gm)].map(
      ([, name]) => name!,
    );
    expect(described.length).toBeGreaterThan(100);
    const values = leaves(parseYaml(read('values.yaml')) as Value);
    expect(values.filter((value) => !described.some((name) => value === name || value.startsWith(`${name}.`)))).toEqual(
      [],
    );
  });

  test.each(['postgresql', 'redis'])('has every value of %s, whose accounts stand with the chart’s own', (subchart) => {
    const values = leaves(parseYaml(read('values.yaml')) as Value);
    const theirs = leaves(parseYaml(read(`charts/${subchart}/values.yaml`)) as Value)
      .filter((value) => !/^(global|serviceAccount)\./.test(value))
      .map((value) => `${subchart}.${value}`);
    expect(theirs.filter((value) => !values.includes(value))).toEqual([]);
  });

  test('has at least 400 lines beside the table of values, none of them twice', () => {
    const own = readme
      .slice(0, readme.indexOf('\n## Values\n'))
      .split('\n')
      .filter((line) => line.trim() !== '' && !/^(```|\| ?-|\|-)/.test(line));
    expect(new Set(own).size).toBeGreaterThanOrEqual(400);
  });
});

type Value = string | number | boolean | Value[] | { [key: string]: Value };

const leaves = (value: Value, path = ''): string[] =>
  typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, child]) => leaves(child, path ? `${path}.${key}` : key))
    : [path];

/** A block of commands says by its first line who runs it; without such a line it is run here. */
const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => {
  const [, mark] = /^# (on a cluster|not run|fails)\b/.exec(text) ?? [];
  return { mark: mark ?? 'here', text };
});

describe('the commands of README.md', () => {
  test('are each run here, on a cluster, or marked as not run', () => {
    const marks = blocks.map(({ mark }) => mark);
    expect(marks.filter((mark) => mark === 'here').length).toBeGreaterThanOrEqual(6);
    // Nothing that is run here may need more than the chart.
    const foreign = blocks.filter(
      ({ mark, text }) => mark === 'here' && !/^(helm (template|lint|dependency update) .*| {2}.*)$/m.test(text),
    );
    expect(foreign).toEqual([]);
  });

  test.each(blocks.filter(({ mark }) => mark === 'here' || mark === 'fails'))('$text', async ({ mark, text }) => {
    const folder = await mkdtemp(join(tmpdir(), 'wander-readme-'));
    try {
      await cp(chart, join(folder, 'helm/wander'), { recursive: true });
      const env = { ...process.env, PATH: `${process.env.CHART_TOOLS}${delimiter}${process.env.PATH}` };
      const failure = await promisify(execFile)('bash', ['-euc', text], {
        cwd: folder,
        env,
        maxBuffer: 64 * 1024 * 1024,
      }).then(
        () => '',
        ({ stderr }: { stderr: string }) => stderr,
      );
      if (mark === 'fails') expect(failure).toContain('Wander cannot be installed with these values');
      else expect(failure).toBe('');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

test.each(pages)('every link of %s leads somewhere', (page) => {
  const text = read(page);
  const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link!);
  const broken = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? join(chart, page) : join(chart, dirname(page), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
