import { useApolloClient, useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from '../../lib/router.js';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import type { Thread_CommentFragment } from '../../graphql/generated/graphql.js';
import { LinkedComment, Thread_comment } from './documents.js';
import { fetchReplies } from './fetch-replies.js';
import { focusLater } from '../../lib/typing.js';

export const idsOf = (threads: readonly Thread_CommentFragment[]): Set<string> =>
  new Set(threads.flatMap(({ id, replies }) => [id, ...replies.edges.map(({ node }) => node.id)]));

type Thread = FragmentType<typeof Thread_comment> & { id: string };

/**
 * Leads to what the address names, `#comments` or one of them, once the comments are there. `threads`: undefined until
 * then. Returns the thread of a comment that is further down than they reach.
 */
export function useLinked(postId: string, threads: readonly Thread[] | undefined): Thread | undefined {
  const { hash, key } = useLocation();
  const type = useNavigationType();
  const client = useApolloClient();
  const led = useRef<string>(undefined);
  const name = hash.slice(1);
  const isComment = name.startsWith('comment_');
  const has = (thread: Thread) => idsOf([unmask(Thread_comment, thread)]).has(name);
  const isListed = threads?.some(has) ?? false;
  const { data, error } = useQuery(LinkedComment, {
    variables: { id: name },
    skip: !isComment || threads === undefined || isListed,
  });
  const node = data?.node && 'post' in data.node ? data.node : undefined;
  const thread = node?.post.id === postId ? (node.parent ?? node) : undefined;

  // Back and forward: the browser knows where one was. A page that is loaded has no key.
  const isHere = type === 'POP' && key !== 'default';
  const isSettled = threads !== undefined && (!isComment || isListed || data !== undefined || error !== undefined);
  const place = `${key} ${hash}`;
  useEffect(() => {
    if (isHere || !isSettled || (name !== 'comments' && !isComment) || led.current === place) return;
    led.current = place;
    // The page came with it, and the browser has led there.
    if (key === 'default' && document.querySelector(':target')) return;
    const focus = focusLater(null);
    const lead = () => {
      const target = document.getElementById(name) ?? document.getElementById('comments');
      target?.setAttribute('data-linked', '');
      focus(target);
      if (document.activeElement === target) target?.scrollIntoView();
    };
    if (!thread || isListed || has(thread)) return lead();
    // An answer that is further down in its thread.
    const { replies } = unmask(Thread_comment, thread);
    void fetchReplies(client, thread.id, replies.pageInfo.endCursor, [name])
      .catch(() => undefined)
      .then(() => setTimeout(lead));
  });

  useEffect(() => () => document.querySelector('[data-linked]')?.removeAttribute('data-linked'), [place]);

  return thread && !threads?.some(({ id }) => id === thread.id) ? thread : undefined;
}
