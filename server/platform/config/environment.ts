import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

const SECRET_BYTES = 32;

/** Values that stand in examples and documents, and what fingers type by themselves: nobody may run on them. */
const EXAMPLE_SECRETS =
  /^(change[-_ ]?me|secret|example|your[-_ ]|replace|development-only)|abcdefghij|123456789|qwertyuiop/i;

/** 32 random hexadecimal digits have about 29 different pairs of neighbours; what repeats itself has few. */
const DIFFERENT_PAIRS = 20;

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean));
/** Words in any case, and what else people write for them. */
const words = <const Word extends string>(all: readonly Word[], others: Readonly<Record<string, Word>> = {}) =>
  z
    .string()
    .transform((text) => others[text.toLowerCase()] ?? text.toLowerCase())
    .pipe(z.enum(all, { error: `must be ${new Intl.ListFormat('en', { type: 'disjunction' }).format(all)}` }));
const flag = (whenAbsent: boolean) =>
  words(['true', 'false'], { 1: 'true', 0: 'false', yes: 'true', no: 'false', on: 'true', off: 'false' })
    .default(whenAbsent ? 'true' : 'false')
    .transform((text) => text === 'true');
/** As a browser says it: without the port that its scheme has by itself, in small letters, in Punycode. */
const origin = z.string().transform((text, context) => {
  const given = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    given && `${given.username}${given.password}${given.search}${given.hash}` === '' && given.pathname === '/';
  if (given && isPlain && /^https?:$/.test(given.protocol)) return given.origin;
  const example = 'https://wander.example.com';
  context.addIssue({
    code: 'custom',
    message: /^[\w.-]+(:\d+)?\/?$/.test(text)
      ? `must begin with https:// or http://, such as ${example}`
      : `must be an origin such as ${example}: http or https, a host and perhaps a port, without a path`,
  });
  return z.NEVER;
});
/** What must be written as % and two digits within a user's name or a password of an address. */
const NOT_IN_PASSWORD = /[#/?@[\]\s]|%(?![\da-f]{2})/i;
const url = (...protocols: string[]) =>
  z.string().superRefine((text, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', message });
    const protocol = protocols.find((each) => text.toLowerCase().startsWith(`${each}://`));
    if (protocol === undefined) return problem(`must begin with ${protocols.map((each) => `${each}://`).join(' or ')}`);
    const rest = text.slice(protocol.length + 3);
    const unwritten = NOT_IN_PASSWORD.exec(rest.slice(0, Math.max(0, rest.lastIndexOf('@'))))?.[0];
    if (unwritten !== undefined)
      problem(
        `has “${unwritten}” in its user or password, where it must be written ${encodeURIComponent(unwritten)}: ` +
          `encode it by node -p 'encodeURIComponent(process.argv[1])' 'the password'`,
      );
    else if (!protocol.includes('sentinel') && !URL.canParse(text.replace(/^[^:]+/, 'http')))
      problem(
        `is no address such as ${protocol}://user:password@host:${protocol.startsWith('redis') ? '6379' : '5432/wander'}`,
      );
  });
const port = (whenAbsent: number) =>
  z.coerce
    .number({ error: 'must be a port number' })
    .int({ error: 'must be a port number' })
    .min(0, { error: 'must be a port number' })
    .max(65_535, { error: 'must be a port number' })
    .default(whenAbsent);
const count = (whenAbsent: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int({ error: 'must be a whole number' })
    .min(1, { error: 'must be at least 1' })
    .default(whenAbsent);
const webAddress = z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
  error: 'must be an address such as http://collector:4318',
});
const share = (whenAbsent: number) =>
  z.coerce
    .number({ error: 'must be a number between 0 and 1' })
    .min(0, { error: 'must be a number between 0 and 1' })
    .max(1, { error: 'must be a number between 0 and 1' })
    .default(whenAbsent);
const host = z
  .string()
  .regex(/^[\w.:%-]+$/, { error: 'must be an address or the name of a host, without http:// or a path' });
const network = z.string().refine(isNetwork, { error: 'must be addresses or CIDRs such as 10.0.0.0/8, 127.0.0.1' });

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** What the process may be told, by name. A secret `X` can also be given as a file: `X_FILE`. */
export const environment = z.object({
  NODE_ENV: words(['development', 'test', 'production'], { dev: 'development', prod: 'production' }).default(
    'development',
  ),
  /** The address the API listens on. */
  HOST: host.default('127.0.0.1'),
  PORT: port(8000),
  /** Where Prometheus finds /metrics, on a port of its own; 0 for none. */
  METRICS_PORT: port(9464),
  /** The address /metrics listens on: HOST's, unless given. */
  METRICS_HOST: host.optional(),
  DATABASE_URL: url('postgres', 'postgresql'),
  /** For migrations and locks, where a pooler stands in front of the database. */
  DATABASE_DIRECT_URL: url('postgres', 'postgresql').optional(),
  /** A streaming replica, or an address that leads to one of several: reads go there. */
  DATABASE_REPLICA_URL: url('postgres', 'postgresql').optional(),
  /** Connections for writes and long reads, at most. */
  DATABASE_POOL: count(10),
  /** Connections for pipelined reads. */
  DATABASE_READ_CONNECTIONS: count(2),
  /** A PEM file with the authority that signed the database's certificate. */
  DATABASE_CA_FILE: z.string().optional(),
  /** Without it the cache, the limiter and live updates stay in this process. */
  REDIS_URL: url('redis', 'rediss', 'redis+sentinel', 'rediss+sentinel').optional(),
  /** Signs access tokens. */
  JWT_SECRET: z.string(),
  /** Verifies tokens signed before JWT_SECRET was changed. */
  JWT_SECRET_PREVIOUS: z.string().optional(),
  /** Derives refresh tokens. */
  SESSION_SECRET: z.string(),
  /** Where people open Wander. */
  APP_ORIGIN: origin.default('http://localhost:3000'),
  /** Other origins whose scripts may call the API with a Bearer token, never with cookies. */
  CORS_ORIGINS: list.pipe(z.array(origin)),
  /** Proxies whose X-Forwarded-For is believed, as addresses or CIDRs. */
  TRUST_PROXY: list.pipe(z.array(network)),
  /** May strangers make accounts? */
  REGISTRATION: words(['open', 'closed']).default('open'),
  /** May clients read the schema? */
  INTROSPECTION: flag(true),
  /** Is GraphiQL served at /graphql? */
  GRAPHIQL: flag(true),
  /** Are finished answers kept for guests, for two seconds? */
  GUEST_ANSWERS: flag(true),
  /** Points of cost in five minutes for one address of guests. */
  RATE_LIMIT_GUEST: count(10_000),
  /** … and for one person who is signed in. */
  RATE_LIMIT_PERSON: count(50_000),
  /** Writes a minute for one person. */
  RATE_LIMIT_WRITES: count(60),
  LOG_LEVEL: words(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { warning: 'warn', none: 'silent' }).default(
    'info',
  ),
  /** Where traces are sent over OTLP (HTTP); without it there are none. */
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
  OTEL_SERVICE_NAME: z.string().default('wander-api'),
  /** Of the traces that begin here, the share that is recorded. */
  OTEL_TRACES_SAMPLER_ARG: share(0.1),
});

const SECRETS = ['JWT_SECRET', 'SESSION_SECRET', 'JWT_SECRET_PREVIOUS'];
const FILE_FORMS = ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_REPLICA_URL', 'REDIS_URL', ...SECRETS];

const DEVELOPMENT_DEFAULTS: Record<string, string> = {
  DATABASE_URL: 'postgres://wander:wander@127.0.0.1:5432/wander',
  JWT_SECRET: 'development-only-jwt-secret-of-this-project',
  SESSION_SECRET: 'development-only-session-secret-of-this-project',
};

export class InvalidSettings extends Error {}

/**
 * Reads and checks the environment.
 * @throws InvalidSettings that names every variable that is wrong and how to mend it, a line each.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): z.infer<typeof environment> {
  const problems: string[] = [];
  const given: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(env)) {
    const plain = SECRETS.includes(name) ? value : withoutQuotes(value.trim());
    if (plain !== '') given[name] = plain;
  }
  for (const name of FILE_FORMS) readFileForm(name, given, problems);
  // As in a file, white space around a secret does not belong to it.
  for (const name of SECRETS) if (given[name] !== undefined) given[name] = given[name].trim();
  const production = /^prod(uction)?$/i.test(given.NODE_ENV ?? '');
  const parsed = environment.safeParse(production ? given : { ...DEVELOPMENT_DEFAULTS, ...given });
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      problems.push(given[name] === undefined ? `${name} is missing. ${mendOf(name)}` : `${name} ${issue.message}.`);
    }
  }
  if (parsed.data && parsed.data.PORT !== 0 && parsed.data.PORT === parsed.data.METRICS_PORT)
    problems.push('METRICS_PORT and PORT are equal. Give each a port of its own, or METRICS_PORT=0 for no metrics.');
  if (production) problems.push(...secretProblems(given));
  if (problems.length > 0)
    throw new InvalidSettings(`Wander cannot start:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  return parsed.data!;
}

/** As shells read them, and `docker run --env-file` does not. */
const withoutQuotes = (text: string): string => /^(['"])(.*)\1$/s.exec(text)?.[2] ?? text;

function readFileForm(name: string, given: Record<string, string>, problems: string[]): void {
  const file = given[`${name}_FILE`];
  if (file === undefined) return;
  if (given[name] !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set. Keep one of them.`);
    return;
  }
  try {
    given[name] = readFileSync(file, 'utf8').trim();
  } catch (error) {
    problems.push(
      `${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}: ${file}).`,
    );
  }
}

function secretProblems(given: Record<string, string>): string[] {
  const present = SECRETS.filter((name) => given[name] !== undefined);
  const problems = present.flatMap((name) => {
    const weakness = weaknessOf(given[name]!);
    return weakness === undefined ? [] : [`${name} ${weakness}. ${mendOf(name)}`];
  });
  present.forEach((name, i) => {
    for (const other of present.slice(i + 1))
      if (given[name] === given[other]) problems.push(`${name} and ${other} are equal. Give each a value of its own.`);
  });
  return problems;
}

/** The chart refuses the same ones: `wander.secretWeakness` in its _validate.tpl. */
function weaknessOf(secret: string): string | undefined {
  const bytes = Buffer.from(secret);
  if (bytes.length < SECRET_BYTES) return `is shorter than ${SECRET_BYTES} bytes`;
  if (EXAMPLE_SECRETS.test(secret)) return 'is one of the examples';
  const pairs = new Set(Array.from(bytes.subarray(1), (byte, i) => bytes[i]! * 256 + byte));
  return pairs.size < DIFFERENT_PAIRS ? 'repeats itself, so it can be guessed' : undefined;
}

const mendOf = (name: string): string =>
  name.includes('SECRET')
    ? `Make one with: openssl rand -base64 48`
    : name === 'DATABASE_URL'
      ? 'Set it to postgres://user:password@host:5432/database.'
      : '';
