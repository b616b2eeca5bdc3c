import { boundedCache } from '../../bounded-cache.js';
import { LIMITS } from '../../limits.js';
import { TokenBucket } from '../../rate-limit/index.js';
import { Backlog, type Reader } from './backlog.js';
import { HeldRequests } from './held-requests.js';

const ALLOWANCE_BYTES = 600;
const MINUTE = 60;
export const BURST_SECONDS = 10;

/** What a party may still send. */
export class Allowance {
  readonly messages = new TokenBucket(LIMITS.webSocket.messagesOfParty, BURST_SECONDS);
  readonly bytes = new TokenBucket(LIMITS.webSocket.bytesOfParty, BURST_SECONDS);
  readonly documents = new TokenBucket(LIMITS.webSocket.documentsOfParty / MINUTE, MINUTE);
}

/** Those whose connections are counted together: one person, or everybody at one address. */
export interface Party {
  readonly isFull: boolean;
  readonly allowance: Allowance;
  readonly backlog: Backlog;
  readonly requests: HeldRequests;
  join(connection: Reader): void;
  leave(connection: Reader): void;
}

/** The parties of one kind, each with at most `limit` connections. */
export class Parties {
  private readonly present = new Map<string, Party>();
  /** Remembered when all connections are gone, so that a party which comes back does not start afresh. */
  private readonly allowances = boundedCache<Allowance>('allowances', () => ALLOWANCE_BYTES);

  constructor(private readonly limit: number) {}

  of(key: string): Party {
    return this.present.get(key) ?? this.make(key);
  }

  private make(key: string): Party {
    const connections = new Set<Reader>();
    const { present, limit } = this;
    const party: Party = {
      get isFull() {
        return connections.size >= limit;
      },
      allowance: this.allowanceOf(key),
      backlog: new Backlog(connections, LIMITS.webSocket.backlogOfParty),
      requests: new HeldRequests(LIMITS.webSocket.requestBytesOfParty),
      join: (connection) => {
        connections.add(connection);
        present.set(key, party);
      },
      leave: (connection) => {
        connections.delete(connection);
        if (connections.size === 0) present.delete(key);
      },
    };
    return party;
  }

  private allowanceOf(key: string): Allowance {
    let allowance = this.allowances.get(key);
    if (allowance === undefined) {
      allowance = new Allowance();
      this.allowances.set(key, allowance);
    }
    return allowance;
  }
}
