import type { Plugin } from 'vite';

interface GeneratedFiles {
  name: string;
  /** The paths of all of them, without a slash before. */
  paths(): string[];
  /** What stands at a path; undefined where nothing does. */
  read(path: string): string | undefined;
}

/** Files that the build makes from packages: written beside the scripts, and answered by the server of `make dev`. */
export function generatedFiles({ name, paths, read }: GeneratedFiles): Plugin {
  return {
    name: `wander:${name}`,
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = (request.url ?? '').replace(/^\/|[?#].*$/g, '');
        const text = /^(stamps|atlas)\//.test(path) ? read(path) : undefined;
        if (text === undefined) return next();
        response.setHeader('Content-Type', path.endsWith('.svg') ? 'image/svg+xml' : 'application/json');
        response.end(text);
      });
    },
    generateBundle() {
      for (const fileName of paths()) {
        const source = read(fileName);
        if (source !== undefined) this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}
