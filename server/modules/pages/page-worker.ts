import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { LIMITS } from '../../platform/limits.js';
import type { PageRenderer, PageResult } from '../../platform/page-renderer.js';
import type { Finished, RenderTask, Task } from './page-tasks.js';
import { pageTemplate } from './page-template.js';

/** A thread that does one thing: it turns answers of the API into finished pages, away from the loop that answers requests. */

/** Brotli's next better qualities take many times as long for a few per cent. */
const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;

/** With these an answer says nothing of what is asked for: it may be another in a moment. */
const PASSING = new Set<unknown>(['RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);

/** As `nice` counts. */
const PRIORITY = 5;

/** Where processors are scarce, requests of the API come first. Linux has a priority for each thread, and names the one that asks. */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), PRIORITY);
  } catch {
    // Where that is forbidden, all threads are alike.
  }
}

giveWay();
const { rendererFile, template, origin } = workerData as { rendererFile: string; template: string; origin: string };
const renderer = (await import(pathToFileURL(rendererFile).href)) as PageRenderer;
const fill = pageTemplate(template);

function finished({ url, answers }: RenderTask): Finished {
  const results = answers.map((answer) => JSON.parse(answer) as PageResult);
  const codes = results.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions?.code));
  if (codes.some((code) => PASSING.has(code))) return { kind: 'unavailable' };
  const page = renderer.render({ url, origin, results });
  if (page.status === 308) return { kind: 'redirect', location: page.location };
  const html = fill(page);
  const bytes = Buffer.byteLength(html);
  if (bytes > LIMITS.request.answerBytes) throw new Error(`The page has ${bytes} bytes.`);
  return {
    kind: 'page',
    status: page.status,
    etag: `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
    bytes,
    brotli: brotliCompressSync(html, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes,
      },
    }),
    gzip: gzipSync(html, { level: GZIP_LEVEL }),
  };
}

const run = (task: Task): unknown => (task.kind === 'plan' ? renderer.plan(task.url) : finished(task));

parentPort!.on('message', (task: Task) => {
  const began = performance.now();
  try {
    const result = run(task);
    parentPort!.postMessage({ result, seconds: (performance.now() - began) / 1_000 });
  } catch (error) {
    parentPort!.postMessage({ error });
  }
});
parentPort!.postMessage('ready');
