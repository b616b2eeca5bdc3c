import { Mendable } from '../../scripts/lib/command.js';
import type { Installation } from './installation.js';
import { eventually } from './programs.js';

/** One that hangs is asked for no longer than that. */
const cli = '. /scripts/common.sh; timeout 3 redis-cli -h 127.0.0.1';

/** The pod that the Sentinels call the primary, once most of them agree and it knows of it. */
export function primary(wander: Installation): Promise<string> {
  return eventually(120, 'the Sentinels agree on a primary', async () => {
    const pods = await wander.pods('node');
    const ask = `${cli} -p 26379 sentinel get-master-addr-by-name wander | head -n 1`;
    const named = await Promise.all(
      pods.map((pod) =>
        wander.shell(pod, 'sentinel', ask).then(
          (host) => host.trim().split('.')[0]!,
          () => '',
        ),
      ),
    );
    const found = pods.find((pod) => named.filter((one) => one === pod).length > pods.length / 2);
    return found !== undefined && (await role(wander, found)) === 'master' && found;
  });
}

/** Waits until one Redis is the primary and all others follow it. @returns the primary's pod */
export async function settled(wander: Installation): Promise<string> {
  return eventually(180, 'one primary, and all others follow it', async () => {
    const pods = await wander.pods('node');
    const roles = await Promise.all(pods.map((pod) => role(wander, pod)));
    const primaries = pods.filter((_, i) => roles[i] === 'master');
    if (pods.length < 3 || primaries.length !== 1)
      throw new Error(pods.map((pod, i) => `${pod} ${roles[i]}`).join(', '));
    const info = await wander.shell(primaries[0]!, 'redis', `${cli} info replication`);
    const following = info.match(/state=online/g)?.length ?? 0;
    if (following !== pods.length - 1) throw new Error(`${following} replicas are online`);
    return primaries[0];
  });
}

const role = async (wander: Installation, pod: string): Promise<string> =>
  (await wander.shell(pod, 'redis', `${cli} role | head -n 1`)).trim();

/** Lets a Redis answer nobody for so long: it hangs, as far as others see. */
export async function pause(wander: Installation, pod: string, seconds: number): Promise<void> {
  const said = await wander.shell(pod, 'redis', `${cli} client pause ${seconds * 1_000} all`);
  if (said.trim() !== 'OK') throw new Mendable(`${pod}: ${said}`);
}
