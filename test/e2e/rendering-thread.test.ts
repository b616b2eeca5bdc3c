import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RenderingThread } from '../../server/modules/pages/rendering-thread.js';
import { Config } from '../../server/platform/config/index.js';
import { Metrics } from '../../server/platform/observability/index.js';
import { until } from '../support/live.js';
import { writeTestClient } from '../support/pages.js';

/** The thread as in production, where nothing looks for another build. */
const settings = {
  ...process.env,
  NODE_ENV: 'production',
  APP_ORIGIN: 'http://localhost:3000',
  DATABASE_URL: 'postgres://localhost/none',
};
const secrets = {
  JWT_SECRET: 'Zm9yIHRlc3RzIGFsb25lLCBieSBjaGFuY2U/Kz8xOTg0',
  SESSION_SECRET: 'YW5vdGhlciBvbmUsIGZvciB0ZXN0cyBhbG9uZSwgKzM3',
};

let directory: string;
let thread: RenderingThread;
let origins: (() => string)[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wander-pages-'));
  await writeTestClient(directory);
  origins = [];
  const config = new Config({ ...settings, ...secrets });
  Object.defineProperty(config, 'appOrigin', { get: () => origins.shift()?.() ?? settings.APP_ORIGIN });
  thread = new RenderingThread(config, new Metrics());
  thread.directory = directory;
});
afterEach(async () => {
  await thread.onApplicationShutdown();
  await rm(directory, { recursive: true, force: true });
});

const plan = (url: string) => thread.run({ kind: 'plan', url }, url);
const render = (url: string) => thread.run({ kind: 'render', url, answers: [] }, url);
const renders = (url: string) =>
  plan(url).then(
    () => true,
    () => false,
  );

test('another thread begins when the files are back, which were away when one ended', async () => {
  await thread.onApplicationBootstrap();
  expect(await renders('/?before')).toBe(true);
  await rename(directory, `${directory}.away`);
  await expect(render('/?exits')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await until(async () => thread.build === undefined);
  await rename(`${directory}.away`, directory);
  await until(() => renders('/?after'));
});

test('one begins when the client is built at last', async () => {
  await rename(directory, `${directory}.away`);
  await thread.onApplicationBootstrap();
  expect(await renders('/?before')).toBe(false);
  await rename(`${directory}.away`, directory);
  await until(() => renders('/?after'));
});

test('a host that has no thread left ends nothing, and is asked again', async () => {
  // What Node throws then, at the place where it begins a thread.
  const refuse = () => {
    throw Object.assign(new Error('Worker initialization failure: EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
  };
  origins = [refuse, refuse];
  await thread.onApplicationBootstrap();
  expect(await renders('/?before')).toBe(false);
  await until(() => renders('/?after'));
  origins = [refuse];
  await expect(render('/?exits')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await until(() => renders('/?later'));
});
