import { basename } from 'node:path';
import type { Plugin } from 'vite';

/** Names the fonts of the first paint in the page, so that they load beside the styles and not after them. */
export function preloadFonts(names: readonly string[]): Plugin {
  return {
    name: 'wander:preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => names.some((name) => basename(file).startsWith(`${name}-`) && file.endsWith('.woff2')))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: true },
            injectTo: 'head' as const,
          })),
    },
  };
}
