/**
 * Does the work while no other tab does work of that name. Plain http on another host than this machine has no Web Locks,
 * and some browsers refuse or never grant them: the work is then done at the latest after `patienceMs`.
 */
export function withLock<Result>(name: string, patienceMs: number, work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    let begun: Promise<void> | undefined;
    const begin = () => (begun ??= work().then(resolve, reject));
    const timer = setTimeout(() => void begin(), patienceMs);
    const granted = () => {
      clearTimeout(timer);
      return begin();
    };
    try {
      navigator.locks.request(name, granted).catch(granted);
    } catch {
      void granted();
    }
  });
}
