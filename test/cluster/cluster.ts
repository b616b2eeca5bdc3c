import { join } from 'node:path';
import { Mendable } from '../../scripts/lib/command.js';
import { call, type CallOptions } from './programs.js';
import type { Settings } from './settings.js';

/** The cluster that KUBECONFIG names, by its two clients. */
export class Cluster {
  constructor(
    readonly settings: Settings,
    private readonly tools: string,
  ) {}

  readonly kubectl = (args: string[], options?: CallOptions): Promise<string> =>
    call(join(this.tools, 'kubectl'), args, options);

  readonly helm = (args: string[], options?: CallOptions): Promise<string> =>
    call(join(this.tools, 'helm'), args, options);

  get kubectlProgram(): string {
    return join(this.tools, 'kubectl');
  }

  async get<T>(args: string[]): Promise<T> {
    return JSON.parse(await this.kubectl(['get', ...args, '--output', 'json'])) as T;
  }

  /** @returns its version and its nodes @throws Mendable when it does not answer */
  async describe(): Promise<string> {
    const { serverVersion } = JSON.parse(await this.kubectl(['version', '--output', 'json'], { seconds: 30 })) as {
      serverVersion?: { gitVersion: string };
    };
    if (!serverVersion) throw new Mendable('The cluster that KUBECONFIG names does not answer.');
    const { items } = await this.get<{ items: unknown[] }>(['nodes']);
    return `Kubernetes ${serverVersion.gitVersion}, ${items.length} node${items.length === 1 ? '' : 's'}`;
  }

  /** Where NodePorts are reached. */
  async nodeAddress(): Promise<string> {
    if (this.settings.nodeAddress) return this.settings.nodeAddress;
    const { items } = await this.get<{ items: { status: { addresses: { type: string; address: string }[] } }[] }>([
      'nodes',
    ]);
    const found = items[0]?.status.addresses.find(({ type }) => type === 'InternalIP')?.address;
    if (found === undefined)
      throw new Mendable('The nodes say no address: NODE_ADDRESS names where NodePorts are reached.');
    return found.includes(':') ? `[${found}]` : found;
  }
}
