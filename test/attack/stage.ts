import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { bearerFor } from '../../bench/tokens.js';
import { RENDERING } from '../../server/platform/markdown/index.js';

const PEOPLE = 200;
const WRITERS = 8;
const STORIES = 40;
const COMMENTS_EACH = 20;
const LONG_STORIES = 24;
const LONG_DRAFTS = 100;
/** The longest body there may be: 50,000 characters of three bytes each. */
const LONG = `repeat('ก', 50000)`;

const UUID = `gen_random_uuid()`;

/** What all servers under attack share: a filled database, secrets, and a Redis that does not answer. */
export class Stage {
  private constructor(
    readonly databaseUrl: string,
    readonly secrets: { JWT_SECRET: string; SESSION_SECRET: string },
    readonly people: { username: string; authorization: string }[],
    /** What two people sign in with who have a hundred of the longest drafts each. */
    readonly drafters: string[],
    readonly slugs: string[],
    /** Of stories with the longest body, all by one writer. */
    readonly longSlugs: string[],
    private readonly hungRedis: HungServer,
  ) {}

  /** Fills a migrated database that is empty. */
  static async set(databaseUrl: string): Promise<Stage> {
    const secret = () => randomBytes(48).toString('base64');
    const secrets = { JWT_SECRET: secret(), SESSION_SECRET: secret() };
    const subjects = await withClient(databaseUrl, fill);
    const signedIn = (prefix: string) =>
      subjects.people
        .filter(({ username }) => username.startsWith(prefix))
        .map(({ id, username }) => ({ username, authorization: bearerFor(id, secrets.JWT_SECRET) }));
    const drafters = signedIn('drafter').map(({ authorization }) => authorization);
    const { slugs, longSlugs } = subjects;
    return new Stage(databaseUrl, secrets, signedIn('person'), drafters, slugs, longSlugs, await HungServer.start());
  }

  get hungRedisUrl(): string {
    return `redis://127.0.0.1:${this.hungRedis.port}/0`;
  }

  /** The most memory, in MB, that one of PostgreSQL's processes for the server holds; undefined where it cannot be read. */
  async largestBackendMb(): Promise<number | undefined> {
    const pids = await withClient(this.databaseUrl, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      return rows.map(({ pid }) => pid);
    });
    const sizes = pids.map((pid) => memoryOf(pid, 'RssAnon'));
    return sizes.includes(undefined) ? undefined : Math.max(0, ...(sizes as number[]));
  }

  stop(): Promise<void> {
    return this.hungRedis.stop();
  }
}

/** In MB, of a process, by the name that Linux gives it; undefined elsewhere and of a process that is gone. */
export function memoryOf(pid: number, name: 'VmHWM' | 'RssAnon'): number | undefined {
  try {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Math.round(Number(line[1]) / 1_024) : undefined;
  } catch {
    return undefined;
  }
}

/** Accepts connections and never answers. */
class HungServer {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => this.sockets.delete(socket));
  });

  static async start(): Promise<HungServer> {
    const hung = new HungServer();
    await once(hung.server.listen(0, '127.0.0.1'), 'listening');
    return hung;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 120_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client) {
  await client.query(
    `insert into users (id, username, email, name, password_hash)
     select ${UUID}, 'person_' || n, 'person_' || n || '@example.org', 'Person ' || n, 'none'
     from generate_series(1, ${PEOPLE}) n
     union all
     select ${UUID}, name, name || '@example.org', 'Writer', 'none'
     from unnest(array['long_writer', 'drafter_1', 'drafter_2']) name`,
  );
  const publish = (prefix: string, count: number, author: string, body: string) =>
    client.query(
      `insert into posts (id, author_id, title, slug, body, body_html, rendering, excerpt, reading_minutes, status, published_at)
       select ${UUID}, u.id, 'A walk ' || n, '${prefix}-' || n, ${body}, '<p>' || ${body} || '</p>', ${RENDERING}, 'A walk.', 1,
         'PUBLISHED', timestamptz '2026-01-01' + n * interval '1 hour'
       from generate_series(1, ${count}) n join users u on u.username = ${author}`,
    );
  await publish('walk', STORIES, `'person_' || (1 + n % ${WRITERS})`, `repeat('We went on, and it was good. ', 60)`);
  await publish('long', LONG_STORIES, `'long_writer'`, LONG);
  await client.query(
    `insert into posts (id, author_id, title, body, body_html, rendering, excerpt, reading_minutes)
     select ${UUID}, u.id, 'Draft ' || n, ${LONG}, '<p>' || ${LONG} || '</p>', ${RENDERING}, 'A draft.', 1
     from generate_series(1, ${LONG_DRAFTS}) n, users u where u.username like 'drafter_%'`,
  );
  await client.query(
    `insert into comments (id, post_id, author_id, body, body_html, rendering)
     select ${UUID}, p.id, u.id, 'Thank you.', '<p>Thank you.</p>', ${RENDERING}
     from posts p, generate_series(1, ${COMMENTS_EACH}) n join users u on u.username = 'person_' || (1 + n % ${WRITERS})
     where p.slug like 'walk-%'`,
  );
  await client.query('analyze');
  const { rows: people } = await client.query<{ id: string; username: string }>(
    'select id, username from users order by created_at, length(username), username',
  );
  const slugs = async (prefix: string): Promise<string[]> =>
    (
      await client.query<{ slug: string }>(`select slug from posts where slug like '${prefix}-%' order by published_at`)
    ).rows.map(({ slug }) => slug);
  return { people, slugs: await slugs('walk'), longSlugs: await slugs('long') };
}
