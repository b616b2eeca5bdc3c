import { call } from './chart-tools.js';
import { nameOf, readLockfile } from './packages.js';
import { root } from './project.js';

export interface Component {
  type: string;
  name: string;
  'bom-ref': string;
  version?: string;
  purl?: string;
  [key: string]: unknown;
}

/** A bill of materials in CycloneDX, as far as we look into it. */
export interface Sbom {
  bomFormat: 'CycloneDX';
  specVersion: string;
  metadata: { component: Component; [key: string]: unknown };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
  [key: string]: unknown;
}

/** An image by its digest, `node:24-bookworm-slim@sha256:…`. */
export function imageComponent(image: string): Component {
  const [, repository = image, tag = 'latest', digest] =
    /^([^@]+?)(?::([^:/@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(image) ?? [];
  const name = repository.split('/').pop()!;
  const query = `?repository_url=${encodeURIComponent(repository)}&tag=${encodeURIComponent(tag)}`;
  return {
    type: 'container',
    'bom-ref': image,
    name: repository,
    version: tag,
    ...(digest && {
      purl: `pkg:oci/${name}@${encodeURIComponent(digest)}${query}`,
      hashes: [{ alg: 'SHA-256', content: digest.slice('sha256:'.length) }],
    }),
  };
}

/**
 * The packages of package-lock.json, and the images that what is built stands on.
 * @param everything those of the build too, from which the client's scripts are made
 */
export async function makeSbom(everything: boolean, baseImages: string[] = []): Promise<Sbom> {
  const text = await call(
    'npm',
    ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'],
    root,
  );
  const sbom = JSON.parse(text) as Sbom;
  // npm takes the folder's name.
  sbom.metadata.component.name = 'wander';
  const packages = everything ? sbom : withoutDevelopment(sbom);
  return { ...packages, components: [...packages.components, ...baseImages.map(imageComponent)] };
}

/** npm's own --omit=dev leaves out what production and development share. */
function withoutDevelopment(sbom: Sbom): Sbom {
  const production = Object.entries(readLockfile('package-lock.json').packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version }]) => `${nameOf(path)}@${version}`);
  const root = sbom.metadata.component['bom-ref'];
  const stays = new Set([root, ...production]);
  return {
    ...sbom,
    components: sbom.components.filter((component) => stays.has(component['bom-ref'])),
    dependencies: sbom.dependencies
      .filter(({ ref }) => stays.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn?.filter((one) => stays.has(one)) ?? [] })),
  };
}
