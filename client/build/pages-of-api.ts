import type { Plugin } from 'vite';
import { decodedPath, PAGES_OF_API } from './page-paths.js';

const TIMEOUT_MS = 2_000;
/** A script of Vite's own, and no person: a username has no hyphen. */
const REACT_REFRESH = '/@react-refresh';
/** Vite's own client asks for its pings at these paths, too. */
const takesHtml = /text\/html|\*\/\*/;

/** In development too, guests' pages are HTML that the API makes; where it has none, the page is made by its scripts. */
export const pagesOfApi = (api: string): Plugin => ({
  name: 'wander:pages-of-api',
  apply: 'serve',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const url = request.url ?? '/';
      const isPage =
        /^(GET|HEAD)$/.test(request.method ?? '') && PAGES_OF_API.test(decodedPath(url)) && url !== REACT_REFRESH;
      if (!isPage || !takesHtml.test(request.headers.accept ?? '*/*')) return next();
      const send = async (): Promise<void> => {
        const answer = await fetch(`${api}/pages${url}`, {
          redirect: 'manual',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        const location = answer.headers.get('location');
        if (answer.status === 308 && location !== null)
          return void response.writeHead(308, { Location: location }).end();
        if (answer.status !== 200 && answer.status !== 404) return next();
        const page = await server.transformIndexHtml(url, await answer.text());
        response.writeHead(answer.status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : page);
      };
      send().catch(() => next());
    });
  },
});
