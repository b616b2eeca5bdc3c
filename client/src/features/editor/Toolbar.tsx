import {
  Bold,
  Code,
  Heading2,
  Image,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Minus,
  Redo2,
  Strikethrough,
  TextQuote,
  Undo2,
} from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { isComposing } from '../../lib/keyboard.js';
import type { MarkdownFieldHandle } from './MarkdownField.js';
import * as edits from './markdown/index.js';
import type { AddressKind } from './use-address-tool.js';

interface Tool {
  name: string;
  keys?: string;
  icon: LucideIcon;
  use(field: MarkdownFieldHandle, ask: Ask): void;
}

type Ask = (kind: AddressKind) => void;

const edit = (name: string, icon: LucideIcon, change: edits.MarkdownEdit, keys?: string): Tool => ({
  name,
  keys,
  icon,
  use: (field) => field.apply(change),
});

const groups: Tool[][] = [
  [
    edit('Bold', Bold, edits.bold, 'Ctrl B'),
    edit('Italic', Italic, edits.italic, 'Ctrl I'),
    edit('Strikethrough', Strikethrough, edits.strikethrough),
    edit('Heading', Heading2, edits.heading, 'Ctrl Alt 2'),
    edit('Quote', TextQuote, edits.quote),
  ],
  [
    edit('List', List, edits.bulletList),
    edit('Numbered list', ListOrdered, edits.numberedList),
    edit('Break', Minus, edits.rule),
  ],
  [
    { name: 'Link', keys: 'Ctrl K', icon: Link, use: (_, ask) => ask('link') },
    { name: 'Picture by address', icon: Image, use: (_, ask) => ask('picture') },
    edit('Code', Code, edits.code),
  ],
  [
    { name: 'Undo', keys: 'Ctrl Z', icon: Undo2, use: (field) => field.undo() },
    { name: 'Redo', icon: Redo2, use: (field) => field.redo() },
  ],
];
const tools = groups.flat();

interface Props {
  controls: string;
  field(): MarkdownFieldHandle | null;
  /** An address is wanted, for a link or a picture. */
  onAsk: Ask;
  /** What asks for it, below the tools. */
  children?: ReactNode;
}

/** One tab stop; the arrow keys, Home and End move within. */
export function Toolbar({ controls, field, onAsk, children }: Props) {
  const [current, setCurrent] = useState(0);
  const bar = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = tools.length - 1;
    const moves: Record<string, number> = {
      ArrowRight: current === last ? 0 : current + 1,
      ArrowLeft: current === 0 ? last : current - 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  };

  return (
    <div className="tooldock">
      <div
        ref={bar}
        className="toolbar"
        role="toolbar"
        aria-label="Formatting"
        aria-controls={controls}
        onKeyDown={onKeyDown}
      >
        {groups.map((group, index) => (
          <span key={group[0]?.name} className="tools">
            {index > 0 && <span className="sep" aria-hidden="true" />}
            {group.map((tool) => {
              const number = tools.indexOf(tool);
              const Icon = tool.icon;
              return (
                <button
                  key={tool.name}
                  className="ibtn"
                  type="button"
                  tabIndex={number === current ? 0 : -1}
                  aria-label={tool.keys ? `${tool.name}, ${tool.keys}` : tool.name}
                  title={tool.keys ? `${tool.name} (${tool.keys})` : tool.name}
                  onFocus={() => setCurrent(number)}
                  onClick={() => {
                    const target = field();
                    if (target) tool.use(target, onAsk);
                  }}
                >
                  <Icon className="icon" aria-hidden="true" />
                </button>
              );
            })}
          </span>
        ))}
      </div>
      {children}
    </div>
  );
}
