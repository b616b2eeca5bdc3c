/** Says what begins, does it, says how long it took. */
export async function step<T>(title: string, work: () => Promise<T>, detail?: (result: T) => string): Promise<T> {
  const began = Date.now();
  const result = await work();
  const words = detail?.(result);
  console.log(`  ✓ ${title}${words ? `: ${words}` : ''} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}
