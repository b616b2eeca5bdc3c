import { Injectable } from '@nestjs/common';
import { RevokedSessions, type Role, type Viewer } from '../../platform/auth/index.js';
import type { Cancellation } from '../../platform/cancellation.js';
import { Config } from '../../platform/config/index.js';
import { Database, type Queryable, sql, Sweeper } from '../../platform/database/index.js';
import { beginning, notFound } from '../../platform/errors/index.js';
import { newId } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';
import { childOf, hashOf, isRefreshToken, newRefreshToken } from './refresh-tokens.js';
import { securityLog } from './security-log.js';
import { SignInLimits } from './sign-in-limits.js';

const IDLE_SECONDS = 14 * 24 * 60 * 60;
const ABSOLUTE_SECONDS = 30 * 24 * 60 * 60;
/** One sign-in more ends the session that has not been used for longest. */
export const MAX_SESSIONS = LIMITS.signIn.sessions;
/** Two tabs, or an answer that was lost on its way: one token may be presented again within this time. */
const GRACE_SECONDS = 60;
/** A sign-in this young may have set a cookie that an answer on its way would take away. */
const COOKIE_UNDER_WAY_SECONDS = 60;

/** A session takes up to some thousand refresh tokens with it: a batch stays far below the deadline of a statement. */
const SWEPT_AT_ONCE = 100;
const DAY = sql`interval '1 day'`;

export interface SessionRecord {
  id: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: string;
  lastUsedAt: string;
}

/** Where a session is used from. */
export interface Device {
  ip: string;
  requestId?: string;
  traceId?: string | undefined;
  userAgent?: string | undefined;
  /** The request that comes from it. */
  request?: Cancellation | undefined;
}

export interface RefreshedSession {
  viewer: Viewer;
  refreshToken: string;
  /** Until the session ends if it is not used again. */
  maxAgeSeconds: number;
}

/** `for good`: the cookie is of no use any more, nor is another one on its way to the same browser. */
interface Refused {
  refused: 'for good' | 'for now';
}

/** The account of a session that ended because a used token came back. */
type Outcome = RefreshedSession | Refused | (Refused & { stolenFrom: string });

interface TokenRow {
  userId: string;
  role: Role;
  suspended: boolean;
  ended: boolean;
  used: boolean;
  recentlyUsed: boolean;
  followed: boolean;
  secondsLeft: number;
}

const alive = sql`s.revoked_at is null
  and s.last_used_at > clock_timestamp() - ${IDLE_SECONDS} * interval '1 second'
  and s.created_at > clock_timestamp() - ${ABSOLUTE_SECONDS} * interval '1 second'`;

/** Sessions and their chains of refresh tokens: the only writer of both tables. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly revoked: RevokedSessions,
    private readonly config: Config,
    private readonly limits: SignInLimits,
    sweeper: Sweeper,
  ) {
    // A day after they ended. Of living sessions the used tokens stay, too: by them a stolen one is known.
    sweeper.add(
      sql`
        delete from sessions where id in (
          select id from sessions where revoked_at < clock_timestamp() - ${DAY}
            or last_used_at < clock_timestamp() - ${IDLE_SECONDS} * interval '1 second' - ${DAY}
            or created_at < clock_timestamp() - ${ABSOLUTE_SECONDS} * interval '1 second' - ${DAY}
          limit ${SWEPT_AT_ONCE} for update skip locked)
        returning id`,
      SWEPT_AT_ONCE,
    );
  }

  /**
   * Begins a session, in a transaction that holds the account. Those beyond the most that may live end: that needs no
   * announcement, for what ended is read every few seconds.
   */
  async start(
    tx: Queryable,
    user: Pick<Viewer, 'id' | 'role' | 'suspended'>,
    device: Device,
  ): Promise<RefreshedSession> {
    const sessionId = newId();
    const refreshToken = newRefreshToken();
    await this.end(
      tx,
      user.id,
      sql`s.id in (
        select s.id from sessions s where s.user_id = ${user.id} and ${alive}
        order by s.last_used_at desc, s.id desc offset ${MAX_SESSIONS - 1})`,
    );
    await tx.rows(sql`
      with session as (
        insert into sessions (id, user_id, user_agent, ip_address)
        values (${sessionId}, ${user.id}, ${userAgentOf(device)}, ${device.ip}) returning id)
      insert into refresh_tokens (hash, session_id) select ${hashOf(refreshToken)}, id from session`);
    return { viewer: { ...user, sessionId }, refreshToken, maxAgeSeconds: IDLE_SECONDS };
  }

  /**
   * Exchanges a refresh token for the next. Presented again within 60 s, while the next is unused, it gives the same next
   * one; presented later, it was stolen or its thief was here before: the session ends.
   * @throws AppError RATE_LIMITED
   */
  async refresh(token: string, device: Device): Promise<RefreshedSession | Refused> {
    const sessionId = await this.sessionOf(token);
    if (sessionId === undefined) await this.limits.unknownRefresh(device.ip);
    else await this.limits.refresh(sessionId);
    const outcome: Outcome =
      sessionId === undefined
        ? { refused: 'for good' }
        : await this.database.transaction(
            (tx) => this.exchange(tx, sessionId, token, device),
            // A stolen token ends its session even if the thief does not wait for the answer.
            device.request?.detached(),
          );
    if ('stolenFrom' in outcome) {
      const { ip, requestId, traceId } = device;
      const userId = outcome.stolenFrom;
      securityLog.warn({ event: 'refresh token reused', sessionId, userId, ip, requestId, traceId });
      await this.revoked.announce([sessionId!]);
    }
    return outcome;
  }

  /** The living sessions of a person, the last used first: never more than `MAX_SESSIONS`. */
  findOf(userId: string): Promise<SessionRecord[]> {
    return this.database.rows(sql<SessionRecord>`
      select s.id, s.user_agent as "userAgent", s.ip_address as "ipAddress", s.created_at as "createdAt",
        s.last_used_at as "lastUsedAt"
      from sessions s where s.user_id = ${userId} and ${alive}
      order by s.last_used_at desc, s.id desc`);
  }

  /** Is it one of the refresh tokens of this session, used or not? */
  async hasToken(sessionId: string, token: string): Promise<boolean> {
    const row = await this.database.first(
      sql`select 1 from refresh_tokens where hash = ${hashOf(token)} and session_id = ${sessionId}`,
    );
    return row !== undefined;
  }

  /** @throws AppError NOT_FOUND for a session that is not the viewer's. Ending an ended one again succeeds. */
  async revokeMine(viewer: Viewer, id: string): Promise<void> {
    const known = await this.database.transaction(async (tx) => {
      const row = await tx.first(sql`select 1 from sessions where id = ${id} and user_id = ${viewer.id} for update`);
      await this.end(tx, viewer.id, sql`s.id = ${id}`);
      return row !== undefined;
    }, viewer.request?.detached());
    if (!known) throw notFound('This session does not exist.');
    await this.revoked.announce([id]);
  }

  /** Ends all sessions of the viewer. @returns the ids of those that lived until now */
  async endAll({ id, request }: Viewer): Promise<string[]> {
    const ended = await this.database.transaction((tx) => this.endAllIn(tx, id), request?.detached());
    await this.announce(ended);
    return ended;
  }

  /** Ends the session in which the viewer asks. @returns its id if it lived until now */
  async endOne({ id, sessionId, request }: Viewer): Promise<string[]> {
    const ended = await this.database.transaction(
      (tx) => this.end(tx, id, sql`s.id = ${sessionId}`),
      request?.detached(),
    );
    await this.announce(ended);
    return ended;
  }

  /** Inside a transaction of yours; call `announce` with what it returns once that is committed. */
  endAllIn(tx: Queryable, userId: string): Promise<string[]> {
    return this.end(tx, userId, sql`true`);
  }

  announce(sessionIds: string[]): Promise<void> {
    return this.revoked.announce(sessionIds);
  }

  private async end(tx: Queryable, userId: string, which: ReturnType<typeof sql>): Promise<string[]> {
    const rows = await tx.rows(sql<{ id: string }>`
      update sessions s set revoked_at = clock_timestamp()
      where s.user_id = ${userId} and s.revoked_at is null and ${which} returning s.id`);
    return rows.map((row) => row.id);
  }

  /** The session that the token belongs or belonged to. */
  private async sessionOf(token: string): Promise<string | undefined> {
    if (!isRefreshToken(token)) return undefined;
    const row = await this.database.first(sql<{ sessionId: string }>`
      select session_id as "sessionId" from refresh_tokens where hash = ${hashOf(token)}`);
    return row?.sessionId;
  }

  private async exchange(tx: Queryable, sessionId: string, token: string, device: Device): Promise<Outcome> {
    const hash = hashOf(token);
    // The session's lock makes two tabs take turns; the token is read after it, as the other tab left it.
    await tx.rows(sql`select 1 from sessions where id = ${sessionId} for update`);
    const row = await tx.first(sql<TokenRow>`
      select s.user_id as "userId", u.role, u.suspended_at is not null as suspended,
        not (${alive}) as ended, t.used_at is not null as used,
        coalesce(t.used_at > clock_timestamp() - ${GRACE_SECONDS} * interval '1 second', false) as "recentlyUsed",
        exists (select 1 from sessions n where n.user_id = s.user_id and n.id <> s.id and n.revoked_at is null
          and n.created_at > clock_timestamp() - ${COOKIE_UNDER_WAY_SECONDS} * interval '1 second') as followed,
        floor(${ABSOLUTE_SECONDS}::float8 - extract(epoch from clock_timestamp() - s.created_at))::int as "secondsLeft"
      from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
      where t.hash = ${hash}`);
    const refused = row?.followed ? 'for now' : 'for good';
    if (row === undefined || row.ended) return { refused };
    const refreshToken = childOf(token, this.config.sessionSecret);
    const next = hashOf(refreshToken);
    if (row.used) {
      const child = await tx.first(sql`select 1 from refresh_tokens where hash = ${next} and used_at is null`);
      if (!row.recentlyUsed || child === undefined) {
        await this.end(tx, row.userId, sql`s.id = ${sessionId}`);
        return { refused, stolenFrom: row.userId };
      }
    } else {
      await tx.rows(sql`update refresh_tokens set used_at = clock_timestamp() where hash = ${hash}`);
      await tx.rows(sql`insert into refresh_tokens (hash, session_id) values (${next}, ${sessionId})`);
      await this.forgetOldTokens(tx, sessionId);
      await tx.rows(sql`
        update sessions set last_used_at = clock_timestamp(), ip_address = ${device.ip},
          user_agent = ${userAgentOf(device)} where id = ${sessionId}`);
    }
    const { userId, role, suspended } = row;
    const maxAgeSeconds = Math.min(IDLE_SECONDS, row.secondsLeft);
    return { viewer: { id: userId, sessionId, role, suspended }, refreshToken, maxAgeSeconds };
  }

  /**
   * Keeps the newest used tokens of a session: as many as a browser uses that refreshes every 15 minutes for 30 days, so that
   * whoever refreshes at the pace of our client loses nothing. A token that was forgotten is refused like one that never was;
   * it no longer tells that it was stolen.
   */
  private async forgetOldTokens(tx: Queryable, sessionId: string): Promise<void> {
    await tx.rows(sql`
      delete from refresh_tokens where hash in (
        select hash from refresh_tokens where session_id = ${sessionId} and used_at is not null
        order by used_at desc offset ${LIMITS.signIn.usedTokens})`);
  }
}

const userAgentOf = ({ userAgent }: Device): string | null =>
  userAgent === undefined ? null : beginning(userAgent, LIMITS.text.userAgentCharacters);
