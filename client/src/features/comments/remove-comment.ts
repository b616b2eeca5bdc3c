import type { ApolloClient } from '@apollo/client';
import { flushSync } from 'react-dom';
import { onBehalfOf } from '../../graphql/request-context.js';
import { readError } from '../../lib/api-error.js';
import { nextTry } from '../../lib/next-try.js';
import { focusLater, type FocusOn } from '../../lib/typing.js';
import { isUnanswered } from '../../lib/unanswered.js';
import { discardReason, REMOVED_BY_MISTAKE } from '../moderation/RemovalQuestion.js';
import type { Wisher } from '../wishes/last-wish.js';
import { untilAnswered } from '../wishes/until-answered.js';
import { type CommentIds, readComment } from './read-comment.js';
import { DeleteComment, RestoreComment } from './write-documents.js';

interface Removal extends CommentIds {
  /** Why a moderator removes it; its author deletes it without. */
  reason: string | undefined;
  focus: FocusOn;
  place(): HTMLElement | null;
  /** Closes the question. */
  close(): void;
}

/** What is left of a comment; until that is known it stands there as deleted. */
async function readLeft(client: ApolloClient, ids: CommentIds, reason: string | null) {
  for (let tries = 0; ; tries++) {
    try {
      return await readComment(client, ids);
    } catch (error) {
      client.cache.modify<{ author: unknown; deletedAt: string | null; removedReason: string | null }>({
        id: client.cache.identify({ __typename: 'Comment', id: ids.id }),
        fields: { author: () => null, deletedAt: () => new Date().toISOString(), removedReason: () => reason },
      });
      if (!isUnanswered(error)) return undefined;
      await nextTry(tries);
    }
  }
}

/** Deletes a comment, or removes it as a moderator, who can undo that. Never rejects. */
export async function removeComment(wisher: Wisher, removal: Removal): Promise<void> {
  const { client, toasts, person } = wisher;
  const { id, threadId, focus, place, close } = removal;
  const reason = removal.reason ?? null;
  const variables = { input: { id, reason } };
  try {
    const isDone = await untilAnswered(wisher, {
      send: () =>
        client.mutate({ mutation: DeleteComment, variables, context: onBehalfOf(person) }).catch((error: unknown) => {
          // What is gone already is deleted: an answer may have been lost.
          if (readError(error).code !== 'NOT_FOUND') throw error;
        }),
      id,
      what: reason === null ? 'delete the comment' : 'remove the comment',
      onUnanswered: close,
    });
    if (!isDone) return;
  } catch (error) {
    close();
    const onClick = () => void removeComment(wisher, { ...removal, focus: focusLater() });
    toasts.show({ text: readError(error).message, action: { name: 'Try again', onClick } });
    return;
  }
  if (reason !== null && person !== undefined) discardReason(person, id);
  // The question gives the focus back before it goes on to another comment.
  flushSync(close);
  if (reason === null) toasts.show('The comment is deleted.');
  else {
    const action = { name: 'Undo', onClick: () => void restoreComment(wisher, id) };
    toasts.show({ text: 'The comment is removed.', action });
  }
  const left = await readLeft(client, removal, reason);
  const gone = left ? [!left.comment && id, !left.thread && threadId].filter((one) => typeof one === 'string') : [];
  const at = place();
  if (at) focus(besides(at, gone));
  for (const one of gone) client.cache.evict({ id: client.cache.identify({ __typename: 'Comment', id: one }) });
}

async function restoreComment(wisher: Wisher, id: string): Promise<void> {
  const { client, toasts, person } = wisher;
  const variables = { input: { id, reason: REMOVED_BY_MISTAKE } };
  try {
    const isDone = await untilAnswered(wisher, {
      send: () => client.mutate({ mutation: RestoreComment, variables, context: onBehalfOf(person) }),
      id,
      what: 'restore the comment',
    });
    if (isDone) toasts.show('The comment is back.');
  } catch (error) {
    const onClick = () => void restoreComment(wisher, id);
    toasts.show({ text: readError(error).message, action: { name: 'Try again', onClick } });
  }
}

/** Where one goes on when a comment is gone: the next one, else the one before, else where one writes. */
function besides(comment: HTMLElement, gone: readonly string[]): HTMLElement | null {
  const all = [...document.querySelectorAll<HTMLElement>('.thread .comment')];
  const at = all.indexOf(comment);
  const others = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).reverse()];
  return (
    others.find(({ id }) => id !== '' && !gone.includes(id)) ??
    document.querySelector<HTMLElement>('.comments [data-key="c"]')
  );
}
