import { Image, Link } from 'lucide-react';
import { counted } from '../../lib/text.js';
import { Dialog } from '../../ui/Dialog.js';
import type { LostAddress } from './markdown/lost-addresses.js';

interface Props {
  action: 'Publish' | 'Update';
  lost: readonly LostAddress[];
  onShow(lost: LostAddress): void;
  onConfirm(): void;
  onClose(): void;
}

/** What to know before readers see the story. */
export function PublishDialog({ action, lost, onShow, onConfirm, onClose }: Props) {
  return (
    <Dialog title={`${action} this story?`} className="publish" onClose={onClose}>
      <p className="muted">
        {`Readers won’t get ${named(lost)}. ${lost.length === 1 ? 'Its words stay' : 'Their words stay'} as text.`}
      </p>
      <ul className="checks">
        {lost.map((one, index) => {
          const Icon = one.kind === 'link' ? Link : Image;
          return (
            <li key={index}>
              <Icon className="icon" aria-hidden="true" />
              <span className="grow">
                <code>{one.raw}</code>
                <small>{one.reason}</small>
              </span>
              {one.at !== undefined && (
                <button
                  className="btn quiet sm"
                  type="button"
                  aria-label={`Show ${one.raw}`}
                  onClick={() => onShow(one)}
                >
                  Show
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <p className="row dialog-acts">
        <button className="btn bare" type="button" onClick={onClose}>
          Keep writing
        </button>
        <button className="btn" type="button" onClick={onConfirm}>
          {action}
        </button>
      </p>
    </Dialog>
  );
}

function named(lost: readonly LostAddress[]): string {
  const links = lost.filter(({ kind }) => kind === 'link').length;
  const pictures = lost.length - links;
  return [links && counted(links, 'link'), pictures && counted(pictures, 'picture')].filter(Boolean).join(' and ');
}
