import type { Credentials } from '../../graphql/links.js';
import { readStored, writeStored } from '../../lib/storage.js';

export interface SessionViewer {
  id: string;
  username: string;
  name: string;
  email: string;
  role: string;
  /** Reads only. */
  isSuspended: boolean;
}

/** A signed-in browser: the token lives in memory alone, here and in the other tabs. */
export interface SignedIn {
  token: string;
  viewer: SessionViewer;
}

export type SessionState =
  /** This browser was signed in; whether it still is, Wander has not said yet. */
  { status: 'unknown' } | { status: 'guest' } | { status: 'signedIn'; viewer: SessionViewer };

export type SessionEvent = 'changed' | 'over';

type Message = { type: 'signedIn'; session: SignedIn } | { type: 'signedOut' };

/** The refresh cookie is out of reach of scripts; this says that there may be one, and guests need not ask. */
const hint = 'wander-session';
const guest: SessionState = { status: 'guest' };

/** Two tabs never refresh at once: the second finds what the first one got. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  // Plain http on another host than this machine has no Web Locks; the server then tolerates the doubled refresh.
  if (!globalThis.navigator?.locks) return work();
  return await navigator.locks.request('wander-refresh', work);
}

/** Who is signed in in this browser. Knows nothing of GraphQL: `refresh` asks Wander, undefined means "nobody". */
export class Session implements Credentials {
  private current: SignedIn | undefined;
  private state: SessionState = readStored(hint) ? { status: 'unknown' } : guest;
  private refreshing: Promise<string | undefined> | undefined;
  private readonly listeners = new Set<(event: SessionEvent) => void>();
  private readonly tabs = globalThis.BroadcastChannel ? new BroadcastChannel('wander-session') : undefined;

  constructor(private readonly refresh: () => Promise<SignedIn | undefined>) {
    if (this.tabs) {
      this.tabs.onmessage = ({ data }: MessageEvent<Message>) => {
        if (data.type === 'signedIn') this.become(data.session);
        else this.become(undefined);
      };
    }
  }

  readonly snapshot = (): SessionState => this.state;

  viewerId(): string | undefined {
    return this.state.status === 'signedIn' ? this.state.viewer.id : undefined;
  }

  readonly subscribe = (listener: (event: SessionEvent) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async token(): Promise<string | undefined> {
    if (this.state.status === 'guest') return undefined;
    return this.current?.token ?? this.renew();
  }

  renew(refused?: string): Promise<string | undefined> {
    this.refreshing ??= alone(async () => {
      if (this.current && this.current.token !== refused) return this.current.token;
      const session = await this.refresh();
      if (session) this.signIn(session);
      else this.end('over');
      return session?.token;
    }).finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** After log-in, registration, a new password: this tab and the others follow. */
  signIn(session: SignedIn) {
    this.become(session);
    this.tabs?.postMessage({ type: 'signedIn', session } satisfies Message);
  }

  /** `over`: Wander ended it. The person did not ask for it and is told. */
  end(event: SessionEvent = 'changed') {
    const was = this.state.status;
    this.become(undefined);
    this.tabs?.postMessage({ type: 'signedOut' } satisfies Message);
    if (event === 'over' && was !== 'guest') this.tell('over');
  }

  /** The viewer's own profile, changed. */
  update(part: Partial<SessionViewer>) {
    if (this.current) this.signIn({ ...this.current, viewer: { ...this.current.viewer, ...part } });
  }

  close() {
    this.tabs?.close();
  }

  private become(session: SignedIn | undefined) {
    this.current = session;
    this.state = session ? { status: 'signedIn', viewer: session.viewer } : guest;
    writeStored(hint, session && '1');
    this.tell('changed');
  }

  private tell(event: SessionEvent) {
    this.listeners.forEach((listener) => listener(event));
  }
}
