import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RenderingThread } from '../../server/modules/pages/rendering-thread.js';
import type { App } from './app.js';

export const TEMPLATE = `<!doctype html>
<html><head><!--page-head--><title>Shell</title><!--/page-head--></head>
<body><div id="root"><!--page-body--></div><!--page-state--><noscript>Scripts</noscript><!--/page-state--></body></html>
`;

/** A client that does what no client should: what a page's address says. Pages with another `page` have other answers. */
const RENDERER = `
const QUERY = 'query Newest($first: Int!) { posts(first: $first) { nodes { title } } }';
const wordsOf = (url) => new URL(url, 'http://localhost').searchParams;

export function plan(url) {
  const words = wordsOf(url);
  if (words.has('script')) return { kind: 'script' };
  if (words.has('redirect')) return { kind: 'redirect', location: words.get('redirect') };
  if (words.has('plan-throws')) throw new Error('no plan');
  const first = words.has('wrong') ? 1000 : 5;
  const variables = { first, page: words.get('page') };
  return { kind: 'page', url: url.replace(/[?&]utm=.*/, ''), queries: words.has('none') ? [] : [{ query: QUERY, operationName: 'Newest', variables }] };
}

export function render({ url, results }) {
  const words = wordsOf(url);
  if (words.has('throws')) throw new Error('cannot be rendered');
  if (words.has('loops')) for (;;);
  if (words.has('exits')) process.exit(3);
  if (words.has('heap')) { const all = []; for (;;) all.push({ all: new Array(1000).fill({}) }); }
  if (words.has('slow')) { const until = performance.now() + Number(words.get('slow')); while (performance.now() < until); }
  if (words.has('moved')) return { status: 308, location: words.get('moved') };
  globalThis.rendered = (globalThis.rendered ?? 0) + 1;
  const state = JSON.stringify(results).replace(/</g, '\\\\u003c');
  return { status: words.has('missing') ? 404 : 200, head: '<title>$& Page</title>', body: '<p>' + rendered + '</p>' + 'wander '.repeat(500), state };
}
`;

export async function writeTestClient(directory: string, renderer = RENDERER): Promise<void> {
  await writeFile(join(directory, 'renderer.mjs'), renderer);
  await writeFile(join(directory, 'template.html'), TEMPLATE);
}

/** Lets an app render pages by a client made for tests. */
export async function useTestClient(app: App, renderer = RENDERER): Promise<{ remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'wander-pages-'));
  await writeTestClient(directory, renderer);
  app.nest.get(RenderingThread, { strict: false }).directory = directory;
  return { remove: () => rm(directory, { recursive: true, force: true }) };
}
