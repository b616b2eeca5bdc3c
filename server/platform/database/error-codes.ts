export interface PostgresError extends Error {
  code?: string;
  constraint?: string;
  detail?: string;
  /** Errors of the server have one. */
  severity?: string;
}

/**
 * What an error means for whoever asked: its connection is `lost`, the database is `busy` for the moment, the `host` has to mend
 * something first, its `schema` is not the one that this version needs, a statement is `notPrepared` on its connection, a `value` cannot be kept, or
 * we made a `mistake`.
 */
export type Kind = 'lost' | 'busy' | 'host' | 'schema' | 'notPrepared' | 'value' | 'mistake';

interface Meaning {
  kind: Kind;
  /** What the host can do about it. */
  advice?: string;
}

const LOST: Meaning = { kind: 'lost' };
const BUSY: Meaning = { kind: 'busy' };
const NOT_PREPARED: Meaning = { kind: 'notPrepared' };
const VALUE: Meaning = { kind: 'value' };
const MISTAKE: Meaning = { kind: 'mistake' };
const host = (advice: string): Meaning => ({ kind: 'host', advice });
const ACCESS = host('PostgreSQL refuses the user or the password of DATABASE_URL. Correct it, or pg_hba.conf.');
const TLS = host(
  'PostgreSQL is not reached over TLS: its certificate has to name the host of DATABASE_URL, come from the authority of DATABASE_CA_FILE, and be valid by the clock of this machine.',
);
const FILES = host('PostgreSQL cannot read or write its files. Look at its log and its disk.');
const OTHER_SCHEMA: Meaning = {
  kind: 'schema',
  advice:
    'The database lacks something that this version needs. If it is being restored, wait; else a migration was changed after it ran here, or somebody changed the schema: compare it with the files in migrations/.',
};
const CORRUPTED: Meaning = {
  kind: 'mistake',
  advice: 'PostgreSQL found damaged data. Stop writing, keep a copy of its files, and restore a backup.',
};

/**
 * The codes of PostgreSQL's appendix A that are not simply our mistake, by class and where a code differs from its class by
 * itself (https://www.postgresql.org/docs/current/errcodes-appendix.html). Of the classes left out, 00 to 02 are no errors;
 * 03, 09, 0A, 0B, 0F, 0L, 0P, 0Z, 10, 20, 21, 22, 23, 24, 27, 2B, 2D, 2F, 34, 38, 39, 3B, 3F, 42, 44, 54, HV, P0 and XX tell of a
 * statement that is wrong.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '08': LOST,
  // A plan of before a migration.
  '0A000': NOT_PREPARED,
  // Texts, dates and numbers that PostgreSQL cannot hold, where our own rules let one pass.
  '22003': VALUE,
  '22007': VALUE,
  '22008': VALUE,
  '22021': VALUE,
  '22P02': VALUE,
  '22P05': VALUE,
  '25006': host('PostgreSQL only reads: it is a standby, or was made read-only. Let DATABASE_URL lead to the primary.'),
  '25P03': LOST,
  '25P04': BUSY,
  // Behind a pooler, and after a first Parse that failed.
  '26': NOT_PREPARED,
  '28': ACCESS,
  '3D': host('The database of DATABASE_URL does not exist. Create it, or correct its name.'),
  '40': BUSY,
  '40002': MISTAKE,
  '42P05': NOT_PREPARED,
  '42501': host('The user of DATABASE_URL lacks a privilege. It must own the tables of Wander.'),
  '3F000': OTHER_SCHEMA,
  '42703': OTHER_SCHEMA,
  '42704': OTHER_SCHEMA,
  '42883': OTHER_SCHEMA,
  '42P01': OTHER_SCHEMA,
  '53': host('PostgreSQL is out of resources. Look at its log.'),
  '53100': host('The disk of PostgreSQL is full. Free space on it or enlarge it; Wander reads meanwhile.'),
  '53200': host('PostgreSQL has no memory left. Give it more, or lower DATABASE_POOL and its work_mem.'),
  '53300': host(
    'PostgreSQL takes no more connections. Raise max_connections, or lower DATABASE_POOL and DATABASE_READ_CONNECTIONS.',
  ),
  '54000': host(
    'PostgreSQL has reached a limit of its own. Where it says “wraparound”, it writes again once the database has been vacuumed.',
  ),
  '55006': BUSY,
  '55P03': BUSY,
  '57': BUSY,
  '57P01': LOST,
  '57P02': LOST,
  '57P03': LOST,
  '57P04': host('The database of DATABASE_URL was dropped.'),
  '57P05': LOST,
  '58': FILES,
  '72': BUSY,
  F0: host('PostgreSQL cannot read its configuration. Look at its log.'),
  XX001: CORRUPTED,
  XX002: CORRUPTED,
};

/** Of a certificate, as Node has them from OpenSSL, and of TLS itself. */
const OF_TLS =
  /CERT|_CRL\b|CRL_|_CA$|_SIGNATURE$|ISSUER|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|^ERR_(TLS|SSL|OSSL)_|^EPROTO$/;
const WITHOUT_TLS = /does not support SSL connections/;
/** Node's own, as ECONNRESET: nobody but the network has them. */
const SYSTEM = /^E[A-Z]{2,}/;
/** What `pg`, its pool and TypeORM say of a connection that is gone or did not come. */
const LOST_MESSAGE =
  /Connection terminated(?! due to connection timeout)|Client has encountered a connection error|not queryable|Received unexpected|establishing an SSL connection|Query runner already released/i;
const BUSY_MESSAGE =
  /timeout exceeded when trying to connect|due to connection timeout|timeout expired|Query read timeout/i;

/** What an error of PostgreSQL, of `pg` or of the network means. */
export function meaningOf(error: unknown): Meaning {
  const { code, message, severity } = error as PostgresError;
  if (code !== undefined && severity !== undefined) return MEANINGS[code] ?? MEANINGS[code.slice(0, 2)] ?? MISTAKE;
  if ((code !== undefined && OF_TLS.test(code)) || WITHOUT_TLS.test(message)) return TLS;
  if (code !== undefined && (SYSTEM.test(code) || code.startsWith('08'))) return LOST;
  if (LOST_MESSAGE.test(message)) return LOST;
  if (BUSY_MESSAGE.test(message)) return BUSY;
  return code === undefined ? MISTAKE : (MEANINGS[code] ?? MISTAKE);
}
