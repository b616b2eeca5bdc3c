import type { MarkdownIt, Token } from 'markdown-it';
import { escaped } from './entities.js';
import { attribute } from './rules.js';

/** What is written otherwise than markdown-it does: HTML that needs none of Wander's styles or scripts. */
export function portableHtml(md: MarkdownIt): void {
  const { rules } = md.renderer;
  rules.s_open = () => '<del>';
  rules.s_close = () => '</del>';
  // Code runs from left to right, whatever the text around it does.
  rules.code_inline = (tokens, i) => `<code dir="ltr">${escaped(tokens[i]!.content)}</code>`;
  rules.code_block = rules.fence = (tokens, i) => codeBlock(tokens[i]!, md.utils.unescapeAll(tokens[i]!.info));
  rules.th_open = (tokens, i) => `<th${alignment(tokens[i]!)}>`;
  rules.td_open = (tokens, i) => `<td${alignment(tokens[i]!)}>`;
}

function codeBlock({ content }: Token, info: string): string {
  const language = /^[\w+#.-]{1,30}(?=\s|$)/.exec(info.trim())?.[0];
  const attributes = language ? ` class="language-${escaped(language)}"` : '';
  return `<pre dir="ltr"><code${attributes}>${escaped(content)}</code></pre>\n`;
}

function alignment(cell: Token): string {
  const align = /^text-align:(left|center|right)$/.exec(attribute(cell, 'style') ?? '')?.[1];
  return align ? ` align="${align}"` : '';
}
