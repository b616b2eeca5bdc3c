import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, Kind } from 'graphql';
import type { Plugin } from 'vite';
import { compact } from './compact-document.js';

const generated = 'src/graphql/generated/graphql.ts';
const document = /^export const \w+ = (\{.*\}) as unknown as DocumentNode/gm;
const tag = /\bgraphql\(\s*`\s*(?:query|mutation|subscription|fragment)\s+(\w+)[^`]*`,?\s*\)/g;

/**
 * Puts each typed document where it is used, in place of the call that would look it up: no GraphQL text and no parser
 * reaches the browser, and a route carries its own documents alone, in a compact form. A fragment lies in the operations that spread it;
 * by itself it is a type, and nothing of it is left. The development server looks documents up at run time.
 */
export function graphqlDocuments(): Plugin {
  let documents: Map<string, string>;
  let expander: string;
  return {
    name: 'wander:graphql-documents',
    apply: 'build',
    enforce: 'pre',
    configResolved({ root }) {
      expander = join(root, 'src/graphql/compact-document.ts');
      const source = readFileSync(join(root, generated), 'utf8');
      documents = new Map(
        [...source.matchAll(document)].map(([, json = '']) => {
          const document = JSON.parse(json) as DocumentNode;
          const [first] = document.definitions;
          if (first?.kind === Kind.FRAGMENT_DEFINITION) return [first.name.value, 'undefined'];
          const name = first?.kind === Kind.OPERATION_DEFINITION ? first.name?.value : undefined;
          return [name ?? '', `/*@__PURE__*/ expandDocument(${JSON.stringify(compact(document))})`];
        }),
      );
    },
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || id.includes('/generated/') || !code.includes('graphql(')) return null;
      const replaced = code.replace(tag, (_, name: string) => {
        const document = documents.get(name);
        if (!document) this.error(`${id}: ${name} is not generated yet. Run: make codegen`);
        return document;
      });
      return `import { expand as expandDocument } from ${JSON.stringify(expander)};\n${replaced}`;
    },
  };
}
