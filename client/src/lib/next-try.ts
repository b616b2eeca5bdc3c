const firstMs = 4_000;
const lastMs = 60_000;

/**
 * Resolves when something without an answer is to be tried again: less and less often, but at once when the network comes
 * back or the signal says so. `attempt` counts from 0.
 */
export function nextTry(attempt: number, sooner?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      sooner?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(firstMs * 2 ** attempt, lastMs));
    addEventListener('online', end);
    sooner?.addEventListener('abort', end);
    if (sooner?.aborted) end();
  });
}
