import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { collectDefaultMetrics, type Gauge, type OpenMetricsContentType, Registry } from 'prom-client';
import { Config } from '../config/index.js';
import { listenAt } from '../listen.js';
import { Metrics } from './metrics.js';
import { tracing } from '../tracing/index.js';

/** Gauges that end in `_total`, which Prometheus' rules keep for counters; their parts by type are there too. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** /metrics on a port of its own, which no proxy passes on: it is for hosts, and outlives the API by a moment. */
@Injectable()
export class MetricsServer implements OnApplicationShutdown {
  private readonly logger = new Logger('Metrics');
  private server: Server | undefined;

  constructor(
    private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  /** @throws Error in production when the port cannot be had; elsewhere Wander goes on without it. */
  async start(): Promise<void> {
    const { metricsHost: host, metricsPort: port, isProduction } = this.config;
    if (port === 0) return;
    try {
      await this.listen(port, host);
      this.logger.log(`Metrics are at http://${host}:${port}/metrics`);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      const message = `Metrics cannot be served at ${host}:${port} (${reason}). Set METRICS_PORT to a free port, or to 0 for none.`;
      if (isProduction) throw new Error(message, { cause: error });
      this.logger.warn(message);
    }
  }

  /** @returns the port, for those who asked for any (0). */
  async listen(port: number, host: string): Promise<number> {
    const server = createServer((req, res) => void this.answer(req, res));
    await listenAt(host, (at) => once(server.listen(port, at), 'listening'));
    this.server = server;
    collectDefaultMetrics({ register: this.metrics.registry });
    for (const name of MISNAMED) this.metrics.registry.removeSingleMetric(name);
    return (server.address() as AddressInfo).port;
  }

  onApplicationShutdown(): void {
    this.server?.close();
    // Prometheus keeps its connection open between scrapes.
    this.server?.closeAllConnections();
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.method !== 'GET' || req.url?.split('?', 1)[0] !== '/metrics') return void res.writeHead(404).end();
    try {
      const registry = showsTraces(req) ? asOpenMetrics(this.metrics.registry) : this.metrics.registry;
      const text = await registry.metrics();
      res.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
    } catch (error) {
      this.logger.error({ err: error });
      res.writeHead(500).end();
    }
  }
}

/** Traces stand beside buckets in OpenMetrics alone. */
const showsTraces = ({ headers }: IncomingMessage): boolean =>
  tracing() !== undefined && (headers.accept ?? '').includes('application/openmetrics-text');

interface Family {
  name: string;
  help: string;
  type: string;
  get: () => Promise<object>;
}

/** The same metrics in the other format, where a counter's own name is without `_total`. prom-client would rename its metrics for good. */
function asOpenMetrics(registry: Registry): Registry<OpenMetricsContentType> {
  const open = new Registry<OpenMetricsContentType>();
  open.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const metric of registry.getMetricsAsArray() as unknown as Family[]) {
    const { help, type } = metric;
    const name = metric.name.replace(/_total$/, '');
    const get = async () => ({ ...(await metric.get()), name });
    open.registerMetric({ name, help, type, get } as unknown as Gauge);
  }
  return open;
}
