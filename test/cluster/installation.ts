import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Mendable } from '../../scripts/lib/command.js';
import { launch, stop } from '../../scripts/lib/processes.js';
import type { Cluster } from './cluster.js';
import { call, type CallOptions, eventually } from './programs.js';

const CHART = 'helm/wander';
/** For a busy machine; only a failure takes so long. */
const PATIENCE_S = 900;

interface Pod {
  metadata: { name: string; labels?: Record<string, string>; deletionTimestamp?: string };
  status: {
    phase: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: { name: string; restartCount: number }[];
  };
}

interface Job {
  metadata: { name: string };
  status: { succeeded?: number };
}

interface Deployment {
  metadata: { name: string; generation: number };
  spec: { replicas: number };
  status: { observedGeneration?: number; replicas?: number; updatedReplicas?: number; readyReplicas?: number };
}

/** A release of the chart in a namespace of its own, where Pod Security refuses what is not restricted. */
export class Installation {
  readonly namespace: string;

  constructor(
    readonly cluster: Cluster,
    /** Which scenario. */
    readonly name: string,
    private readonly files: string[],
    /** What an edge would add to requests. */
    readonly edge: Record<string, string>,
    /** What the release is called; so begin the names of what it has. */
    readonly release = 'wander',
  ) {
    this.namespace = `wander-test-${name}-${randomBytes(3).toString('hex')}`;
  }

  readonly kubectl = (args: string[], options?: CallOptions): Promise<string> =>
    this.cluster.kubectl(['--namespace', this.namespace, ...args], options);

  private helm(command: string[], seconds = PATIENCE_S): Promise<string> {
    // Helm's own deadline comes first, for it says what it waited for.
    return this.cluster.helm(['--namespace', this.namespace, ...command, '--timeout', `${seconds}s`], {
      seconds: seconds + 60,
    });
  }

  async makeNamespace(): Promise<this> {
    await this.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: this.namespace,
        labels: {
          'app.kubernetes.io/part-of': 'wander-test',
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'latest',
        },
      },
    });
    return this;
  }

  /** Takes all of it away, also what the chart keeps. */
  removeNamespace(): Promise<string> {
    return this.cluster.kubectl(['delete', 'namespace', this.namespace, '--ignore-not-found', '--timeout=300s'], {
      seconds: 330,
    });
  }

  apply(manifest: object): Promise<string> {
    return this.cluster.kubectl(['apply', '--filename', '-'], { input: JSON.stringify(manifest) });
  }

  install(): Promise<string> {
    return this.helm(['install', this.release, CHART, ...this.values(), '--wait']);
  }

  /** To another version of both images. */
  upgrade(tag: string): Promise<string> {
    const set = ['--set-string', `api.image.tag=${tag}`, '--set-string', `frontend.image.tag=${tag}`];
    return this.helm(['upgrade', this.release, CHART, ...this.values(), ...set, '--wait']);
  }

  /** To what was before. */
  rollback(): Promise<string> {
    return this.helm(['rollback', this.release, '--wait']);
  }

  /** Packs the chart, as a release does. @returns the package */
  async pack(version: string, folder: string): Promise<string> {
    await this.cluster.helm([
      'package',
      CHART,
      '--version',
      version,
      '--app-version',
      version,
      '--destination',
      folder,
    ]);
    return join(folder, `wander-${version}.tgz`);
  }

  /** Calls a command of the Makefile that knows this environment. @returns what it printed @throws Mendable when it fails */
  make(command: 'deploy' | 'rollback', words: Record<string, string>): Promise<string> {
    const all = { environment: this.release.replace('wander-', ''), namespace: this.namespace, ...words };
    const options = Object.entries(all).map(([name, value]) => `${name}=${value}`);
    return call('make', ['--no-print-directory', command, ...options], { seconds: PATIENCE_S });
  }

  /** Its revisions, the oldest first: how each stands, and which version it is. */
  async history(): Promise<string[]> {
    const revisions = JSON.parse(
      await this.cluster.helm(['--namespace', this.namespace, 'history', this.release, '--output', 'json']),
    ) as { status: string; app_version: string }[];
    return revisions.map(({ status, app_version: version }) => `${version} ${status}`);
  }

  test(): Promise<string> {
    return this.helm(['test', this.release, '--logs'], 300);
  }

  uninstall(): Promise<string> {
    return this.helm(['uninstall', this.release, '--wait'], 300);
  }

  private values(): string[] {
    const { values } = this.cluster.settings;
    return [...this.files, ...(values ? [values] : [])].flatMap((file) => ['--values', file]);
  }

  async get<T>(args: string[]): Promise<T[]> {
    const { items } = JSON.parse(await this.kubectl(['get', ...args, '--output', 'json'])) as { items: T[] };
    return items;
  }

  /** The names of one component's pods that are not going. */
  async pods(component: string): Promise<string[]> {
    const pods = await this.get<Pod>(['pods', '--selector', `app.kubernetes.io/component=${component}`]);
    return pods.filter(({ metadata }) => !metadata.deletionTimestamp).map(({ metadata }) => metadata.name);
  }

  /** @throws Mendable when a container of the component's pods has ended by itself */
  async mustStandFirm(component: string): Promise<void> {
    const pods = await this.get<Pod>(['pods', '--selector', `app.kubernetes.io/component=${component}`]);
    const restarted = pods.filter(({ status }) =>
      status.containerStatuses?.some(({ restartCount }) => restartCount > 0),
    );
    if (restarted.length > 0)
      throw new Mendable(`Restarted by themselves: ${restarted.map(({ metadata }) => metadata.name).join(', ')}`);
  }

  /** Waits until every pod is ready or has done its work, and every rollout is through. @returns how many there are */
  async everyPodReady(): Promise<string> {
    return eventually(PATIENCE_S, 'every pod is ready', async () => {
      const deployments = await this.get<Deployment>(['deployments']);
      const slow = deployments.filter(({ metadata, spec, status }) => {
        const { observedGeneration, replicas, updatedReplicas, readyReplicas } = status;
        const all = [replicas, updatedReplicas, readyReplicas].every((count) => count === spec.replicas);
        return observedGeneration !== metadata.generation || !all;
      });
      const autoscalers = await this.get<{ spec: { minReplicas: number; scaleTargetRef: { name: string } } }>(['hpa']);
      const few = autoscalers.filter(({ spec }) => {
        const deployment = deployments.find(({ metadata }) => metadata.name === spec.scaleTargetRef.name);
        return deployment!.spec.replicas < spec.minReplicas;
      });
      const jobs = await this.get<Job>(['jobs']);
      const done = jobs.filter(({ status }) => status.succeeded).map(({ metadata }) => metadata.name);
      const pods = await this.get<Pod>(['pods']);
      // A Job that needed another try has left the pod of the first.
      const unready = pods.filter(
        (pod) => !isReady(pod) && !done.includes(pod.metadata.labels?.['batch.kubernetes.io/job-name'] ?? ''),
      );
      const missing = [...slow.map(({ metadata }) => metadata.name), ...unready.map(({ metadata }) => metadata.name)];
      if (missing.length > 0 || few.length > 0)
        throw new Error([...missing, ...few.map(({ spec }) => spec.scaleTargetRef.name)].join(', '));
      const running = pods.filter(({ status }) => status.phase === 'Running');
      const restarts = running.flatMap(({ status }) => status.containerStatuses ?? []);
      return `${running.length} pods, ${restarts.reduce((sum, { restartCount }) => sum + restartCount, 0)} restarts`;
    });
  }

  /** A Service of the test's own before the frontend's pods, on the node's address. @returns its URL */
  async nodePort(): Promise<string> {
    const { nodePort } = this.cluster.settings;
    const [service] = await this.get<{ spec: { selector: object } }>([
      'services',
      '--selector',
      'app.kubernetes.io/component=frontend',
    ]);
    await this.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'node-port', namespace: this.namespace },
      spec: {
        type: 'NodePort',
        selector: service!.spec.selector,
        ports: [{ name: 'http', port: 80, targetPort: 'http', ...(nodePort ? { nodePort } : {}) }],
      },
    });
    const port = await this.kubectl(['get', 'service', 'node-port', '--output', 'jsonpath={.spec.ports[0].nodePort}']);
    return `http://${await this.cluster.nodeAddress()}:${port}`;
  }

  /** Makes a Service's port one of this machine, for as long as the work lasts. */
  async forwarded<T>(service: string, work: (url: string) => Promise<T>): Promise<T> {
    const child = launch(
      this.cluster.kubectlProgram,
      ['--namespace', this.namespace, 'port-forward', `service/${service}`, ':http'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      return await work(await forwardedTo(child));
    } finally {
      await stop(child, 2_000);
    }
  }

  /** Runs a line of shell in a container. */
  shell(pod: string, container: string, line: string): Promise<string> {
    return this.kubectl(['exec', pod, '--container', container, '--', 'sh', '-c', line]);
  }

  /** Runs a CronJob's job now, to its end, as the runbooks do. @returns what it printed @throws Mendable when it fails */
  async runNow(cronJob: string, env: Record<string, string> = {}): Promise<string> {
    const job = `${cronJob}-${randomBytes(3).toString('hex')}`;
    let manifest = await this.kubectl([
      ...['create', 'job', job, `--from=cronjob/${cronJob}`],
      ...['--dry-run=client', '--output', 'json'],
    ]);
    for (const [name, value] of Object.entries(env)) {
      const set = ['set', 'env', '--local', '--filename', '-', '--output', 'json', `${name}=${value}`];
      manifest = await this.kubectl(set, { input: manifest });
    }
    await this.kubectl(['create', '--filename', '-'], { input: manifest });
    await eventually(PATIENCE_S, `job ${job} ends`, async () => {
      const end = await this.kubectl(['get', 'job', job, '--output', 'jsonpath={.status.succeeded}/{.status.failed}']);
      if (end === '/') return false;
      if (end === '1/') return true;
      throw new Mendable(`Job ${job} failed:\n${await this.kubectl(['logs', `job/${job}`])}`);
    });
    return this.kubectl(['logs', `job/${job}`]);
  }

  /** What helps to see why something is not as it should be. Never fails. */
  async diagnose(): Promise<string> {
    const ask = (args: string[]) => this.kubectl(args, { seconds: 30 }).catch((error: Error) => error.message);
    const parts = [
      await ask(['get', 'pods,deployments,statefulsets,jobs,persistentvolumeclaims,services', '--output', 'wide']),
      lastLines(await ask(['get', 'events', '--sort-by=.lastTimestamp']), 40),
    ];
    const pods = await this.get<Pod>(['pods']).catch(() => []);
    for (const pod of pods) {
      const { name } = pod.metadata;
      if (!isReady(pod)) parts.push(await ask(['describe', 'pod', name]));
      const logs = ['logs', name, '--prefix', '--tail=40'];
      parts.push(await ask([...logs, '--all-containers']));
      for (const container of pod.status.containerStatuses ?? [])
        if (container.restartCount > 0) parts.push(await ask([...logs, '--container', container.name, '--previous']));
    }
    return parts.join('\n');
  }
}

const isReady = ({ metadata, status }: Pod): boolean =>
  status.phase === 'Succeeded' ||
  (!metadata.deletionTimestamp &&
    (status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True'));

const lastLines = (text: string, count: number): string => text.trimEnd().split('\n').slice(-count).join('\n');

/** The address that kubectl says it listens on. */
const forwardedTo = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    const impatience = setTimeout(() => reject(new Mendable('kubectl port-forward says nothing.')), 60_000);
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /127\.0\.0\.1:(\d+) ->/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(impatience);
      resolve(`http://127.0.0.1:${port}`);
    });
    child.once('close', () => {
      clearTimeout(impatience);
      reject(new Mendable('kubectl port-forward has ended.'));
    });
  });
