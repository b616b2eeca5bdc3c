import { type ReactNode, type RefObject, useState } from 'react';
import { AddressPopover } from './AddressPopover.js';
import type { MarkdownFieldHandle } from './MarkdownField.js';
import { type AddressAt, link, linkAt, type MarkdownEdit, picture, pictureAt, unlink } from './markdown/index.js';

export type AddressKind = 'link' | 'picture';

/** The tools for links and pictures: `ask` opens the popover for what is selected, where there can be one. */
export function useAddressTool(field: RefObject<MarkdownFieldHandle | null>): {
  ask(kind: AddressKind): void;
  popover: ReactNode;
} {
  const [asked, setAsked] = useState<{ kind: AddressKind; at: AddressAt }>();

  const ask = (kind: AddressKind) => {
    const selected = field.current?.selection();
    const find = kind === 'link' ? linkAt : pictureAt;
    const at = selected && find(selected.text, selected.from, selected.to);
    if (at) setAsked({ kind, at });
  };
  const close = (edit?: MarkdownEdit) => {
    setAsked(undefined);
    if (edit) field.current?.apply(edit);
    else field.current?.focus();
  };

  const popover = asked && (
    <AddressPopover
      key={asked.kind}
      kind={asked.kind}
      at={asked.at}
      onInsert={(address, words) => close(asked.kind === 'link' ? link(address, words) : picture(address, words ?? ''))}
      onRemove={() => close(unlink(asked.kind === 'link' ? 'Link' : 'Image'))}
      onClose={(returnsFocus) => (returnsFocus ? close() : setAsked(undefined))}
    />
  );
  return { ask, popover };
}
