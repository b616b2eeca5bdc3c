import { Injectable } from '@nestjs/common';
import { hashPassword, passwordProblem, type Viewer, verifyPassword } from '../../platform/auth/index.js';
import { Config } from '../../platform/config/index.js';
import { Database, type Queryable } from '../../platform/database/index.js';
import { badInput, conflict, forbidden, unauthenticated } from '../../platform/errors/index.js';
import { Community } from '../../platform/observability/index.js';
import { canonicalEmail, type Credentials, UsersService } from '../users/index.js';
import type { ChangePasswordInput, LoginInput, RegisterInput } from './auth.inputs.js';
import { type Device, type RefreshedSession, SessionsService } from './sessions.service.js';
import { securityLog } from './security-log.js';
import { SignInLimits } from './sign-in-limits.js';

/** Who comes in, and how they go. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly limits: SignInLimits,
    private readonly database: Database,
    private readonly config: Config,
    private readonly community: Community,
  ) {}

  async register({ username, email, password, name }: RegisterInput, device: Device): Promise<RefreshedSession> {
    if (this.config.registration === 'closed')
      throw forbidden('This community is not accepting new members right now. Its hosts can tell you more.');
    await this.limits.registrationCheck(device.ip);
    // All that is wrong is said at once.
    const problems = await this.users.usernameProblems(username);
    const message = passwordProblem(password, [username, email, name ?? '']);
    if (message !== undefined) throw badInput([...problems, { path: 'input.password', message }]);
    await this.limits.register(device.ip);
    problems.push(...(await this.users.emailProblems(email)));
    if (problems.length > 0) throw conflict(problems);
    const passwordHash = await hashPassword(password, device.request);
    const session = await this.database.transaction(async (tx) => {
      const { id } = await this.users.create(tx, { username, email, name: name ?? username, passwordHash });
      return this.sessions.start(tx, { id, role: 'USER', suspended: false }, device);
    }, device.request);
    this.community.signUps += 1;
    return session;
  }

  async login({ email, password }: LoginInput, device: Device): Promise<RefreshedSession> {
    const account = canonicalEmail(email);
    await this.limits.attempt(account, device.ip);
    const user = await this.withPassword(await this.users.findCredentialsByEmail(email), password, device);
    if (user === undefined) throw refused();
    const session = await this.database.transaction(async (tx) => {
      const now = await this.unchanged(tx, user);
      if (now === undefined) throw refused();
      return this.sessions.start(tx, signingIn(now), device);
    }, device.request);
    await this.limits.succeeded(account, device.ip);
    return session;
  }

  /** The new password ends every session, this one too, and begins one afresh: whoever else was inside is out. */
  async changePassword(viewer: Viewer, input: ChangePasswordInput, device: Device): Promise<RefreshedSession> {
    const user = await this.users.findCredentialsById(viewer.id);
    if (user === undefined) throw unauthenticated();
    await this.limits.passwordCheck(viewer.id);
    if (!(await verifyPassword(user.passwordHash, input.currentPassword, device.request))) throw notCurrent();
    assertPassword('input.newPassword', input.newPassword, [user.username, user.email]);
    const passwordHash = await hashPassword(input.newPassword, device.request);
    const { ended, session } = await this.database.transaction(async (tx) => {
      const now = await this.unchanged(tx, user);
      if (now === undefined) throw notCurrent();
      await this.users.setPasswordHash(tx, viewer.id, passwordHash);
      const ended = await this.sessions.endAllIn(tx, viewer.id);
      return { ended, session: await this.sessions.start(tx, signingIn(now), device) };
    }, device.request);
    await this.sessions.announce(ended);
    const { ip, requestId, traceId } = device;
    securityLog.log({ event: 'password changed', userId: viewer.id, ip, requestId, traceId });
    return session;
  }

  async logout(viewer: Viewer, everywhere: boolean): Promise<number> {
    const ended = await (everywhere ? this.sessions.endAll(viewer) : this.sessions.endOne(viewer));
    return ended.length;
  }

  /** The account with this password. Where there is no account it takes as long as with one. */
  private async withPassword(
    accounts: readonly Credentials[],
    password: string,
    device: Device,
  ): Promise<Credentials | undefined> {
    for (const account of accounts.length > 0 ? accounts : [undefined])
      if (await verifyPassword(account?.passwordHash, password, device.request)) return account;
    return undefined;
  }

  /** The account as it is now, held; undefined when the password that was verified is its password no more. */
  private async unchanged(tx: Queryable, verified: Credentials): Promise<Credentials | undefined> {
    const now = await this.users.lockCredentials(tx, verified.id);
    return now?.passwordHash === verified.passwordHash ? now : undefined;
  }
}

const signingIn = ({ id, role, suspendedAt }: Credentials) => ({ id, role, suspended: suspendedAt !== null });

/** The same for a wrong password and an unknown account. */
const refused = () => badInput([{ path: 'input.password', message: 'Wrong email or password.' }]);

const notCurrent = () => badInput([{ path: 'input.currentPassword', message: 'This is not your current password.' }]);

function assertPassword(path: string, password: string, personal: string[]): void {
  const message = passwordProblem(password, personal);
  if (message !== undefined) throw badInput([{ path, message }]);
}
