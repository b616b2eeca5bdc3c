import { Check, HardDrive, PencilLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { counted } from '../../lib/text.js';
import type { SaveStatus as Status } from './save-machine.js';

function ago(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${counted(Math.floor(hours / 24), 'day')} ago`;
}

export const participle = { publish: 'published', unpublish: 'unpublished', delete: 'deleted' };

/** What is said of the text on the screen, in the words of the design. */
function statusText(status: Status, savedAt: number, now: number): string {
  switch (status.kind) {
    case 'new':
    case 'typing':
    case 'refused':
      return 'Not saved yet';
    case 'saving':
      return 'Saving';
    case 'saved':
      return `Saved ${ago(savedAt, now)}`;
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

/** When the text was saved, by this clock: that of Wander may be days away from it. */
function useSavedAt(status: Status, now: number): number {
  const at = status.kind === 'saved' ? Date.parse(status.at) : 0;
  const [last, setLast] = useState({ kind: status.kind, saved: at, at });
  if (last.kind === status.kind && last.saved === at) return last.at;
  const isNow = status.kind === 'saved' && last.kind === 'saving';
  const next = { kind: status.kind, saved: at, at: isNow ? now : at };
  setLast(next);
  return next.at;
}

export function SaveStatus({ status }: { status: Status }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const savedAt = useSavedAt(status, now);
  const Icon = status.kind === 'saved' ? Check : kept.has(status.kind) ? HardDrive : PencilLine;
  return (
    <p className={kept.has(status.kind) ? 'state kept' : 'state'} role="status">
      <Icon className="icon" aria-hidden="true" />
      <span>{statusText(status, savedAt, Math.max(now, savedAt))}</span>
    </p>
  );
}
