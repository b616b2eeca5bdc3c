import { existsSync } from 'node:fs';
import { Mendable } from '../../scripts/lib/command.js';

export interface Settings {
  /** A file of values that come after those that are tried: what this cluster wants. */
  values: string | undefined;
  /** The command behind which the names of images are put, so that the nodes have them; empty when they see what Docker builds. */
  imageLoader: string[];
  /** Where NodePorts are reached; otherwise the first node's own address. */
  nodeAddress: string | undefined;
  /** The one NodePort that is reached there; otherwise the cluster chooses. */
  nodePort: number | undefined;
}

/** @throws Mendable that names the setting that is missing or wrong */
export function readSettings({
  KUBECONFIG,
  IMAGE_LOADER,
  NODE_ADDRESS,
  NODE_PORT,
  VALUES,
}: NodeJS.ProcessEnv): Settings {
  if (!KUBECONFIG)
    throw new Mendable(
      'Say on which cluster: KUBECONFIG=… make test-cluster. It makes namespaces of its own there and removes them.',
    );
  if (NODE_PORT && !/^\d{5}$/.test(NODE_PORT)) throw new Mendable('NODE_PORT is one of 30000 to 32767.');
  if (VALUES && !existsSync(VALUES)) throw new Mendable(`VALUES names ${VALUES}, which is not there.`);
  return {
    values: VALUES || undefined,
    imageLoader: (IMAGE_LOADER ?? '').split(' ').filter(Boolean),
    nodeAddress: NODE_ADDRESS || undefined,
    nodePort: NODE_PORT ? Number(NODE_PORT) : undefined,
  };
}
