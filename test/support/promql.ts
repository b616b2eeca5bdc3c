import { parser as logql } from '@grafana/lezer-logql';
import { parser } from '@prometheus-io/lezer-promql';

/** A series that an expression names, with what it asks of its labels. */
export interface Selector {
  name: string;
  matchers: { label: string; operator: string; value: string }[];
}

/** What Prometheus' own grammar does not understand of an expression. */
export function mistakesIn(expr: string): string[] {
  const found: string[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.type.isError) found.push(expr.slice(Math.max(0, node.from - 20), node.to + 20));
    },
  });
  return found;
}

/** Does Loki's own grammar understand it? */
export function isLogQL(expr: string): boolean {
  let isRight = true;
  logql.parse(expr).iterate({ enter: ({ type }) => void (isRight &&= !type.isError) });
  return isRight;
}

export function selectorsIn(expr: string): Selector[] {
  const found: Selector[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, node }) => {
      if (name !== 'VectorSelector') return;
      const metric = node.getChild('Identifier');
      const matchers = [...expr.slice(node.from, node.to).matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g)];
      found.push({
        name: metric ? expr.slice(metric.from, metric.to) : '',
        matchers: matchers.map(([, label, operator, value]) => ({ label: label!, operator: operator!, value: value! })),
      });
    },
  });
  return found;
}

/** The labels by which an expression gathers or joins series. */
export function groupingLabelsIn(expr: string): string[] {
  const found: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'GroupingLabels') found.push(...(expr.slice(from, to).match(/\w+/g) ?? []));
    },
  });
  return found;
}

/** A sample of Prometheus' text format. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
}

export function samplesIn(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name === undefined) return [];
    return {
      name,
      labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map((m) => [m[1]!, m[2]!])),
    };
  });
}
