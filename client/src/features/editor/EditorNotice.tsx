import { HardDrive, type LucideIcon, Merge, TriangleAlert, WifiOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Removed } from '../moderation/Removed.js';
import type { SaveStatus } from './save-machine.js';
import { participle } from './SaveStatus.js';

interface Props {
  status: SaveStatus;
  action: 'Publish' | 'Update';
  gone: boolean;
  /** Changes from elsewhere have come into the text. */
  merged: boolean;
  /** The name of the person whose text it is. */
  writer: string;
  onSignIn(): void;
  onStartAnew(): void;
  onUndoMerge(): void;
  onAcceptMerge(): void;
}

/**
 * What happened, what is safe, what to do: at most one notice. It comes while somebody writes, so it stands below the
 * text, where nothing moves for it.
 */
export function EditorNotice({
  status,
  action,
  gone,
  merged,
  writer,
  onSignIn,
  onStartAnew,
  onUndoMerge,
  onAcceptMerge,
}: Props) {
  const later = action === 'Publish' ? 'Publishing' : 'The update';
  switch (status.kind) {
    case 'offline':
      return (
        <Notice icon={WifiOff}>
          <b>Keep writing.</b>{' '}
          <span>
            {`You’re offline. Everything you type is saved in this browser and goes to Wander when the network is back. ${later} waits until then.`}
          </span>
        </Notice>
      );
    case 'unreachable':
      return (
        <Notice icon={WifiOff}>
          <b>Keep writing.</b>{' '}
          <span>
            {`Wander isn’t responding. Everything you type is saved in this browser, and we keep trying. ${later} waits until then.`}
          </span>
        </Notice>
      );
    case 'signedOut':
      return (
        <Notice icon={HardDrive} buttons={[{ name: 'Sign in', onClick: onSignIn }]}>
          <b>You were signed out.</b> What you wrote is saved in this browser.
        </Notice>
      );
    case 'otherViewer':
      return (
        <Notice icon={HardDrive}>
          <b>{`${status.name} is signed in now.`}</b>{' '}
          <span>
            {`This text belongs to ${writer}. It’s saved in this browser, and goes to Wander when ${writer} signs in again.`}
          </span>
        </Notice>
      );
    case 'unanswered':
      return (
        <Notice icon={WifiOff}>
          <b>Wander isn’t responding.</b>{' '}
          <span>
            {`We don’t know yet whether your story was ${participle[status.action]}. We keep asking, and everything you type is saved in this browser.`}
          </span>
        </Notice>
      );
    case 'refused':
      return (
        <Notice icon={TriangleAlert} buttons={gone ? [{ name: 'Save as a new draft', onClick: onStartAnew }] : []}>
          <b>Not saved yet.</b> <span>{`${status.message} What you wrote is saved in this browser.`}</span>
        </Notice>
      );
    case 'lost':
      return (
        <Notice icon={TriangleAlert}>
          <b>Copy your text to be safe.</b> Neither Wander nor this browser can save it right now. Don’t close this
          page.
        </Notice>
      );
    default:
      return merged ? (
        <Notice
          icon={Merge}
          buttons={[
            { name: 'Undo merge', onClick: onUndoMerge },
            { name: 'OK', onClick: onAcceptMerge },
          ]}
        >
          <b>Changes from another window were added.</b> They are in other paragraphs than yours.
        </Notice>
      ) : null;
  }
}

interface OpeningProps {
  restored: boolean;
  isSaved: boolean;
  removedReason: string | undefined;
}

/** What is known when the editor opens; it stays, so that the text stays where it is. */
export function OpeningNotice({ restored, isSaved, removedReason }: OpeningProps) {
  const [wasSaved, setWasSaved] = useState(isSaved);
  if (isSaved && !wasSaved) setWasSaved(true);
  if (removedReason !== undefined) {
    return (
      <div className="opening-notice">
        <Notice icon={TriangleAlert}>
          <Removed reason={removedReason} />
        </Notice>
      </div>
    );
  }
  if (!restored) return null;
  return (
    <div className="opening-notice">
      <Notice icon={HardDrive}>
        <b>Your text is back.</b>{' '}
        <span>
          {wasSaved
            ? 'It was saved in this browser, and now it’s saved in Wander, too.'
            : 'It’s saved in this browser and hasn’t reached Wander yet.'}
        </span>
      </Notice>
    </div>
  );
}

interface NoticeProps {
  icon: LucideIcon;
  buttons?: readonly { name: string; onClick(): void }[];
  children: ReactNode;
}

function Notice({ icon: Icon, buttons = [], children }: NoticeProps) {
  return (
    <div className="notice caution">
      <Icon className="icon" aria-hidden="true" />
      <div className="grow">{children}</div>
      {buttons.map(({ name, onClick }) => (
        <button className="btn quiet sm" type="button" key={name} onClick={onClick}>
          {name}
        </button>
      ))}
    </div>
  );
}
