import { HardDrive, type LucideIcon, TriangleAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Removed } from '../moderation/Removed.js';
import type { SaveStatus } from './save-machine.js';

interface Props {
  status: SaveStatus;
  action: 'Publish' | 'Update';
  gone: boolean;
  restored: boolean;
  removedReason: string | undefined;
  onSignIn(): void;
  onStartAnew(): void;
}

/** What happened, what is safe, what to do: at most one notice over the text. */
export function EditorNotice({ status, action, gone, restored, removedReason, onSignIn, onStartAnew }: Props) {
  const later = action === 'Publish' ? 'Publishing' : 'The update';
  switch (status.kind) {
    case 'offline':
      return (
        <Notice icon={WifiOff}>
          <b>Keep writing.</b>{' '}
          <span>
            {`Everything you type stays in this browser and goes to Wander as soon as the network is back. ${later} waits until then.`}
          </span>
        </Notice>
      );
    case 'unreachable':
      return (
        <Notice icon={WifiOff}>
          <b>Keep writing.</b>{' '}
          <span>
            {`Wander is not answering. Everything you type stays in this browser, and we try again by ourselves. ${later} waits until then.`}
          </span>
        </Notice>
      );
    case 'signedOut':
      return (
        <Notice icon={HardDrive} button={{ name: 'Sign in', onClick: onSignIn }}>
          <b>You were signed out.</b> What you wrote is kept in this browser.
        </Notice>
      );
    case 'refused':
      return (
        <Notice icon={TriangleAlert} button={gone ? { name: 'Save as a new draft', onClick: onStartAnew } : undefined}>
          <b>Not saved yet.</b> <span>{`${status.message} What you wrote is kept in this browser.`}</span>
        </Notice>
      );
    case 'lost':
      return (
        <Notice icon={TriangleAlert}>
          <b>Copy your text to be safe.</b> Neither Wander nor this browser can keep it right now. Do not close this
          page.
        </Notice>
      );
    default:
      if (removedReason !== undefined)
        return (
          <Notice icon={TriangleAlert}>
            <Removed reason={removedReason} />
          </Notice>
        );
      return restored ? (
        <Notice icon={HardDrive}>
          <b>Your text is back.</b> It was kept in this browser and had not reached Wander.
        </Notice>
      ) : null;
  }
}

interface NoticeProps {
  icon: LucideIcon;
  button?: { name: string; onClick(): void };
  children: ReactNode;
}

function Notice({ icon: Icon, button, children }: NoticeProps) {
  return (
    <div className="notice caution write-notice" id="editor-notice">
      <Icon className="icon" aria-hidden="true" />
      <div className="grow">{children}</div>
      {button && (
        <button className="btn quiet sm" type="button" onClick={button.onClick}>
          {button.name}
        </button>
      )}
    </div>
  );
}
