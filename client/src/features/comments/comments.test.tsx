import { describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { type Answer, later, marta, refusal, renderPage } from '../../testing/render.js';
import { Comments } from './Comments.js';
import { discardKept, keptBoxes, keyOf } from '../text-boxes/kept-boxes.js';

const me = { __typename: 'User', id: marta.viewer.id, username: 'marta', name: 'Marta Lindqvist' };
const otar = { __typename: 'User', id: 'user_otar', username: 'otar', name: 'Otar' };
const pageInfo = {
  __typename: 'PageInfo',
  hasPreviousPage: false,
  hasNextPage: false,
  startCursor: null,
  endCursor: null,
};
const connection = (nodes: { id: string }[]) => ({
  __typename: 'CommentConnection',
  edges: nodes.map((node) => ({ __typename: 'CommentEdge', cursor: node.id, node })),
  pageInfo,
});
const reply = (id: string, body: string, author = me) => ({
  __typename: 'Comment',
  id,
  body,
  bodyHtml: `<p>${body}</p>`,
  createdAt: '2026-11-11T09:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  removedReason: null,
  author,
  viewerCanEdit: author === me,
  viewerCanDelete: author === me,
});
const comment = (id: string, body: string, author = me, replies: { id: string }[] = []) => ({
  ...reply(id, body, author),
  replies: connection(replies),
});
const post = (commentCount: number) => ({ __typename: 'Post', id: 'post_1', commentCount });
const added = (node: object, parent: string | null = null) => ({
  addComment: {
    __typename: 'AddCommentPayload',
    commentEdge: {
      __typename: 'CommentEdge',
      cursor: 'new',
      node: { ...node, parent: parent && { __typename: 'Comment', id: parent } },
    },
    post: post(4),
  },
});

const open = async (answers: Record<string, Answer>) => (await opened(answers)).user;

async function opened(answers: Record<string, Answer>) {
  const writer = { id: 'user_otar', name: 'Otar' };
  const { session } = renderPage(
    <Comments
      postId="post_1"
      address={{ params: { slug: 'beans' }, search: new URLSearchParams() }}
      writer={writer}
      here="/beans"
    />,
    {
      at: '/beans',
      path: '/beans',
      signedIn: marta,
      answers: {
        StoryComments: () => ({
          post: {
            ...post(3),
            comments: connection([
              comment('comment_3', 'Third'),
              comment('comment_1', 'First', otar, [reply('comment_2', 'Second', me)]),
            ]),
          },
        }),
        ...answers,
      },
    },
  );
  await screen.findByText('First');
  await screen.findByRole('textbox', { name: 'Your comment' });
  return { session, user: userEvent.setup() };
}
/** Says “Well” to what Marta said in Otar's thread. */
async function answerMarta(user: UserEvent) {
  const replies = screen.getByRole('list', { name: 'Replies to Otar' });
  await user.click(within(replies).getByRole('button', { name: 'Reply to Marta Lindqvist' }));
  await user.type(box('Your reply to Marta Lindqvist'), 'Well');
  await user.click(screen.getByRole('button', { name: 'Post reply' }));
  return replies;
}
const box = (name = 'Your comment') => screen.getByRole<HTMLTextAreaElement>('textbox', { name });
interface Kept {
  text: string;
  sent: { key: string; body: string; isShown: boolean }[];
}
/** What this browser keeps: each text by its box. */
const kept = () =>
  Object.entries(localStorage)
    .filter(([key]) => key.startsWith('wander-text/'))
    .map(([key, value]): [string, Kept] => [key.split('/').slice(1, -1).join('/'), JSON.parse(value as string)]);
const keep = (person: string, writer: string, text: string, sent: object[] = [], at = Date.now()) =>
  localStorage.setItem(keyOf(person, 'post_1', writer), JSON.stringify({ text, sent, at }));
const lost = { key: 'k-1', body: 'Lost?', at: Date.now(), isShown: false };
/** The newest of a story, each a person's words; an id of its own unless it is given. */
const lastComments = (...said: [author: string, body: string, id?: string][]) => ({
  node: {
    __typename: 'Post',
    id: 'post_1',
    comments: {
      __typename: 'CommentConnection',
      nodes: said.map(([author, body, id = `comment_${ids++}`]) => ({
        __typename: 'Comment',
        id,
        body,
        createdAt: new Date().toISOString(),
        author: { __typename: 'User', id: author },
      })),
    },
  },
});
let ids = 100;
const ilse = { token: 't', viewer: { ...marta.viewer, id: 'user_ilse', username: 'ilse', name: 'Ilse' } };
const failed = new TypeError('Failed to fetch');

/** As in a browser, React draws when it wants to, not once all is over. */
async function unbatched(work: () => Promise<void>) {
  const scope = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
  scope.IS_REACT_ACT_ENVIRONMENT = false;
  try {
    await work();
  } finally {
    scope.IS_REACT_ACT_ENVIRONMENT = true;
  }
}

describe('a comment', () => {
  it('stands in the list before Wander has it; its text stays in this browser until then', async () => {
    const wander = later();
    const user = await open({ AddComment: wander.answer });
    await user.type(box(), 'Fourth');
    await user.click(screen.getByRole('button', { name: 'Post comment' }));
    expect(box().value).toBe('');
    expect(within(screen.getByText('Fourth').closest('.comment')!).getByText('sending')).toBeTruthy();
    expect(kept()).toMatchObject([['user_marta/post_1', { text: '', sent: [{ body: 'Fourth', isShown: false }] }]]);
    await waitFor(() =>
      expect(wander.asked).toMatchObject([{ input: { postId: 'post_1', parentId: null, body: 'Fourth' } }]),
    );
    await act(async () => wander.give(0, added(comment('comment_4', 'Fourth'))));
    await screen.findByRole('heading', { name: '4 comments' });
    expect(screen.queryByText('sending')).toBeNull();
    expect(kept()).toEqual([]);
  });

  it('never stands there twice while it arrives', async () => {
    const wander = later();
    const user = await open({ AddComment: wander.answer });
    await user.type(box(), 'Fourth');
    await user.click(screen.getByRole('button', { name: 'Post comment' }));
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    const counts = new Set<number>();
    const watch = new MutationObserver(() => counts.add(screen.queryAllByText('Fourth').length));
    watch.observe(document.body, { childList: true, subtree: true });
    await unbatched(async () => {
      wander.give(0, added(comment('comment_4', 'Fourth')));
      await screen.findByRole('heading', { name: '4 comments' });
      await waitFor(() => expect(screen.queryByText('sending')).toBeNull());
    });
    watch.disconnect();
    expect([...counts]).toEqual([1]);
  });

  it('that is refused comes back, before what was typed meanwhile, with what Wander said', async () => {
    const wander = later();
    const user = await open({ AddComment: wander.answer });
    await user.type(box(), 'One');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.type(box(), 'Two');
    expect(kept()).toMatchObject([['user_marta/post_1', { text: 'Two', sent: [{ body: 'One' }] }]]);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, refusal('RATE_LIMITED', '', { retryAfterSeconds: 30 })));
    expect((await screen.findByRole('alert')).textContent).toMatch(/not posted.*You’re doing that too often/);
    expect(box().value).toBe('One\n\nTwo');
    expect(kept()).toMatchObject([['user_marta/post_1', { text: 'One\n\nTwo', sent: [] }]]);
  });

  it('without an answer is in the box again, as something of which nothing is known; posted again it is the same', async () => {
    const wander = later();
    const user = await open({ AddComment: wander.answer, LastComments: () => lastComments() });
    await user.type(box(), 'One{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, failed));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/don’t know yet whether your comment was posted/);
    expect(alert.textContent).not.toMatch(/not posted/);
    expect(box().value).toBe('One');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    const [first, again] = wander.asked.map(({ input }) => (input as { idempotencyKey: string }).idempotencyKey);
    expect(again).toBe(first);
    await act(async () => wander.give(1, added(comment('comment_4', 'One'))));
    await waitFor(() => expect(kept()).toEqual([]));
  });

  it('without an answer that was posted after all leaves the box, and what was typed since stays', async () => {
    const wander = later();
    let found = lastComments();
    const user = await open({
      AddComment: wander.answer,
      LastComments: () => {
        if (found.node.comments.nodes.length === 0) throw failed;
        return found;
      },
    });
    await user.type(box(), 'One{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, failed));
    await screen.findByRole('alert');
    await user.type(box(), '{Enter}{Enter}Two');
    found = lastComments(['user_marta', 'One']);
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(box().value).toBe('Two'));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(wander.asked).toHaveLength(1);
  });

  it('without an answer that was changed is looked for before it is posted beside itself', async () => {
    const wander = later();
    let isAway = true;
    const user = await open({
      AddComment: wander.answer,
      LastComments: () => {
        if (isAway) throw failed;
        return lastComments(['user_marta', 'One']);
      },
    });
    await user.type(box(), 'One{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, failed));
    await screen.findByRole('alert');
    await user.clear(box());
    await user.type(box(), 'Changed{Control>}{Enter}{/Control}');
    await screen.findByText(/don’t know yet/);
    expect(wander.asked).toHaveLength(1);
    isAway = false;
    await user.click(screen.getByRole('button', { name: 'Post comment' }));
    await screen.findByText(/Your earlier text was posted already/);
    expect(box().value).toBe('Changed');
    expect(wander.asked).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Post comment' }));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
  });

  it('without an answer twice is looked for again before other words are posted beside it', async () => {
    const wander = later();
    let found = lastComments();
    const user = await open({ AddComment: wander.answer, LastComments: () => found });
    await user.type(box(), 'One{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, failed));
    await screen.findByRole('alert');
    await user.click(screen.getByRole('button', { name: 'Post comment' }));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    found = lastComments(['user_marta', 'One', 'comment_twice']);
    await user.type(box(), 'Changed');
    await act(async () => wander.refuse(1, failed));
    await waitFor(() => expect(box().value).toBe('Changed'));
    expect(kept()).toMatchObject([['user_marta/post_1', { text: 'Changed', sent: [] }]]);
  });

  it('that is under way while its story is left is not in the box of who comes back', async () => {
    const wander = later();
    const answers = { AddComment: wander.answer, LastComments: () => lastComments() };
    for (const [at, settle] of [
      () => wander.give(0, added(comment('comment_left', 'One'))),
      () => wander.refuse(1, refusal('RATE_LIMITED', '', { retryAfterSeconds: 30 })),
    ].entries()) {
      const user = await open(answers);
      await user.type(box(), 'One{Control>}{Enter}{/Control}');
      await waitFor(() => expect(wander.asked).toHaveLength(at + 1));
      cleanup();
      await open(answers);
      await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
      expect(box().value).toBe('');
      await act(async () => settle());
      await waitFor(() =>
        expect(kept().map(([, { text, sent }]) => ({ text, sent }))).toEqual(
          at === 0 ? [] : [{ text: 'One', sent: [] }],
        ),
      );
      expect(box().value).toBe(at === 0 ? '' : 'One');
      cleanup();
    }
  });

  it('with the same words as an earlier one, or as one that arrived, is not taken for it', async () => {
    const wander = later();
    const found = lastComments(['user_marta', 'Third', 'comment_3'], ['user_marta', 'Third', 'comment_same']);
    const user = await open({ AddComment: wander.answer, LastComments: () => found });
    for (const at of [0, 1]) {
      await user.type(box(), 'Third{Control>}{Enter}{/Control}');
      await waitFor(() => expect(wander.asked).toHaveLength(at + 1));
    }
    await act(async () => wander.give(0, added(comment('comment_same', 'Third'))));
    await act(async () => wander.refuse(1, failed));
    await screen.findByRole('alert');
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(box().value).toBe('Third');
  });

  it('of another tab, which may be open, stays until its very words are posted or discarded', async () => {
    const wander = later();
    const user = await open({ AddComment: wander.answer });
    keep('user_marta', 'tab', 'Mine');
    const again = async () => {
      cleanup();
      await open({ AddComment: wander.answer });
    };
    const isKept = () => localStorage.getItem(keyOf('user_marta', 'post_1', 'tab')) !== null;
    await again();
    await user.type(box(), ', longer{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toMatchObject([{ input: { body: 'Mine, longer' } }]));
    await act(async () => wander.give(0, added(comment('comment_5', 'Mine, longer'))));
    await waitFor(() => expect(kept()).toHaveLength(1));
    expect(isKept()).toBe(true);
    keep('user_marta', 'older', 'Mine', [], 1);
    await again();
    await user.type(box(), '{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    expect(isKept()).toBe(true);
    await act(async () => wander.give(1, added(comment('comment_6', 'Mine'))));
    await waitFor(() => expect(kept()).toEqual([]));
    keep('user_marta', 'tab', 'Mine');
    await again();
    await user.clear(box());
    expect(kept()).toEqual([]);
  });

  it('of another tab stays where the browser has locks but does not tell of them', async () => {
    keep('user_marta', 'tab', 'Mine');
    const locks = { request: () => Promise.reject(new Error('No')), query: () => Promise.reject(new Error('No')) };
    Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
    try {
      const user = await open({});
      await waitFor(() => expect(box().value).toBe('Mine'));
      expect(kept()).toHaveLength(1);
      await user.type(box(), ' too');
      expect(kept().map(([, { text }]) => text)).toEqual(expect.arrayContaining(['Mine', 'Mine too']));
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
  });

  it('of which the answer was lost with the page is not in the box when it is in the list', async () => {
    keep('user_marta', 'closed', 'Next', [lost]);
    await open({ LastComments: () => lastComments(['user_otar', 'Lost?'], ['user_marta', 'Lost?']) });
    await waitFor(() => expect(kept().at(-1)).toMatchObject(['user_marta/post_1', { text: 'Next', sent: [] }]));
    expect(box().value).toBe('Next');
  });

  it('of which the answer was lost with the page is in the box with its key when it is not in the list', async () => {
    keep('user_marta', 'closed', '', [lost]);
    const wander = later();
    const user = await open({ AddComment: wander.answer, LastComments: () => lastComments(['user_otar', 'Lost?']) });
    await waitFor(() => expect(box().value).toBe('Lost?'));
    await user.click(screen.getByRole('button', { name: 'Post comment' }));
    await waitFor(() => expect(wander.asked).toMatchObject([{ input: { body: 'Lost?', idempotencyKey: 'k-1' } }]));
  });

  it('half typed is there again for who typed it, and is counted and discarded for them alone', async () => {
    keep('user_marta', 'older', 'Half', [], 1);
    keep('user_marta', 'newer', 'Half a', [], 2);
    keep('user_otar', 'his', 'Not mine');
    await open({});
    expect(box().value).toBe('Half a');
    expect(keptBoxes('user_marta')).toEqual(['post_1', 'post_1']);
    discardKept('user_marta');
    expect(kept()).toMatchObject([['user_otar/post_1', { text: 'Not mine' }]]);
  });

  it('that the browser cannot keep says so', async () => {
    const user = await open({});
    const full = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('Full', 'QuotaExceededError');
    });
    await user.type(box(), 'Words');
    full.mockRestore();
    expect(screen.getByText('This browser can’t keep your text.')).toBeTruthy();
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await user.type(box(), '.');
    expect(screen.queryByText('This browser can’t keep your text.')).toBeNull();
  });

  it('belongs to who typed it: it stays, unsent, while somebody else is signed in, and goes on afterwards', async () => {
    const wander = later();
    const { session, user } = await opened({ AddComment: wander.answer });
    await user.type(box(), 'Mine');
    act(() => session.signIn(ilse));
    expect(screen.getByText(/This text belongs to Marta Lindqvist/)).toBeTruthy();
    await user.type(box(), ', still');
    await user.click(screen.getByRole('button', { name: 'Post comment' }));
    expect(wander.asked).toEqual([]);
    expect(kept()).toMatchObject([['user_marta/post_1', { text: 'Mine, still' }]]);
    act(() => session.end());
    expect(screen.getByText('You’re signed out.')).toBeTruthy();
    expect(box().value).toBe('Mine, still');
    act(() => session.signIn(marta));
    await user.click(screen.getByRole('button', { name: 'Post comment' }));
    await waitFor(() => expect(wander.asked).toMatchObject([{ input: { body: 'Mine, still' } }]));
    await act(async () => wander.give(0, added(comment('comment_4', 'Mine, still'))));
    await waitFor(() => expect(kept()).toEqual([]));
    act(() => session.signIn(ilse));
    await user.type(box(), 'Hers');
    expect(kept().map(([name]) => name)).toContain('user_ilse/post_1');
  });

  it('in reply to somebody is another one for whoever presses Reply next', async () => {
    const wander = later();
    const { session, user } = await opened({ AddComment: wander.answer });
    await user.click(screen.getByRole('button', { name: 'Reply to Otar' }));
    await user.type(box('Your reply to Otar'), 'From Marta');
    act(() => session.signIn(ilse));
    await user.click(screen.getByRole('button', { name: 'Reply to Otar' }));
    expect(box('Your reply to Otar').value).toBe('');
    await user.type(box('Your reply to Otar'), 'From Ilse');
    await user.click(screen.getByRole('button', { name: 'Post reply' }));
    await waitFor(() => expect(wander.asked).toMatchObject([{ input: { body: 'From Ilse' } }]));
    expect(kept()).toContainEqual(['user_marta/comment_1', expect.objectContaining({ text: 'From Marta' })]);
  });

  it('answers whom it names, though it stands in the same thread', async () => {
    const wander = later();
    const user = await open({ AddComment: wander.answer });
    const replies = await answerMarta(user);
    await waitFor(() => expect(wander.asked).toMatchObject([{ input: { parentId: 'comment_2', body: 'Well' } }]));
    within(replies).getByText('Well');
    await act(async () => wander.give(0, added(comment('comment_5', 'Well'), 'comment_1')));
    await waitFor(() => expect(screen.queryByText('sending')).toBeNull());
    within(replies).getByText('Well');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Reply to Marta Lindqvist');
  });

  it('that is refused out of sight is told of, and its box opens again', async () => {
    const wander = later();
    const user = await open({ AddComment: wander.answer });
    await answerMarta(user);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Reply to Otar' }));
    await act(async () => wander.refuse(0, refusal('RATE_LIMITED', '', { retryAfterSeconds: 30 })));
    await screen.findByText(/not posted.*You’re doing that too often/);
    expect(box('Your reply to Otar').value).toBe('');
    await user.click(screen.getByRole('button', { name: 'Open it' }));
    expect(box('Your reply to Marta Lindqvist').value).toBe('Well');
  });

  it('that is changed keeps what was typed when it is given up', async () => {
    const user = await open({});
    const third = screen.getByText('Third').closest<HTMLElement>('.comment')!;
    await user.click(within(third).getByRole('button', { name: 'Edit your comment' }));
    await user.type(within(third).getByRole('textbox'), ' one');
    await user.keyboard('{Escape}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Edit your comment');
    expect(kept()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(within(third).getByRole<HTMLTextAreaElement>('textbox').value).toBe('Third one');
  });

  it('that is changed again while the change is saved stays open with what was typed', async () => {
    const wander = later();
    const user = await open({ EditComment: wander.answer });
    const third = screen.getByText('Third').closest<HTMLElement>('.comment')!;
    const change = () => within(third).queryByRole<HTMLTextAreaElement>('textbox');
    await user.click(within(third).getByRole('button', { name: 'Edit your comment' }));
    await user.type(change()!, ' one{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await user.type(change()!, ', more');
    const edited = (body: string) => ({
      editComment: { __typename: 'EditCommentPayload', comment: reply('comment_3', body) },
    });
    await act(async () => wander.give(0, edited('Third one')));
    expect(change()!.value).toBe('Third one, more');
    expect(kept()).toMatchObject([['user_marta/edit/comment_3', { text: 'Third one, more' }]]);
    await user.type(change()!, '{Control>}{Enter}{/Control}');
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    await act(async () => wander.give(1, edited('Third one, more')));
    await waitFor(() => expect(change()).toBeNull());
    expect(kept()).toEqual([]);
  });

  it('that a moderator removes: a reason that the browser cannot keep says so', async () => {
    const first = { ...comment('comment_1', 'First', otar), viewerCanDelete: true };
    const user = await open({ StoryComments: () => ({ post: { ...post(1), comments: connection([first]) } }) });
    await user.click(screen.getByRole('button', { name: 'Remove the comment of Otar' }));
    await screen.findByLabelText('Why');
    const full = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('Full', 'QuotaExceededError');
    });
    await user.type(screen.getByLabelText('Why'), 'Rude');
    full.mockRestore();
    expect(screen.getByText('This browser can’t keep your reason.')).toBeTruthy();
  });

  it('that is deleted goes alone: nothing else is asked for again', async () => {
    let lists = 0;
    const user = await open({
      DeleteComment: () => ({
        deleteComment: { __typename: 'DeleteCommentPayload', deletedId: 'comment_3', post: post(2) },
      }),
      CommentLeft: () => ({ comment: null, thread: null, post: post(2) }),
      StoryComments: () => {
        lists++;
        return {
          post: {
            ...post(2),
            comments: connection([comment('comment_3', 'Third'), comment('comment_1', 'First', otar)]),
          },
        };
      },
    });
    await user.click(screen.getByRole('button', { name: 'Delete your comment' }));
    await user.click(screen.getByRole('button', { name: 'Delete comment' }));
    await waitFor(() => expect(screen.queryByText('Third')).toBeNull());
    expect(lists).toBe(1);
    expect(document.activeElement?.id).toBe('comment_1');
  });

  const online = () => act(() => void window.dispatchEvent(new Event('online')));
  const removeThird = async (user: UserEvent) => {
    await user.click(within(thirdOf()).getByRole('button', { name: 'Delete your comment' }));
    await user.click(screen.getByRole('button', { name: 'Delete comment' }));
  };

  it('that is deleted without an answer is deleted again until there is one, and is counted no more', async () => {
    const wander = later();
    const CommentLeft = () => ({ comment: null, thread: null, post: post(2) });
    const user = await open({ DeleteComment: wander.answer, CommentLeft });
    await removeThird(user);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    screen.getByRole('button', { name: 'Close' });
    await act(async () => wander.refuse(0, failed));
    await screen.findByText('Wander isn’t responding. We keep trying to delete the comment.');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await user.type(box(), 'Dear');
    online();
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    await act(async () => wander.refuse(1, refusal('NOT_FOUND', 'This comment does not exist.')));
    await screen.findByText('The comment is deleted.');
    await waitFor(() => expect(screen.queryByText('Third')).toBeNull());
    screen.getByRole('heading', { name: '2 comments' });
    expect(document.activeElement).toBe(box());
  });

  it('that is deleted stands there as such, its answers with it, until it is known what is left', async () => {
    const wander = later();
    const user = await open({
      StoryComments: () => ({
        post: {
          ...post(2),
          comments: connection([comment('comment_3', 'Third', me, [reply('comment_4', 'Fourth', otar)]), first()]),
        },
      }),
      DeleteComment: () => ({
        deleteComment: { __typename: 'DeleteCommentPayload', deletedId: 'comment_3', post: post(2) },
      }),
      CommentLeft: wander.answer,
    });
    await removeThird(user);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, failed));
    await screen.findByText('This comment was deleted.');
    screen.getByText('Fourth');
    online();
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    const left = { ...reply('comment_3', ''), author: null, deletedAt: '2026-11-12T09:00:00.000Z' };
    await act(async () => wander.give(1, { comment: left, thread: left, post: post(1) }));
    await screen.findByRole('heading', { name: '1 comment' });
    screen.getByText('Fourth');
  });

  const change = async (user: UserEvent) => {
    await user.click(within(thirdOf()).getByRole('button', { name: 'Edit your comment' }));
    await user.type(within(thirdOf()).getByRole('textbox'), ' one {Control>}{Enter}{/Control}');
  };
  const now = (body: string) => {
    const comment = reply('comment_3', body);
    return { comment, thread: comment, post: post(3) };
  };

  it('that is changed without an answer is read until it is known whether it was', async () => {
    const [edits, wander] = [later(), later()];
    const user = await open({ EditComment: edits.answer, CommentLeft: wander.answer });
    await change(user);
    await act(async () => edits.refuse(0, failed));
    await within(thirdOf()).findByText(/We don’t know yet whether your comment was changed/);
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    // It may still be on its way.
    await act(async () => wander.give(0, now('Third')));
    within(thirdOf()).getByText(/We don’t know yet whether your comment was changed/);
    online();
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    await act(async () => wander.give(1, now('Third')));
    await within(thirdOf()).findByText('Your comment was not changed.');
    await user.type(within(thirdOf()).getByRole('textbox'), '{Control>}{Enter}{/Control}');
    await waitFor(() => expect(edits.asked).toHaveLength(2));
    await act(async () => edits.refuse(1, failed));
    await waitFor(() => expect(wander.asked).toHaveLength(3));
    await act(async () => wander.give(2, now('Third one')));
    await waitFor(() => expect(within(thirdOf()).queryByRole('textbox')).toBeNull());
    within(thirdOf()).getByText('Third one');
    expect(kept()).toEqual([]);
  });

  it('that is changed, and given up before there is an answer, is shown as Wander has it', async () => {
    const edits = later();
    const user = await open({ EditComment: edits.answer });
    await change(user);
    await waitFor(() => expect(edits.asked).toHaveLength(1));
    await user.keyboard('{Escape}');
    await screen.findByText('We don’t know yet whether your comment was changed.');
    const edited = { editComment: { __typename: 'EditCommentPayload', comment: reply('comment_3', 'Third one') } };
    await act(async () => edits.give(0, edited));
    within(thirdOf()).getByText('Third one');
    expect(kept()).toEqual([]);
  });
});

const thirdOf = () => document.getElementById('comment_3')!;
const first = () => comment('comment_1', 'First', otar);
