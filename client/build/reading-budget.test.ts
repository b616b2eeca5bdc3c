import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scriptBytes } from './reading-budget.js';

/** React and Apollo Client are 105 of them. The aim is 125 kB: docs/adr/0021-pages-as-html.md says what is between. */
const budget = 129_400;
let outDir: string;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'wander-client-'));
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', 'client/vite.config.ts', '--outDir', outDir],
    {
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
    },
  );
}, 300_000);

afterAll(() => rm(outDir, { recursive: true, force: true }));

describe('the built client', () => {
  it.each(['story', 'latest'])(
    'needs at most 129.4 kB of JavaScript, by brotli, until a guest can act on %s',
    (page) => {
      expect(scriptBytes(outDir, `src/pages/${page}.tsx`)).toBeLessThan(budget);
    },
  );

  it('carries no GraphQL text and no parser for it', async () => {
    const assets = join(outDir, 'assets');
    const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
    const texts = await Promise.all(scripts.map((name) => readFile(join(assets, name), 'utf8')));
    const all = texts.join('\n');
    expect(all).not.toMatch(/fragment StoryCard_post on Post/);
    expect(all).not.toContain('Syntax Error: ');
  });

  it('is one page that is read before anything else is loaded: its styles within, its scripts named for its head', async () => {
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<link(?![^>]*rel="icon")/);
    expect(html).not.toMatch(/<script[^>]*\bsrc=/);
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).toMatch(/<style>[^<]*\.card/);
    const [, scripts = ''] = /<meta name="scripts" content="([^"]*)">/.exec(html) ?? [];
    const files = await readdir(join(outDir, 'assets'));
    expect(scripts.split(' ').length).toBeGreaterThan(3);
    expect(files).toEqual(expect.arrayContaining(scripts.split(' ').map((path) => path.replace('/assets/', ''))));
  });

  it('has places for what the API says of a page, and its own words where that says nothing', async () => {
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    for (const place of ['page-head', '/page-head', 'page-body', 'page-state', '/page-state'])
      expect(html.split(`<!--${place}-->`)).toHaveLength(2);
    const [, plain] = /<!--# block name="plain" -->(.*)<!--# endblock -->/s.exec(html) ?? [];
    expect(plain?.match(/<[a-z]+/g)).toEqual(['<title', '<meta']);
    expect(html.split('<!--# include virtual="/head$request_uri" stub="plain" -->')).toHaveLength(2);
  });
});
