import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWith } from './describe-with.js';
import { accepts, freePort } from './ports.js';

const START_TIMEOUT_MS = 10_000;

/** A real redis-server of a test's own on 127.0.0.1, whose data ends with it. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly directory: string,
    private readonly options: readonly string[],
  ) {}

  /** `options` are those of the program, as `--replicaof 127.0.0.1 7000`. */
  static async start(options: readonly string[] = []): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), 'wander-redis-')), options);
    await server.start();
    return server;
  }

  /** A Sentinel that watches `primary` under the name `wander` and alone decides that it is down, after 0.5 s. */
  static async startSentinel(primary: RedisServer): Promise<RedisServer> {
    const directory = await mkdtemp(join(tmpdir(), 'wander-sentinel-'));
    const file = join(directory, 'sentinel.conf');
    const settings = ['down-after-milliseconds wander 500', 'failover-timeout wander 3000'];
    const lines = [`monitor wander 127.0.0.1 ${primary.port} 1`, ...settings].map((line) => `sentinel ${line}\n`);
    await writeFile(file, lines.join(''));
    const server = new RedisServer(await freePort(), directory, [file, '--sentinel']);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  /** Starts it again on the same port, empty. */
  async start(): Promise<void> {
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.directory];
    const options = this.options.includes('--sentinel')
      ? [...this.options, ...place]
      : [...place, '--save', '', ...this.options];
    this.child = spawn(redisBinary(), options, { stdio: 'ignore' });
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await accepts(this.port))) {
      if (Date.now() > deadline || this.child.exitCode !== null) throw new Error('redis-server did not start');
      await sleep(20);
    }
  }

  async stop(): Promise<void> {
    const child = this.child;
    if (child === undefined) return;
    this.child = undefined;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Makes it hang: it keeps its connections and answers nothing. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

export const describeWithRedis = (name: string, tests: () => void): void =>
  describeWith(
    redisBinary() !== '',
    'there is no redis-server on PATH (TEST_REDIS_SERVER names another place)',
    name,
    tests,
  );

const redisBinary = (): string => process.env.TEST_REDIS_SERVER ?? '';
