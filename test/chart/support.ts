import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';

export const chart = fileURLToPath(new URL('../../helm/wander', import.meta.url));
const NAMESPACE = 'wander';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; annotations?: Record<string, string> };
  [field: string]: unknown;
}

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** Runs one of the chart's tools in the chart's folder; the network is of no use to it. */
export async function run(tool: string, args: string[], input?: string, cwd = chart): Promise<Outcome> {
  const tools = process.env.CHART_TOOLS;
  if (!tools) throw new Error('No tools: run the tests of the chart by make chart.');
  const offline = { HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' };
  const running = promisify(execFile)(join(tools, tool), args, {
    cwd,
    env: { ...process.env, ...offline },
    maxBuffer: 256 * 1024 * 1024,
    timeout: 60_000,
  });
  if (input !== undefined) running.child.stdin?.end(input);
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      err: stderr,
    }),
  );
}

export const valuesFiles = readdirSync(chart).filter((name) => /^values(-\w+)*\.yaml$/.test(name));
export const ciFiles = readdirSync(join(chart, 'ci')).map((name) => `ci/${name}`);

/**
 * What one gives to helm for an installation: the file, after those that it says it comes after (`# with: …`). The shipped
 * values come with what their ci file adds, since staging and production ask for a registry and secrets.
 */
export function filesOf(file: string): string[] {
  const ci = `ci/${file.replace(/^values-/, '')}`.replace(/\.yaml$/, '-values.yaml');
  if (file === 'values.yaml') return [];
  if (!file.startsWith('ci/')) return filesOf(ci);
  const before = /^# with: (.+)$/m.exec(readFileSync(join(chart, file), 'utf8'))?.[1]?.split(' ') ?? [];
  return [...before, file];
}

export const template = (
  files: string[],
  { helm = 'helm', set = [] as string[], more = [] as string[] } = {},
): Promise<Outcome> =>
  run(helm, [
    ...['template', 'wander', '.', '--namespace', NAMESPACE],
    ...files.flatMap((file) => ['--values', file]),
    ...set.flatMap((value) => ['--set', value]),
    ...more,
  ]);

/** The manifests of an installation. @throws Error with what helm said */
export async function manifestsOf(file: string, set: string[] = []): Promise<Manifest[]> {
  return parse(await render(file, set));
}

/** The same as text. */
export async function render(file: string, set: string[] = []): Promise<string> {
  const { code, out, err } = await template(filesOf(file), { set });
  if (code !== 0) throw new Error(err);
  return out;
}

export const parse = (text: string): Manifest[] =>
  parseAllDocuments(text)
    .map((document) => (document as { toJS(): Manifest | null }).toJS())
    .filter((manifest) => manifest !== null);

/** Holds manifests against the schemas of a version of Kubernetes, and of the custom resources. */
export async function kubeconform(text: string, version: string) {
  const schemas = process.env.CHART_SCHEMAS!;
  const { code, out } = await run(
    'kubeconform',
    [
      ...['-strict', '-summary', '-output', 'json', '-kubernetes-version', version],
      ...[
        '-schema-location',
        `${schemas}/{{.NormalizedKubernetesVersion}}{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json`,
      ],
      ...['-schema-location', `${schemas}/crds/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`],
    ],
    text,
  );
  const { resources = [], summary } = JSON.parse(out) as {
    resources?: unknown[];
    summary: { valid: number; skipped: number };
  };
  return { code, resources, valid: summary.valid, skipped: summary.skipped };
}
