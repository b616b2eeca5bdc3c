import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mendable } from '../../scripts/lib/command.js';
import { type Headers, type Person, WRITE } from './person.js';

const PATIENCE_MS = 20_000;
/** Between two requests of one visitor. */
const PAUSE_MS = 100;

/** How many different failures are told. */
const TOLD = 20;

interface Shot {
  path: string;
  headers: Headers;
  /** GraphQL; without it the page is read. */
  body?: string;
}

export interface Result {
  answers: number;
  /** What went wrong, each with its second since the begin. */
  failures: string[];
  /** The versions that answered, in the order in which they first did. */
  versions: string[];
}

/** Visitors who read pages, ask the API and write, on connections that stay and on new ones, until they are stopped. */
export class Load {
  private readonly began = Date.now();
  private readonly result: Result = { answers: 0, failures: [], versions: [] };
  private stopped = false;
  private readonly visitors: Promise<void>[];

  private constructor(
    private readonly url: string,
    private readonly edge: Headers,
    writers: Person[],
  ) {
    const page = (): Shot => ({ path: '/', headers: this.guest() });
    const list = (): Shot => ({
      path: '/graphql',
      headers: this.guest(),
      body: JSON.stringify({ query: '{ health { version } posts(first: 5) { nodes { id title } } }' }),
    });
    this.visitors = [true, false].flatMap((keepAlive) => [
      ...[page, list, list].map((shoot) => this.visit(shoot, keepAlive, PAUSE_MS)),
      // Both together stay below what a person may write in a minute.
      ...writers.map((writer, i) =>
        this.visit((count) => this.draft(writer, `${keepAlive} ${i} ${count}`), keepAlive, 2_500),
      ),
    ]);
  }

  /** Sends load at the address while the work is done. @throws Mendable unless both saw each other */
  static async during(url: string, edge: Headers, writers: Person[], work: () => Promise<unknown>): Promise<Result> {
    const load = new Load(url, edge, writers);
    try {
      await sleep(2_000);
      await work();
      await sleep(2_000);
    } finally {
      load.stopped = true;
      await Promise.all(load.visitors);
    }
    if (load.result.answers < 50) throw new Mendable(`Only ${load.result.answers} requests were answered.`);
    return load.result;
  }

  private async visit(shoot: (count: number) => Shot, keepAlive: boolean, pause: number): Promise<void> {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    for (let count = 0; !this.stopped; count++) {
      const shot = shoot(count);
      try {
        this.note(await this.send(shot, agent));
      } catch (error) {
        const second = ((Date.now() - this.began) / 1_000).toFixed(1);
        const what = `${shot.path}${keepAlive ? ', kept connection' : ''}`;
        this.result.failures.push(`${second} s, ${what}: ${(error as Error).message}`);
      }
      await sleep(pause);
    }
    agent.destroy();
  }

  private note(text: string): void {
    this.result.answers++;
    const version = /"version":"([^"]+)"/.exec(text)?.[1];
    if (version && !this.result.versions.includes(version)) this.result.versions.push(version);
  }

  /** One request. @throws Error unless it is answered as it should be */
  private send({ path, headers, body }: Shot, agent: Agent): Promise<string> {
    return new Promise((resolve, reject) => {
      const sending = request(
        this.url + path,
        {
          agent,
          method: body === undefined ? 'GET' : 'POST',
          headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
          signal: AbortSignal.timeout(PATIENCE_MS),
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (text += chunk));
          answer.once('error', reject);
          answer.once('end', () => {
            const isRight = body === undefined ? text.includes('<div id="root">') : !text.includes('"errors":');
            if (answer.statusCode === 200 && isRight) resolve(text);
            else reject(new Error(`HTTP ${answer.statusCode} ${text.slice(0, 300)}`));
          });
        },
      );
      sending.once('error', reject);
      sending.end(body);
    });
  }

  /** Guests come from many addresses, as an edge would say. */
  private guest(): Headers {
    return { ...this.edge, 'X-Forwarded-For': `198.51.100.${Math.floor(Math.random() * 250) + 1}` };
  }

  private draft(writer: Person, title: string): Shot {
    const input = { title: `Under load ${title}`, body: 'Written under load.' };
    return { path: '/graphql', headers: writer.headers, body: JSON.stringify({ query: WRITE, variables: { input } }) };
  }
}

/** @throws Mendable when a request failed */
export function mustBeWhole({ answers, failures }: Result): string {
  if (failures.length === 0) return `${answers} requests, none failed`;
  const kinds = new Map<string, string[]>();
  for (const failure of failures) {
    const [second, what = ''] = failure.split(' s, ', 2);
    // Numbers and ids differ each time.
    const kind = what.replace(/\d+/g, '0').slice(0, 150);
    kinds.set(kind, [...(kinds.get(kind) ?? []), `at ${second} s: ${what}`]);
  }
  const lines = [...kinds.values()]
    .slice(0, TOLD)
    .map((same) => `${same.length} ×, first ${same[0]}, last ${same.at(-1)}`);
  throw new Mendable(`${failures.length} of ${answers + failures.length} requests failed:\n  ${lines.join('\n  ')}`);
}
