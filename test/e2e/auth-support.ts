import { randomBytes } from 'node:crypto';

interface ReplyError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; retryAfterSeconds?: number; fields?: { path: string; message: string }[] };
}

interface Session {
  id: string;
  isCurrent: boolean;
  userAgent: string | null;
  ipAddress: string | null;
}

interface SignedIn {
  accessToken: string;
  expiresAt: string;
  viewer: { user: { username: string; role: string }; email: string };
}

/** The fields that these tests ask for, under the names they give them. */
interface Data {
  register?: SignedIn | null;
  login?: SignedIn | null;
  refreshSession?: SignedIn | null;
  changePassword?: SignedIn | null;
  logout?: { endedSessions: number } | null;
  revokeSession?: { revokedId: string } | null;
  viewer?: { sessions?: Session[]; user?: { username: string } } | null;
  [alias: string]: unknown;
}

export interface Reply {
  status: number;
  data: Data;
  error: ReplyError | undefined;
  errors: ReplyError[];
  /** The Set-Cookie headers, whole. */
  setCookies: string[];
}

const SIGNED_IN = '{ accessToken expiresAt viewer { email user { username role } } }';
export const OPERATIONS = {
  register: `mutation R($input: RegisterInput!) { register(input: $input) ${SIGNED_IN} }`,
  login: `mutation L($input: LoginInput!) { login(input: $input) ${SIGNED_IN} }`,
  refresh: `mutation F { refreshSession ${SIGNED_IN} }`,
  changePassword: `mutation C($input: ChangePasswordInput!) { changePassword(input: $input) ${SIGNED_IN} }`,
  logout: 'mutation O($input: LogoutInput) { logout(input: $input) { endedSessions } }',
  revoke: 'mutation V($input: RevokeSessionInput!) { revokeSession(input: $input) { revokedId } }',
  viewer: '{ viewer { user { username } } }',
  sessions: '{ viewer { sessions { id isCurrent userAgent ipAddress } } }',
};

export const PASSWORD = 'zeven natte schoenen';

let count = 0;

/** Somebody new, at an address of their own: no limit of an address meets two tests. */
export function someone() {
  count += 1;
  const username = `p${randomBytes(5).toString('hex')}`;
  return { username, email: `${username}@example.com`, password: PASSWORD, ip: `198.51.${count >> 8}.${count & 255}` };
}

/** A browser: sends its cookie and its token, and keeps what it is given. The app trusts it as a proxy for `ip`. */
export class Browser {
  token: string | undefined;
  cookie: string | undefined;

  constructor(
    private readonly url: string,
    readonly ip: string,
  ) {}

  async send(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(new URL('/graphql', this.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': this.ip,
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: Data | null; errors?: ReplyError[] };
    const setCookies = response.headers.getSetCookie();
    for (const cookie of setCookies) this.cookie = /Max-Age=0/.test(cookie) ? undefined : cookie.split(';')[0];
    const data = body.data ?? {};
    const signedIn = data.register ?? data.login ?? data.refreshSession ?? data.changePassword;
    if (signedIn) this.token = signedIn.accessToken;
    return { status: response.status, data, errors: body.errors ?? [], error: body.errors?.[0], setCookies };
  }

  login(email: string, password = PASSWORD, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send(OPERATIONS.login, { input: { email, password } }, headers);
  }

  refresh(headers: Record<string, string> = {}): Promise<Reply> {
    this.token = undefined;
    return this.send(OPERATIONS.refresh, {}, headers);
  }
}

/** Somebody new in a browser of their own, signed up. */
export async function signUpIn(url: string) {
  const person = someone();
  const browser = new Browser(url, person.ip);
  const { username, email, password } = person;
  const reply = await browser.send(OPERATIONS.register, { input: { username, email, password } });
  if (reply.error) throw new Error(`sign-up was refused: ${reply.error.message}`);
  return { ...person, browser, reply };
}
