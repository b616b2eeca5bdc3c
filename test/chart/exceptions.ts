import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { chart, ciFiles, type Manifest, manifestsOf, valuesFiles } from './support.js';

interface TrivyIgnore {
  misconfigurations: { id: string; paths: string[]; statement: string }[];
}

/** What kubesec advises and no workload here follows, with the reason. */
export const KUBESEC: Record<string, string> = {
  ApparmorAny: 'The annotation is gone from Kubernetes; without a field it is the runtime’s default profile',
  SeccompAny: 'The annotation is gone from Kubernetes; seccompProfile is RuntimeDefault, which restricted asks for',
};

/**
 * What scanners are asked to leave out, anywhere: `Kind/name: check (reason)`. An exception is an annotation on its
 * resource: `checkov.io/skip1: CHECK=reason`; `kube-score/ignore: check` with `wander/why-check: reason`. Those for Trivy stand in
 * .trivyignore.yaml, by the one template of the resource.
 */
export async function exceptionsOf(): Promise<string[]> {
  const all = (await Promise.all([...valuesFiles, ...ciFiles].map((file) => manifestsOf(file)))).flat();
  const { misconfigurations } = parse(readFileSync(join(chart, '.trivyignore.yaml'), 'utf8')) as TrivyIgnore;
  const trivy = misconfigurations.flatMap(({ id, paths, statement }) =>
    paths.map((path) => `${basename(path, '.yaml')}: ${id} (${statement})`),
  );
  const kubesec = Object.entries(KUBESEC).map(([id, reason]) => `kubesec: ${id} (${reason})`);
  return [...new Set(all.flatMap(exceptionsIn)), ...trivy, ...kubesec].sort();
}

function exceptionsIn({ kind, metadata }: Manifest): string[] {
  const annotations = metadata.annotations ?? {};
  return Object.entries(annotations).flatMap(([key, value]) => {
    if (key.startsWith('checkov.io/skip')) {
      const [check, reason] = value.split('=', 2);
      return [`${kind}/${metadata.name}: ${check} (${reason})`];
    }
    if (key === 'kube-score/ignore')
      return value
        .split(',')
        .map((check) => `${kind}/${metadata.name}: ${check} (${annotations[`wander/why-${check}`]})`);
    return /ignore|skip/i.test(key) ? [`${kind}/${metadata.name}: ${key} ()`] : [];
  });
}
