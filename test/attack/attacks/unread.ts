import type { Attack } from '../attack.js';
import type { Target } from '../target.js';

/** Forty sockets that ask many times for what is large, and read nothing of it. */
async function readNothing(target: Target, paths: string[], headers = ''): Promise<void> {
  await target.repeat(
    10,
    async (n) => {
      const socket = await target.connect(n % 4);
      const path = paths[n % paths.length]!;
      socket?.pause().write(`GET ${path} HTTP/1.1\r\nHost: wander\r\n${headers}\r\n`.repeat(200));
    },
    40,
  );
  await target.pause(target.seconds * 1_000);
}

export const unread: Attack[] = [
  {
    name: 'unread-feeds',
    tries: 'asks for feeds, sitemaps and heads of pages over forty sockets and reads nothing',
    as: 'guest',
    run: (target) =>
      readNothing(target, [
        '/feed.xml',
        '/@long_writer/feed.xml',
        '/sitemap.xml',
        '/sitemap.xml?from=pages',
        '/head/stories/long-1',
      ]),
  },
  {
    name: 'unread-graphiql',
    tries: 'asks for GraphiQL and its files over forty sockets and reads nothing',
    as: 'guest',
    async run(target) {
      const { text } = await target.send({ path: '/graphql', headers: { Accept: 'text/html' } });
      const files = [...text.matchAll(/"(\/graphql\/assets\/[^"]+)"/g)].map(([, path]) => path!);
      await readNothing(target, ['/graphql', ...files], 'Accept: text/html\r\n');
    },
  },
  {
    name: 'leaving-graphiql',
    tries: 'asks ten times on each socket for GraphiQL’s largest files and leaves at once, again and again',
    as: 'guest',
    async run(target) {
      const { text } = await target.send({ path: '/graphql', headers: { Accept: 'text/html' } });
      const files = [...text.matchAll(/"(\/graphql\/assets\/[^"]+)"/g)].map(([, path]) => path!);
      await target.repeat(8, async (n) => {
        const socket = await target.connect(n % 4);
        if (!socket) return target.pause(20);
        socket.pause().write(`GET ${files[n % files.length]!} HTTP/1.1\r\nHost: wander\r\n\r\n`.repeat(10));
        await target.pause(8);
        socket.resetAndDestroy();
      });
    },
  },
  {
    name: 'feeds',
    tries: 'asks for feeds, sitemaps and robots.txt as fast as they are answered',
    as: 'guest',
    run: (target) => {
      const paths = [
        '/feed.xml',
        '/@long_writer/feed.xml',
        '/sitemap.xml',
        '/robots.txt',
        '/@long_writer/feed.xml?after=x',
      ];
      return target.repeat(8, (n) =>
        target.send({ path: paths[n % paths.length]!, headers: target.guest(n % 4).headers }),
      );
    },
  },
  {
    name: 'pages',
    tries: 'asks for pages as HTML at addresses that nobody has asked for, as fast as they are answered',
    as: 'guest',
    run: (target) => {
      const paths = ['/', '/stories/long-1', '/@long_writer', '/map', '/search', '/nothing'];
      return target.repeat(8, (n) =>
        target.send({
          path: `/pages${paths[n % paths.length]}?n=${n}&q=${n}`,
          headers: { ...target.guest(n % 4).headers, 'Accept-Encoding': 'br' },
        }),
      );
    },
  },
];
