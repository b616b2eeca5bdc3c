// Runs in the page before anything else of it, and notes what the browser measures. As a script, not as a module: without imports.
/* global window */
(() => {
  const seen = { lcp: 0, shifts: [], longTasks: [], interactions: [] };
  window.measured = seen;
  const watch = (type, take, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', ({ startTime }) => (seen.lcp = startTime));
  watch('layout-shift', ({ startTime, value, hadRecentInput }) => {
    if (!hadRecentInput) seen.shifts.push({ at: startTime, value });
  });
  watch('longtask', ({ startTime, duration }) => seen.longTasks.push({ at: startTime, ms: duration }));
  watch(
    'event',
    ({ interactionId, duration }) => {
      if (interactionId) seen.interactions.push(duration);
    },
    { durationThreshold: 16 },
  );
})();
