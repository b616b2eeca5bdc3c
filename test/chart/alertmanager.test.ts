import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { manifestsOf, run } from './support.js';

/** Who is told of what, by Alertmanager’s own reading of its configuration. */

let directory: string;
let file: string;
const configuration = async (set: string[] = []) => {
  const secret = (await manifestsOf('ci/monitoring-values.yaml', set)).find(
    ({ kind, metadata }) => kind === 'Secret' && metadata.name === 'wander-alertmanager',
  )!;
  return (secret.stringData as Record<string, string>)['alertmanager.yaml']!;
};
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wander-alertmanager-'));
  file = join(directory, 'alertmanager.yaml');
  await writeFile(file, await configuration());
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test.each([
  ['as in ci/monitoring-values.yaml', []],
  [
    'with one receiver for all',
    [
      'webhook.url=http://a.example/',
      'webhook.for={page,ticket}',
      'email.to=',
      'slack.channel=',
      'pagerduty.enabled=false',
    ],
  ],
  ['with mail that needs no password', ['email.username=']],
])('Alertmanager takes its configuration %s', async (_how, set) => {
  const other = join(directory, 'other.yaml');
  await writeFile(other, await configuration(set.map((value) => `monitoring.alertmanager.${value}`)));
  const { code, out, err } = await run('amtool', ['check-config', other]);
  expect({ code, said: out + err }).toEqual({ code: 0, said: expect.stringContaining('SUCCESS') });
});

test('no password and no key is in it', async () => {
  const text = await configuration();
  expect(text).not.toMatch(/password:|auth_password:|api_url:|routing_key:|service_key:/);
});

test.each([
  ['page', ['alertname=WanderDown', 'severity=page', 'namespace=wander']],
  ['ticket', ['alertname=WanderBackupMissing', 'severity=ticket', 'namespace=wander']],
  ['ticket', ['alertname=SomebodyElses', 'severity=info']],
  // Of kube-prometheus-stack.
  ['nobody', ['alertname=Watchdog', 'severity=none']],
  ['nobody', ['alertname=InfoInhibitor', 'severity=none', 'namespace=wander']],
])('%s is the receiver of %j', async (receiver, labels) => {
  const { code, out, err } = await run('amtool', [
    'config',
    'routes',
    'test',
    `--config.file=${file}`,
    `--verify.receivers=${receiver}`,
    ...labels,
  ]);
  expect({ code, said: code === 0 ? out.trim() : err }).toEqual({ code: 0, said: receiver });
});

test('severities of one’s own are routed alike', async () => {
  const other = join(directory, 'severities.yaml');
  await writeFile(other, await configuration(['monitoring.prometheusRule.severities.page=critical']));
  const { out } = await run('amtool', ['config', 'routes', 'test', `--config.file=${other}`, 'severity=critical']);
  expect(out.trim()).toBe('page');
});

test('nobody is told of nothing', async () => {
  const { receivers } = parse(await configuration()) as { receivers: { name: string }[] };
  expect(receivers.find(({ name }) => name === 'nobody')).toEqual({ name: 'nobody' });
});

interface InhibitRule {
  source_matchers: string[];
  target_matchers: string[];
  equal: string[];
}

test('who is told of something need not be told of what follows from it', async () => {
  const { inhibit_rules: rules } = parse(await configuration()) as { inhibit_rules: InhibitRule[] };
  type Labels = Record<string, string>;
  const fits = (labels: Labels, matchers: string[]) =>
    matchers.every((matcher) => {
      const [, name, value] = /^(\w+)=~?"(.*)"$/.exec(matcher)!;
      return new RegExp(`^(?:${value})$`).test(labels[name!] ?? '');
    });
  /** As Alertmanager has it: absent labels are equal. */
  const isInhibited = (target: Labels, alerts: Labels[]) =>
    rules.some(
      ({ source_matchers, target_matchers, equal }) =>
        fits(target, target_matchers) &&
        alerts.some((source) => fits(source, source_matchers) && equal.every((name) => source[name] === target[name])),
    );
  const alert = (alertname: string, labels: Labels = {}): Labels => ({ alertname, namespace: 'wander', ...labels });
  const alerts = [
    alert('WanderFailuresBurnFast'),
    alert('WanderFailuresBurn'),
    alert('WanderFailuresBurnVerySlowly'),
    alert('WanderFailuresBurn', { namespace: 'wander-staging' }),
    alert('WanderSlownessBurnSlowly'),
    alert('WanderSlownessBurnVerySlowly'),
    alert('WanderVolumeFull', { persistentvolumeclaim: 'a' }),
    alert('WanderVolumeFillingUp', { persistentvolumeclaim: 'a' }),
    alert('WanderVolumeFillingUp', { persistentvolumeclaim: 'b' }),
    alert('WanderCertificateEnding', { instance: 'a' }),
    alert('WanderCertificateExpiring', { instance: 'a' }),
    alert('WanderDown', { namespace: 'wander-other' }),
    alert('WanderFailuresBurnFast', { namespace: 'wander-other' }),
    alert('WanderBackupMissing', { namespace: 'wander-other' }),
  ];
  const inhibited = alerts
    .filter((one) => isInhibited(one, alerts))
    .map(({ alertname, namespace, persistentvolumeclaim = '' }) =>
      `${namespace} ${alertname} ${persistentvolumeclaim}`.trim(),
    );
  expect(inhibited).toEqual([
    'wander WanderFailuresBurn',
    'wander WanderFailuresBurnVerySlowly',
    'wander WanderSlownessBurnVerySlowly',
    'wander WanderVolumeFillingUp a',
    'wander WanderCertificateExpiring',
    'wander-other WanderFailuresBurnFast',
  ]);
});

test('every alert that a rule names is one of the chart’s', async () => {
  const text = (await configuration()).split('inhibit_rules:')[1]!;
  const manifests = await manifestsOf('ci/monitoring-values.yaml');
  const { groups } = manifests.find(({ kind }) => kind === 'PrometheusRule')!.spec as {
    groups: { rules: { alert?: string }[] }[];
  };
  const alerts = groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []));
  const named = [...text.matchAll(/alertname=~?"([^"]+)"/g)].flatMap(([, pattern]) => pattern!);
  expect(named.length).toBeGreaterThan(10);
  for (const pattern of named) expect(alerts.some((alert) => new RegExp(`^(?:${pattern})$`).test(alert))).toBe(true);
});
