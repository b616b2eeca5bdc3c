import type { Attack } from '../attack.js';

const REPORT = { route: 'story', lcp: 1.2, inp: 0.1, cls: 0.02 };

/** What is no report, or one of pages and numbers that there are not. */
const OTHERS = [
  (n: number) => JSON.stringify({ ...REPORT, route: `page-${n}` }),
  (n: number) => JSON.stringify({ ...REPORT, [`vital-${n}`]: n }),
  () => '{"route":"home","__proto__":{"lcp":3},"constructor":1}',
  () => '{"route":"home","lcp":1e999}',
  () => '['.repeat(900),
  () => 'x'.repeat(100_000),
];

/** Of many networks: each may report so often. */
const reporter = (n: number) => ({
  'X-Forwarded-For': `2001:db8:${(n >> 16).toString(16)}:${(n & 65_535).toString(16)}::1`,
});

export const vitals: Attack[] = [
  {
    name: 'reports',
    tries:
      'reports what browsers measure of a page, in a loop: from another network each time, of other pages and numbers',
    as: 'guest',
    run: (target) =>
      target.repeat(40, (n) =>
        target.send({
          path: '/vitals',
          headers: n % 4 ? reporter(n) : target.guest(n % 8).headers,
          body: n % 2 ? JSON.stringify(REPORT) : OTHERS[(n / 2) % OTHERS.length]!(n),
        }),
      ),
  },
  {
    name: 'reports-that-do-not-end',
    tries: 'begins reports on fifteen hundred sockets, of thirty addresses, and says no more',
    as: 'guest',
    seconds: 12,
    async run(target) {
      await target.repeat(
        50,
        async (n) => {
          const socket = await target.connect(n % 30);
          socket
            ?.resume()
            .write(
              'POST /vitals HTTP/1.1\r\nHost: wander\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
            );
        },
        1_500,
      );
      await target.pause(target.seconds * 1_000);
    },
  },
];
