import { Injectable } from '@nestjs/common';
import { type Gauge, Registry } from 'prom-client';
import { ERROR_CODES } from '../errors/index.js';
import { LabelMap } from './label-map.js';
import type { Exemplar, Histogram } from './histogram.js';
import { OperationStats, OUTCOMES, type RequestKind } from './operation-stats.js';

export type OperationKind = Exclude<RequestKind, 'http'>;
/** Who answered: the fast path, Apollo behind it, or the cache of finished answers. */
export type RequestPath = 'fast_path' | 'apollo' | 'cached';

type Labels = Record<string, string>;
type Read = () => number;

interface Sample {
  /** Where it is not the family's: a histogram's end in `_bucket`, `_sum` and `_count`. */
  metricName?: string;
  labels: Labels;
  value: number;
  exemplar?: { labelSet: Labels; value: number; timestamp: number } | undefined;
}

const MAX_OPERATIONS = 200;
const MAX_CODES = 30;

/**
 * What this process counts. A request only adds to plain numbers; they become Prometheus' text when somebody scrapes
 * (prom-client's own counters look up their labels at each call, which costs more than all other steps of a request).
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly operations = new LabelMap<{ name: string; kinds: Partial<Record<OperationKind, OperationStats>> }>(
    MAX_OPERATIONS,
    (name) => ({ name, kinds: {} }),
    ['anonymous', 'none'],
  );
  private readonly handlers = new Map<string, OperationStats>();
  private readonly errors = new LabelMap(MAX_CODES, () => ({ count: 0 }), ERROR_CODES);
  private readonly paths: Record<RequestPath, number> = { fast_path: 0, apollo: 0, cached: 0 };
  private readonly series = new Map<string, { labels: Labels; read: Read }[]>();

  constructor() {
    this.family('counter', 'wander_graphql_requests_total', 'GraphQL operations answered.', () =>
      this.perOperation((labels, stats) =>
        OUTCOMES.map((outcome) => ({ labels: { ...labels, outcome }, value: stats[outcome] })),
      ),
    );
    this.family('histogram', 'wander_graphql_request_duration_seconds', 'How long a GraphQL operation took.', () =>
      this.perOperation((labels, stats) =>
        samplesOf('wander_graphql_request_duration_seconds', labels, stats.durations),
      ),
    );
    this.family('counter', 'wander_http_requests_total', 'Requests beside GraphQL answered.', () =>
      [...this.handlers].flatMap(([handler, stats]) =>
        OUTCOMES.map((outcome) => ({ labels: { handler, outcome }, value: stats[outcome] })),
      ),
    );
    this.family('counter', 'wander_graphql_events_total', 'Events told to subscriptions.', () =>
      [...this.operations.entries()].flatMap(
        ([
          operation,
          {
            kinds: { subscription },
          },
        ]) => (subscription ? [{ labels: { operation }, value: subscription.events }] : []),
      ),
    );
    this.family('counter', 'wander_graphql_errors_total', 'Errors in answers, by their code.', () =>
      [...this.errors.entries()].map(([code, { count }]) => ({ labels: { code }, value: count })),
    );
    this.family('counter', 'wander_graphql_answers_total', 'GraphQL requests by who answered them.', () =>
      Object.entries(this.paths).map(([path, value]) => ({ labels: { path }, value })),
    );
    // The older name goes with the release after 1.0.
    this.family(
      'counter',
      'wander_graphql_lane_requests_total',
      'The older name of wander_graphql_answers_total.',
      () =>
        Object.entries(this.paths).map(([path, value]) => ({
          labels: { path: path === 'fast_path' ? 'lane' : path },
          value,
        })),
    );
  }

  /**
   * Where to record the requests of an operation; may be kept as long as its document. `name` is the document's, after
   * it was parsed: none is `anonymous`, and of what was refused before that (`none`) nothing is known.
   */
  operation(name: string | undefined, kind: OperationKind): OperationStats {
    const operation = this.operations.of(kind === 'none' ? 'none' : (name ?? 'anonymous'));
    return (operation.kinds[kind] ??= new OperationStats(operation.name, kind));
  }

  /** Where to record the requests that a handler beside GraphQL answers. */
  handler(name: string): OperationStats {
    let stats = this.handlers.get(name);
    if (stats === undefined) this.handlers.set(name, (stats = new OperationStats(name, 'http')));
    return stats;
  }

  /** An error left in an answer. */
  error(code: string): void {
    this.errors.of(code).count += 1;
  }

  path(path: RequestPath): void {
    this.paths[path] += 1;
  }

  /** A number that rises and falls, read at each scrape. A name may be given again with other labels. */
  gauge(name: string, help: string, read: Read, labels: Labels = {}): void {
    this.add('gauge', name, help, read, labels);
  }

  /** A number that only rises (its name ends in `_total`), counted elsewhere and read at each scrape. */
  counter(name: string, help: string, read: Read, labels: Labels = {}): void {
    this.add('counter', name, help, read, labels);
  }

  /** Values by their size, counted elsewhere and read at each scrape. */
  histogram(name: string, help: string, read: () => { labels: Labels; counts: Histogram }[]): void {
    this.family('histogram', name, help, () => read().flatMap(({ labels, counts }) => samplesOf(name, labels, counts)));
  }

  private add(type: 'gauge' | 'counter', name: string, help: string, read: Read, labels: Labels): void {
    const known = this.series.get(name);
    if (known !== undefined) return void known.push({ labels, read });
    const series = [{ labels, read }];
    this.series.set(name, series);
    this.family(type, name, help, () => series.map((one) => ({ labels: one.labels, value: one.read() })));
  }

  /** prom-client asks nothing more of a metric than `get`, for which its types have no name. */
  private family(type: 'gauge' | 'counter' | 'histogram', name: string, help: string, samples: () => Sample[]): void {
    const get = () => Promise.resolve({ name, help, type, values: samples() });
    this.registry.registerMetric({ name, help, type, get } as unknown as Gauge);
  }

  private perOperation(samples: (labels: Labels, stats: OperationStats) => Sample[]): Sample[] {
    return [...this.operations.entries()].flatMap(([operation, { kinds }]) =>
      Object.entries(kinds).flatMap(([kind, stats]) => samples({ operation, kind }, stats)),
    );
  }
}

const exemplarOf = ({ traceId, value, at }: Exemplar) => ({
  labelSet: { trace_id: traceId },
  value,
  timestamp: at,
});

/** Prometheus' buckets hold also what the smaller ones hold. */
function samplesOf(name: string, labels: Labels, { bounds, buckets, sum, exemplars }: Histogram): Sample[] {
  let count = 0;
  const samples: Sample[] = [...buckets].map((requests, i) => ({
    metricName: `${name}_bucket`,
    labels: { ...labels, le: String(bounds[i] ?? '+Inf') },
    value: (count += requests),
    ...(exemplars?.[i] && { exemplar: exemplarOf(exemplars[i]) }),
  }));
  samples.push({ metricName: `${name}_sum`, labels, value: sum });
  samples.push({ metricName: `${name}_count`, labels, value: count });
  return samples;
}
