import type { Plugin } from 'vite';

const scripts = /\s*<script type="module"[^>]*\bsrc="([^"]+)"[^>]*><\/script>/g;
const preloads = /\s*<link rel="modulepreload"[^>]*>/g;
const styles = /<link rel="stylesheet"[^>]*\bhref="\/([^"]+)"[^>]*>/g;

/**
 * Makes the built page one that is read before anything else is loaded: its styles stand in it, and its scripts are named for
 * the script of its head, which starts them. `chunks`: the names of what is loaded with the entry.
 */
export function deferredStart(chunks: readonly string[]): Plugin {
  return {
    name: 'wander:deferred-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const files = Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' && chunks.includes(file.name) ? [`/${file.fileName}`] : [],
        );
        return html
          .replace(preloads, '')
          .replace(
            scripts,
            (_, entry: string) => `\n    <meta name="scripts" content="${[entry, ...files].join(' ')}">`,
          )
          .replace(styles, (_, name: string) => {
            const file = bundle[name];
            if (file?.type !== 'asset') throw new Error(`The page links ${name}, which is no style sheet of the build`);
            return `<style>${Buffer.from(file.source).toString().trim()}</style>`;
          });
      },
    },
  };
}
