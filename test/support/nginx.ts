import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describeWith } from './describe-with.js';
import { accepts, freePort } from './ports.js';

const SOURCES = new URL('../../client/nginx/', import.meta.url);
const START_TIMEOUT_MS = 10_000;

export interface NginxOptions {
  root: string;
  /** Where the API listens, as in 127.0.0.1:8000. */
  apiAddress: string;
  trustProxy?: string;
  hsts?: string;
}

/** A real nginx on a free port of 127.0.0.1 with the configuration of the frontend's image, filled in as the image does. */
export class Nginx {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly directory: string,
  ) {}

  static async start(options: NginxOptions): Promise<Nginx> {
    const directory = await mkdtemp(join(tmpdir(), 'wander-nginx-'));
    const port = await freePort();
    const configuration = await writeConfiguration(directory, port, options);
    const arguments_ = ['-c', configuration, '-e', join(directory, 'error.log'), '-p', directory];
    await promisify(execFile)(nginxBinary(), ['-t', ...arguments_]);
    const child = spawn(nginxBinary(), ['-g', 'daemon off;', ...arguments_], { stdio: 'ignore' });
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await accepts(port))) {
      if (Date.now() > deadline || child.exitCode !== null)
        throw new Error(`nginx did not start: ${await readFile(join(directory, 'error.log'), 'utf8')}`);
      await sleep(20);
    }
    return new Nginx(`http://127.0.0.1:${port}`, child, directory);
  }

  /** What it tells an exporter beside it. */
  get statusSocket(): string {
    return join(this.directory, 'status');
  }

  /** All that it has logged, of any kind. */
  async log(): Promise<string> {
    // A line is written after its answer has been read.
    await sleep(200);
    const parts: string[] = [];
    for (const name of ['access.log', 'error.log', 'requests-error.log'])
      for await (const chunk of createReadStream(join(this.directory, name), 'utf8')) parts.push(String(chunk));
    return parts.join('');
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await gone;
    await rm(this.directory, { recursive: true, force: true });
  }
}

export const describeWithNginx = (name: string, tests: () => void): void =>
  describeWith(nginxBinary() !== '', 'there is no nginx on PATH (TEST_NGINX names another place)', name, tests);

const nginxBinary = (): string => process.env.TEST_NGINX ?? '';

/** What the image's entrypoint does: templates become files, of which names of the environment are replaced. */
async function writeConfiguration(directory: string, port: number, options: NginxOptions): Promise<string> {
  const variables: Record<string, string> = {
    API_ADDRESS: options.apiAddress,
    CONNECT_SRC: '',
    HSTS: options.hsts ?? '',
    SET_REAL_IP_FROM: await exported('SET_REAL_IP_FROM', 'trusted-proxies.envsh', options),
    LISTEN_IPV6: await exported('LISTEN_IPV6', 'listen.envsh', options),
    PAGE_BUILD: await exported('PAGE_BUILD', 'page-build.envsh', options),
  };
  const filledIn = (text: string) =>
    text.replace(/\$\{([A-Z_0-9]+)\}/g, (whole, name: string) => variables[name] ?? whole);
  const here = (text: string) =>
    text
      .replaceAll('/tmp/', `${directory}/`)
      .replace('listen 3000', `listen 127.0.0.1:${port}`)
      .replace('listen [::]:3000', `listen [::1]:${port}`)
      .replace('listen 127.0.0.1:3001', `listen unix:${directory}/status`)
      .replace('/usr/share/nginx/html', options.root)
      .replace('access_log /dev/stdout', `access_log ${directory}/access.log`)
      .replace('error_log /dev/stderr warn', `error_log ${directory}/error.log warn`)
      .replace('error_log /dev/stderr', `error_log ${directory}/requests-error.log`)
      // Whoever runs the tests as root has no other account that may read the folder.
      .replace(/^/, process.getuid?.() === 0 ? 'user root;\n' : '');
  await mkdir(directory, { recursive: true });
  for (const [from, to] of [
    ['wander.conf.template', 'wander.conf'],
    ['headers.conf', 'headers.conf'],
    ['trusted-proxies.conf', 'trusted-proxies.conf'],
  ] as const)
    await writeFile(
      join(directory, to),
      here(filledIn(await readFile(source(from), 'utf8'))).replace('user root;\n', ''),
    );
  const file = join(directory, 'nginx.conf');
  await writeFile(file, here(await readFile(source('nginx.conf'), 'utf8')));
  return file;
}

/** What a script that the entrypoint reads makes of the environment and the folder that is served. */
async function exported(variable: string, script: string, { root, trustProxy = '' }: NginxOptions): Promise<string> {
  const text = (await readFile(source(script), 'utf8')).replace('/usr/share/nginx/html', root);
  const { stdout } = await promisify(execFile)('sh', ['-c', `${text}\nprintf %s "$${variable}"`], {
    env: { PATH: process.env.PATH, TRUST_PROXY: trustProxy },
  });
  return stdout;
}

const source = (name: string): string => new URL(name, SOURCES).pathname;
