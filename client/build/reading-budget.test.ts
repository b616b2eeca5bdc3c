import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scriptBytes } from './reading-budget.js';

const KiB = 1024;
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
}, 120_000);

afterAll(() => rm(outDir, { recursive: true, force: true }));

describe('the built client', () => {
  it('needs at most 150 KiB of JavaScript, gzipped, until a guest sees the text of a story', () => {
    expect(scriptBytes(outDir, ['index.html', 'src/pages/story.tsx'])).toBeLessThan(150 * KiB);
  });

  it('needs no more for the list of stories', () => {
    expect(scriptBytes(outDir, ['index.html', 'src/pages/latest.tsx'])).toBeLessThan(150 * KiB);
  });

  it('carries no GraphQL text and no parser for it', async () => {
    const assets = join(outDir, 'assets');
    const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
    const texts = await Promise.all(scripts.map((name) => readFile(join(assets, name), 'utf8')));
    const all = texts.join('\n');
    expect(all).not.toMatch(/fragment StoryCard_post on Post/);
    expect(all).not.toContain('Syntax Error: ');
  });

  it('preloads the two upright faces, asks no other site, and keeps its scripts in files', async () => {
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    expect(html.match(/rel="preload"[^>]*\.woff2/g)).toHaveLength(2);
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  it('has a place for what the API says of a page, and its own words where that says nothing', async () => {
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    const [, plain] = /<!--# block name="plain" -->(.*)<!--# endblock -->/s.exec(html) ?? [];
    expect(plain?.match(/<[a-z]+/g)).toEqual(['<title', '<meta']);
    expect(html.split('<!--# include virtual="/head$request_uri" stub="plain" -->')).toHaveLength(2);
  });
});
