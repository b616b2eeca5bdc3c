import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Config } from '../../platform/config/index.js';
import { unavailable } from '../../platform/errors/index.js';
import { LIMITS } from '../../platform/limits.js';
import { Metrics } from '../../platform/observability/index.js';
import { projectRoot } from '../../platform/project-root.js';
import type { Reply, ResultOf, Task } from './page-tasks.js';
import { buildOf } from './page-template.js';

const DIRECTORY = fileURLToPath(new URL('dist/pages', projectRoot));

/** Tests run the sources, which a thread reads by the same loader as commands do. */
const isSource = import.meta.url.endsWith('.ts');
const ENTRY = fileURLToPath(new URL(`./page-worker.${isSource ? 'ts' : 'js'}`, import.meta.url));
const ENTRY_OPTIONS: WorkerOptions = isSource
  ? { execArgv: ['--import', '@swc-node/register/esm-register'], env: { SWCRC: 'true' } }
  : { env: { NODE_ENV: 'production' } };

const { renderMs, startMs, threadHeapBytes, failedMs, restartMs, longestRestartMs } = LIMITS.pages;
const MOST_FAILED = 1_000;

interface Job {
  task: Task;
  /** What ends the thread at one address ends it at others where it is shown. */
  key: string;
  resolve: (reply: { result: ResultOf[Task['kind']]; seconds: number }) => void;
  reject: (error: Error) => void;
}

/**
 * The thread in which pages are rendered, one at a time, so that requests of the API never wait for it. What fails is not tried
 * again for a minute. Where it ends the thread, by too much time or memory, another begins.
 */
@Injectable()
export class RenderingThread implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Where the client's build for the server lies. */
  directory = DIRECTORY;
  private readonly log = new Logger('Pages');
  private readonly failed = new LRUCache<string, true>({ max: MOST_FAILED, ttl: failedMs });
  /** Errors that stand in the log already. */
  private readonly logged = new LRUCache<string, true>({ max: MOST_FAILED, ttl: failedMs });
  private readonly waiting: Job[] = [];
  private worker: Worker | undefined;
  private isReady = false;
  private current: Job | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private restart: NodeJS.Timeout | undefined;
  private restartAfterMs: number = restartMs;
  private isClosed = false;
  private reloading: Promise<void> | undefined;
  private buildId: string | undefined;
  private filesAt: string | undefined;
  private versions = 0;
  private ends = 0;
  private seconds = 0;

  constructor(
    private readonly config: Config,
    metrics: Metrics,
  ) {
    metrics.counter(
      'wander_page_rendering_seconds_total',
      'Time that the thread which renders pages has worked.',
      () => this.seconds,
    );
    metrics.counter(
      'wander_page_thread_ends_total',
      'Threads that ended while they rendered or began: each is followed by another.',
      () => this.ends,
    );
  }

  /** Tells the client's build whose pages these are from others; undefined where none is built. */
  get build(): string | undefined {
    return this.buildId;
  }

  /** Rises when another build renders. */
  get version(): number {
    return this.versions;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.isProduction) return;
    await this.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    await this.stop();
  }

  /** While the client is developed, its build for the server is another from one page to the next. */
  async reloadWhenChanged(): Promise<void> {
    if (!this.config.isProduction) await (this.reloading ??= this.reload().finally(() => (this.reloading = undefined)));
  }

  private async reload(): Promise<void> {
    if ((await this.changedAt()) === this.filesAt) return;
    await this.stop();
    this.failed.clear();
    await this.start();
  }

  /**
   * @param key says what is shown, whatever the address
   * @throws AppError UNAVAILABLE when it cannot be done: nothing is built, the thread ended, the page cannot be rendered
   */
  async run<Kind extends Task['kind']>(task: Task & { kind: Kind }, key: string): Promise<ResultOf[Kind]> {
    if (this.worker === undefined || this.hasFailed(task.url, key)) throw unavailable();
    const { result, seconds } = await new Promise<{ result: ResultOf[Task['kind']]; seconds: number }>(
      (resolve, reject) => {
        this.waiting.push({ task, key, resolve, reject });
        this.next();
      },
    );
    this.seconds += seconds;
    return result as ResultOf[Kind];
  }

  /**
   * Resolves when the thread can render, or has ended already. Where none can begin, because the files are away or the host has no
   * thread left, it is tried again.
   */
  private async start(): Promise<void> {
    try {
      await this.begin();
      if (this.buildId !== undefined || !this.config.isProduction) return;
      this.tell('The client is not built for the server (make build): pages are made by their scripts alone.');
    } catch (error) {
      this.tell(error);
    }
    this.startLater();
  }

  private startLater(): void {
    if (this.isClosed) return;
    this.restart = setTimeout(() => void this.start(), this.restartAfterMs);
    this.restartAfterMs = Math.min(2 * this.restartAfterMs, longestRestartMs);
  }

  /** Leaves the build undefined where there is none. */
  private async begin(): Promise<void> {
    const filesAt = await this.changedAt();
    if (filesAt !== this.filesAt) this.versions += 1;
    this.filesAt = filesAt;
    const template = await readFile(join(this.directory, 'template.html'), 'utf8').catch(() => undefined);
    this.buildId = template === undefined || filesAt === undefined ? undefined : buildOf(template);
    if (this.buildId === undefined || this.isClosed) return;
    const worker = new Worker(ENTRY, {
      workerData: { rendererFile: join(this.directory, 'renderer.mjs'), template, origin: this.config.appOrigin },
      resourceLimits: { maxOldGenerationSizeMb: threadHeapBytes / 1_000_000 },
      ...ENTRY_OPTIONS,
    });
    this.worker = worker;
    worker.on('error', (error) => this.tell(error));
    this.deadline = setTimeout(() => void worker.terminate(), startMs);
    await new Promise<void>((resolve) => {
      worker.on('message', (message: 'ready' | Reply<Task['kind']>) => {
        resolve();
        if (this.worker === worker) this.receive(message);
      });
      worker.once('exit', () => {
        resolve();
        if (this.worker === worker) this.ended();
      });
    });
  }

  private receive(message: 'ready' | Reply<Task['kind']>): void {
    clearTimeout(this.deadline);
    if (message === 'ready') {
      this.isReady = true;
      return this.next();
    }
    const job = this.current!;
    this.current = undefined;
    if ('error' in message) {
      this.tell(message.error, job);
      this.failed.set(job.task.url, true);
      job.reject(unavailable());
    } else {
      if (job.task.kind === 'render') this.restartAfterMs = restartMs;
      job.resolve(message);
    }
    this.next();
  }

  private hasFailed(url: string, key: string): boolean {
    return this.failed.has(url) || this.failed.has(key);
  }

  private next(): void {
    if (!this.isReady || this.current !== undefined) return;
    const job = this.waiting.shift();
    if (job === undefined) return;
    if (this.hasFailed(job.task.url, job.key)) {
      job.reject(unavailable());
      return this.next();
    }
    this.current = job;
    this.deadline = setTimeout(() => this.end(), renderMs);
    this.worker!.postMessage(job.task);
  }

  /** It takes too long. What it may still say is heard, but no other job may begin and be blamed for its end. */
  private end(): void {
    this.isReady = false;
    void this.worker?.terminate();
  }

  /** The thread has ended by itself, or because it took too long. */
  private ended(): void {
    this.ends += 1;
    const job = this.current;
    if (job) this.failed.set(job.key, true);
    this.tell(new Error('The thread that renders pages ended; another begins.'));
    this.forget();
    this.startLater();
  }

  /** Once a minute for each error, however many pages have it. */
  private tell(error: unknown, job = this.current): void {
    const words = String(error);
    if (this.logged.has(words)) return;
    this.logged.set(words, true);
    if (typeof error === 'string') return this.log.warn(error);
    // Without the query, which may be what somebody searches for.
    this.log.error({ err: error, path: job?.task.url.split('?', 1)[0] });
  }

  private async stop(): Promise<void> {
    const { worker } = this;
    this.forget();
    await worker?.terminate();
  }

  private forget(): void {
    clearTimeout(this.restart);
    clearTimeout(this.deadline);
    const jobs = [this.current, ...this.waiting.splice(0)];
    this.worker = undefined;
    this.isReady = false;
    this.current = undefined;
    for (const job of jobs) job?.reject(unavailable());
  }

  /** When both files were written last; undefined when one is missing. */
  private async changedAt(): Promise<string | undefined> {
    const files = ['renderer.mjs', 'template.html'].map((name) => stat(join(this.directory, name)));
    const found = await Promise.all(files).catch(() => undefined);
    return found && [this.directory, ...found.map(({ mtimeMs }) => mtimeMs)].join(' ');
  }
}
