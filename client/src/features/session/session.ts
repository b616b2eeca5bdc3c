import type { Credentials } from '../../graphql/credentials.js';
import { isStorageAllowed, readStored, writeStored } from '../../lib/storage.js';
import { openTabs } from '../../lib/tabs.js';
import { withLock } from '../../lib/web-lock.js';

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

/** The refresh cookie is out of reach of scripts; this names whose it may be, and guests need not ask. */
const hint = 'wander-session';
export const guest: SessionState = { status: 'guest' };
const unknown: SessionState = { status: 'unknown' };

/** Between two looks at what other tabs may have done. */
const lookMs = 10_000;
/** Two tabs do not refresh at once: the second finds what the first one got. Wander tolerates a doubled refresh. */
const lockPatienceMs = 5_000;

/** Who is signed in in this browser. Knows nothing of GraphQL: `refresh` asks Wander, undefined means "nobody". */
export class Session implements Credentials {
  private current: SignedIn | undefined;
  /** Where nothing may be kept, only Wander knows. */
  private state: SessionState = readStored(hint) || !isStorageAllowed() ? unknown : guest;
  private refreshing: Promise<string | undefined> | undefined;
  private readonly listeners = new Set<(event: SessionEvent) => void>();
  private readonly tabs = openTabs<Message>('wander-session', (message) =>
    this.become(message.type === 'signedIn' ? message.session : undefined),
  );

  constructor(private readonly refresh: () => Promise<SignedIn | undefined>) {}

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
    this.refreshing ??= withLock('wander-refresh', lockPatienceMs, async () => {
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
    this.tabs.say({ type: 'signedIn', session });
  }

  /** `over`: Wander ended it. The person did not ask for it and is told. */
  end(event: SessionEvent = 'changed') {
    const wasKnown = this.current !== undefined || readStored(hint) !== undefined;
    this.become(undefined);
    this.tabs.say({ type: 'signedOut' });
    if (event === 'over' && wasKnown) this.tell('over');
  }

  /** The viewer's own profile, changed. */
  update(part: Partial<SessionViewer>) {
    if (this.current) this.signIn({ ...this.current, viewer: { ...this.current.viewer, ...part } });
  }

  close() {
    this.tabs.close();
  }

  /**
   * Finds out who is signed in, and what other tabs have changed about it, until the returned function is called. Events
   * make it sooner; none of them is needed.
   */
  watch(): () => void {
    let isOver = false;
    let attempt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      this.look()
        .then(
          () => (attempt = 0),
          () => attempt++,
        )
        .finally(() => {
          clearTimeout(timer);
          if (!isOver) timer = setTimeout(look, Math.min(lookMs * 2 ** attempt, 60_000));
        });
    };
    const sooner = ['storage', 'online', 'focus'];
    for (const event of sooner) addEventListener(event, look);
    look();
    return () => {
      isOver = true;
      clearTimeout(timer);
      for (const event of sooner) removeEventListener(event, look);
    };
  }

  private async look(): Promise<void> {
    const signedIn = readStored(hint);
    if (this.state.status === 'guest') {
      if (!signedIn) return;
      // Another tab signed in, and this one did not hear it.
      this.state = unknown;
      this.tell('changed');
    }
    const isOther = this.current !== undefined && this.current.viewer.id !== signedIn;
    if (isOther && isStorageAllowed()) await this.renew(this.current?.token);
    else await this.token();
  }

  private become(session: SignedIn | undefined) {
    this.current = session;
    this.state = session ? { status: 'signedIn', viewer: session.viewer } : guest;
    writeStored(hint, session?.viewer.id);
    this.tell('changed');
  }

  private tell(event: SessionEvent) {
    this.listeners.forEach((listener) => listener(event));
  }
}
