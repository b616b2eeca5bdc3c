import { randomBytes } from 'node:crypto';
import type { Lifetime } from '../scripts/lib/lifetime.js';
import { step } from '../scripts/lib/progress.js';
import { fill, makeDatabase, subjectsOf } from './database.js';
import { peerOf, type PeerName } from './peers.js';
import { Server } from './servers.js';
import { requestsOf, type Subjects } from './works.js';

/** A filled database and the servers that stand on it. */
export class Stage {
  readonly servers = new Map<PeerName, Server>();

  private constructor(
    private readonly lifetime: Lifetime,
    readonly databaseUrl: string,
    readonly subjects: Subjects,
    readonly secret: string,
  ) {}

  static async set(lifetime: Lifetime, serverUrl: string, name: string, posts: number): Promise<Stage> {
    const databaseUrl = await makeDatabase(serverUrl, name);
    await step(`${posts.toLocaleString('en')} stories`, () => fill(databaseUrl, posts));
    lifetime.throwIfOver();
    const secret = randomBytes(48).toString('base64');
    return new Stage(lifetime, databaseUrl, await subjectsOf(databaseUrl, secret), secret);
  }

  /** Starts a peer, by another Node where one is given. */
  async start(name: PeerName, node?: string): Promise<Server> {
    const peer = peerOf(name);
    const [first] = requestsOf('user', this.subjects, peer.documents);
    const server = await this.lifetime.open(
      () => step(peer.title, () => Server.start(peer, this, first!, node)),
      (started) => started.stop(),
    );
    this.servers.set(name, server);
    return server;
  }

  /** Ends all its servers. */
  async clear(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
    this.servers.clear();
  }
}
