import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Mendable, type Words } from './command.js';
import { inProject, root } from './project.js';
import { step } from './progress.js';
import { requireVersion } from './release.js';
import { makeSbom } from './sbom.js';

const exec = promisify(execFile);

export const RELEASE_DIRECTORY = 'dist/release';
export const PLATFORMS = 'linux/amd64,linux/arm64';
const DIGEST = /sha256:[0-9a-f]{64}/;

/** What was pushed, by its digest; `sbom` is the file of its bill of materials. */
export interface Artifact {
  reference: string;
  sbom?: string;
}

/** Runs a program. @returns what it printed @throws Mendable with what it said */
export async function output(program: string, args: string[]): Promise<string> {
  const [first = program, ...before] = program.split(' ');
  try {
    const { stdout, stderr } = await exec(first, [...before, ...args], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    return stdout || stderr;
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (code === 'ENOENT') throw new Mendable(`${first} is missing.`);
    throw new Mendable(`${stderr || stdout || String(error)}\n${[program, ...args].join(' ')} failed.`);
  }
}

/** @throws Mendable unless it is the host of a registry, with a path where it has one */
export function requireRegistry({ registry }: Words, command: string): string {
  if (!registry || !/^[a-z0-9][a-z0-9.:-]*(\/[a-z0-9][a-z0-9._-]*)*$/.test(registry))
    throw new Mendable(`Say to which registry, in small letters: make ${command} registry=registry.example.com/team`);
  return registry;
}

/** The images that a Dockerfile stands on, as its build arguments name them: `NODE_IMAGE` → `node:24-bookworm-slim`. */
export const baseImagesOf = (dockerfile: string): Map<string, string> =>
  new Map([...dockerfile.matchAll(/^ARG (\w+_IMAGE)=(\S+)$/gm)].map(([, name, image]) => [name!, image!]));

/** The argument that names what the last stage begins with. */
export const finalBaseOf = (dockerfile: string): string =>
  [...dockerfile.matchAll(/^FROM \$\{(\w+)\}/gm)].pop()?.[1] ?? '';

/**
 * Builds an image for both platforms from base images by their digests, which its labels and its SBOM name, and pushes it.
 * @param docker the command for it
 */
export async function publishImage(
  docker: string,
  name: 'api' | 'frontend',
  registry: string,
  version: string,
): Promise<Artifact> {
  const path = name === 'api' ? 'server/Dockerfile' : 'client/Dockerfile';
  const dockerfile = await readFile(inProject(path), 'utf8');
  const bases = new Map<string, string>();
  for (const [argument, image] of baseImagesOf(dockerfile)) {
    const said = await output(docker, [
      ...['buildx', 'imagetools', 'inspect', '--format', '{{json .Manifest.Digest}}', image],
    ]);
    const digest = DIGEST.exec(said)?.[0];
    if (!digest) throw new Mendable(`${image} has no digest: ${said}`);
    bases.set(argument, `${image}@${digest}`);
  }
  const sbom = `${RELEASE_DIRECTORY}/${name}.cdx.json`;
  await writeFile(
    inProject(sbom),
    `${JSON.stringify(await makeSbom(name === 'frontend', [...bases.values()]), null, 2)}\n`,
  );

  const [baseName = '', baseDigest = ''] = bases.get(finalBaseOf(dockerfile))?.split('@') ?? [];
  const labels = {
    'org.opencontainers.image.title': `Wander ${name}`,
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.revision': (await output('git', ['rev-parse', 'HEAD'])).trim(),
    'org.opencontainers.image.licenses': 'MIT',
    'org.opencontainers.image.base.name': baseName,
    'org.opencontainers.image.base.digest': baseDigest,
  };
  const image = `${registry}/wander/${name}`;
  const metadata = `${RELEASE_DIRECTORY}/${name}.metadata.json`;
  await output(docker, [
    ...['buildx', 'build', '--platform', PLATFORMS, '--file', path, '--tag', `${image}:${version}`],
    ...[...bases].flatMap(([argument, value]) => ['--build-arg', `${argument}=${value}`]),
    ...Object.entries(labels).flatMap(([label, value]) => ['--label', `${label}=${value}`]),
    ...['--provenance', 'mode=max', '--push', '--metadata-file', metadata, '.'],
  ]);
  const built = JSON.parse(await readFile(inProject(metadata), 'utf8')) as { 'containerimage.digest': string };
  return { reference: `${image}@${built['containerimage.digest']}`, sbom };
}

/** Packs the chart and pushes it to `<registry>/charts`. */
export async function publishChart(helm: string, registry: string, version: string): Promise<Artifact> {
  await output(helm, ['package', 'helm/wander', '--destination', RELEASE_DIRECTORY]);
  const said = await output(helm, ['push', `${RELEASE_DIRECTORY}/wander-${version}.tgz`, `oci://${registry}/charts`]);
  const digest = DIGEST.exec(said)?.[0];
  if (!digest) throw new Mendable(`helm push did not say a digest: ${said}`);
  return { reference: `${registry}/charts/wander@${digest}` };
}

/** Builds and pushes everything of a release. @returns what was pushed; dist/release/artifacts.json has it, too */
export async function publish(words: Words, docker: string, helm: string): Promise<Artifact[]> {
  const registry = requireRegistry(words, 'publish');
  const version = requireVersion(words.version, 'publish');
  await mkdir(inProject(RELEASE_DIRECTORY), { recursive: true });
  const artifacts: Artifact[] = [];
  for (const name of ['api', 'frontend'] as const)
    artifacts.push(await step(name, () => publishImage(docker, name, registry, version), byReference));
  artifacts.push(await step('chart', () => publishChart(helm, registry, version), byReference));
  await writeFile(inProject(RELEASE_DIRECTORY, 'artifacts.json'), `${JSON.stringify(artifacts, null, 2)}\n`);
  return artifacts;
}

const byReference = ({ reference }: Artifact): string => reference;

/** Signs what was pushed without keys, by the identity of the job, and attests each SBOM. */
export async function sign(cosign: string): Promise<void> {
  const file = inProject(RELEASE_DIRECTORY, 'artifacts.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Mendable('There is nothing to sign: make publish comes first.');
  });
  for (const { reference, sbom } of JSON.parse(text) as Artifact[]) {
    await step(reference, async () => {
      await output(cosign, ['sign', '--yes', reference]);
      if (sbom) await output(cosign, ['attest', '--yes', '--type', 'cyclonedx', '--predicate', sbom, reference]);
    });
  }
}
