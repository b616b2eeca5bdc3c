import { readFileSync } from 'node:fs';
import type { TracingSettings } from '../tracing/index.js';
import { readEnvironment } from './environment.js';

/** The settings of this process, checked. Made once at start-up; nothing else reads the environment. */
export class Config {
  readonly nodeEnv: 'development' | 'test' | 'production';
  readonly host: string;
  readonly port: number;
  readonly metricsHost: string;
  /** 0: there are none. */
  readonly metricsPort: number;
  readonly databaseUrl: string;
  readonly databaseDirectUrl: string;
  /** Absent where the primary has all reads. */
  readonly databaseReplicaUrl: string | undefined;
  readonly databaseConnections: { readonly pool: number; readonly reads: number };
  /** PEM text of the authority that signed the database's certificate. */
  readonly databaseCa: string | undefined;
  readonly redisUrl: string | undefined;
  readonly jwtSecret: string;
  readonly jwtSecretPrevious: string | undefined;
  readonly sessionSecret: string;
  readonly appOrigin: string;
  readonly corsOrigins: readonly string[];
  readonly trustProxy: readonly string[];
  readonly registration: 'open' | 'closed';
  readonly introspection: boolean;
  readonly graphiql: boolean;
  readonly guestAnswers: boolean;
  readonly rateLimits: { readonly guest: number; readonly person: number; readonly writes: number };
  readonly logLevel: string;
  /** Absent where there is no collector. */
  readonly tracing: TracingSettings | undefined;

  constructor(env: NodeJS.ProcessEnv) {
    const values = readEnvironment(env);
    this.nodeEnv = values.NODE_ENV;
    this.host = values.HOST;
    this.port = values.PORT;
    this.metricsHost = values.METRICS_HOST ?? values.HOST;
    this.metricsPort = values.METRICS_PORT;
    this.databaseUrl = values.DATABASE_URL;
    this.databaseDirectUrl = values.DATABASE_DIRECT_URL ?? values.DATABASE_URL;
    this.databaseReplicaUrl = values.DATABASE_REPLICA_URL;
    this.databaseConnections = { pool: values.DATABASE_POOL, reads: values.DATABASE_READ_CONNECTIONS };
    this.databaseCa = values.DATABASE_CA_FILE ? readFileSync(values.DATABASE_CA_FILE, 'utf8') : undefined;
    this.redisUrl = values.REDIS_URL;
    this.jwtSecret = values.JWT_SECRET;
    this.jwtSecretPrevious = values.JWT_SECRET_PREVIOUS;
    this.sessionSecret = values.SESSION_SECRET;
    this.appOrigin = values.APP_ORIGIN;
    this.corsOrigins = values.CORS_ORIGINS;
    this.trustProxy = values.TRUST_PROXY;
    this.registration = values.REGISTRATION;
    this.introspection = values.INTROSPECTION;
    this.graphiql = values.GRAPHIQL;
    this.guestAnswers = values.GUEST_ANSWERS;
    this.rateLimits = {
      guest: values.RATE_LIMIT_GUEST,
      person: values.RATE_LIMIT_PERSON,
      writes: values.RATE_LIMIT_WRITES,
    };
    this.logLevel = values.LOG_LEVEL;
    this.tracing = values.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { serviceName: values.OTEL_SERVICE_NAME, ratio: values.OTEL_TRACES_SAMPLER_ARG }
      : undefined;
  }

  get isProduction(): boolean {
    return this.nodeEnv === 'production';
  }

  /** Do people reach Wander over TLS? Cookies and HSTS follow from it. */
  get isSecure(): boolean {
    return this.appOrigin.startsWith('https://');
  }
}

/** @throws InvalidSettings that names every variable that is wrong and how to mend it. */
export const loadConfig = (env: NodeJS.ProcessEnv = process.env): Config => new Config(env);
