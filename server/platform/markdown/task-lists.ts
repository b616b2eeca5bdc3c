import type { MarkdownIt, StateCore } from 'markdown-it';

const BOX = /^\[([ xX])\](?=\s)/;

/** `- [x] bread` has a box in place of the list's own mark: a character, which every client shows. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'task_lists', ({ tokens, Token }: StateCore) => {
    tokens.forEach((item, i) => {
      if (item.type !== 'list_item_open' || tokens[i + 1]?.type !== 'paragraph_open') return;
      const children = tokens[i + 2]?.children;
      const text = children?.[0];
      const mark = text?.type === 'text' ? BOX.exec(text.content)?.[1] : undefined;
      if (mark === undefined) return;
      item.attrJoin('class', 'task-list-item');
      text!.content = text!.content.slice('[x]'.length);
      const box = new Token('task_box', '', 0);
      box.content = mark === ' ' ? '☐' : '☑';
      children!.unshift(box);
    });
  });
  md.renderer.rules.task_box = (tokens, i) => tokens[i]!.content;
}
