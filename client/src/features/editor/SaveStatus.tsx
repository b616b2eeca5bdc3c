import { Check, HardDrive, PencilLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { counted } from '../../lib/text.js';
import type { SaveStatus as Status } from './save-machine.js';

function ago(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${counted(Math.floor(hours / 24), 'day')} ago`;
}

export const participle = { publish: 'published', unpublish: 'unpublished', delete: 'deleted' };

/** What is said of the text on the screen, in the words of the design. */
export function statusText(status: Status, now = Date.now()): string {
  switch (status.kind) {
    case 'new':
    case 'typing':
    case 'refused':
      return 'Not saved yet';
    case 'saving':
      return 'Saving';
    case 'saved':
      return `Saved ${ago(status.at, now)}`;
    case 'offline':
      return 'Saved in this browser: you are offline';
    case 'unreachable':
      return 'Saved in this browser: Wander isn’t responding';
    case 'signedOut':
      return 'Saved in this browser: you were signed out';
    case 'otherViewer':
      return `Saved in this browser: ${status.name} is signed in`;
    case 'unanswered':
      return `Wander isn’t responding: we don’t know yet whether it was ${participle[status.action]}`;
    case 'awaitsUpdate':
      return 'Saved in this browser until you press Update';
    case 'conflict':
      return 'Both versions are kept';
    case 'lost':
      return 'Not saved: this browser can’t save it';
  }
}

const kept = new Set<Status['kind']>([
  ...(['offline', 'unreachable', 'signedOut', 'otherViewer', 'unanswered', 'awaitsUpdate', 'conflict'] as const),
]);

export function SaveStatus({ status }: { status: Status }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const Icon = status.kind === 'saved' ? Check : kept.has(status.kind) ? HardDrive : PencilLine;
  return (
    <p className={kept.has(status.kind) ? 'state kept' : 'state'} role="status">
      <Icon className="icon" aria-hidden="true" />
      {/* The server's clock may be ahead of this one. */}
      <span>{statusText(status, Math.max(now, status.kind === 'saved' ? Date.parse(status.at) : 0))}</span>
    </p>
  );
}
