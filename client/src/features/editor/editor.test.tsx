import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StrictMode, useEffect, useState } from 'react';
import type { Presence } from '../session/presence.js';
import { KeptTexts, type TextStorage } from './kept-texts.js';
import type { Sending } from './save-machine.js';
import { StoryEditor } from './StoryEditor.js';
import { type Answer, findKept, type StoryServer, StorySession } from './story-session.js';
import type { SavedStory } from './story-text.js';
import { unsavedTextOf } from './unsaved-text.js';

class MemoryStorage implements TextStorage {
  readonly values = new Map<string, unknown>();
  async entries() {
    return [...this.values];
  }
  async set(key: string, value: unknown) {
    this.values.set(key, value);
  }
  async delete(key: string) {
    this.values.delete(key);
  }
}

/** A Wander of one story, which can be unreachable, or lose its answers. */
class OneStory implements StoryServer {
  story: SavedStory | undefined;
  creations = new Set<string>();
  requests: Sending[] = [];
  away: 'offline' | 'unreachable' | 'signedOut' | undefined;
  losesAnswers = false;

  async send(request: Sending): Promise<Answer> {
    this.requests.push(request);
    if (this.away) return { type: 'failed', trouble: { kind: this.away } };
    const answer = this.answer(request);
    return this.losesAnswers ? { type: 'failed', trouble: { kind: 'unreachable' } } : answer;
  }

  private answer(request: Sending): Answer {
    const gone: Answer = { type: 'failed', trouble: { kind: 'gone', message: 'Deleted.' } };
    if (request.kind === 'create') {
      this.creations.add(request.key);
      this.story ??= { ...draft, text: request.text, version: 1 };
      return { type: 'answered', story: this.story };
    }
    const { story } = this;
    if (!story) return request.kind === 'delete' ? { type: 'deleted' } : gone;
    if ('version' in request && request.version !== story.version) return { type: 'stale', story };
    switch (request.kind) {
      case 'read':
        break;
      case 'publish':
        this.story = { ...story, status: 'PUBLISHED' };
        break;
      case 'unpublish':
        this.story = { ...story, status: 'DRAFT' };
        break;
      case 'delete':
        this.story = undefined;
        return { type: 'deleted' };
      case 'update':
        if (request.status !== story.status) return { type: 'stale', story };
        this.story = { ...story, text: request.text, version: story.version + 1 };
    }
    return { type: 'answered', story: this.story! };
  }
}

const draft: SavedStory = {
  id: 'post_1',
  slug: 'otar',
  version: 1,
  status: 'DRAFT',
  updatedAt: new Date().toISOString(),
  text: { title: 'Otar', body: 'He waters beans.', tags: [], place: null },
};

let storage: MemoryStorage;
let server: OneStory;
const texts = (person = 'user_marta') => new KeptTexts(person, storage);

const findTags = async (query: string) => [{ name: `${query}s of old`, postCount: 2 }];

function Page({ make }: { make: () => StorySession }) {
  const [session] = useState(make);
  useEffect(() => session.open(), [session]);
  return (
    <StoryEditor
      session={session}
      writer="Marta"
      findTags={findTags}
      onBack={() => undefined}
      onSignIn={() => undefined}
      say={() => undefined}
    />
  );
}

async function open(saved?: SavedStory, person?: string, presence?: Presence) {
  const found = await findKept(texts(person), saved?.id);
  const make = () => new StorySession({ saved, ...found }, server, texts(person), presence);
  render(
    <StrictMode>
      <Page make={make} />
    </StrictMode>,
  );
  // CodeMirror takes the place of the plain box.
  await waitFor(() => expect(document.querySelector('.cm-content')).toBeTruthy());
  return { user: userEvent.setup() };
}

const title = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' });
const state = () => screen.getAllByRole('status')[0]?.textContent;

beforeEach(() => {
  storage = new MemoryStorage();
  server = new OneStory();
});
afterEach(cleanup);

describe('the editor', () => {
  it('saves from the first letter, once, two seconds after the last key', async () => {
    const { user } = await open();
    await user.type(title(), 'A');
    expect(state()).toBe('Not saved yet');
    await waitFor(() => expect(state()).toBe('Saved just now'), { timeout: 4_000 });
    expect(server.creations.size).toBe(1);
    expect(server.requests).toHaveLength(1);
    await waitFor(() => expect(storage.values.size).toBe(0));
  });

  it('keeps the text in the browser while Wander is away and sends it when the network is back', async () => {
    server.away = 'offline';
    server.story = draft;
    const { user } = await open(draft);
    await user.type(title(), ' and the beans');
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(state()).toBe('Saved in this browser: you are offline'));
    expect([...storage.values.values()]).toMatchObject([
      { person: 'user_marta', text: { title: 'Otar and the beans' } },
    ]);
    expect(screen.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled')).toBe('true');
    server.away = undefined;
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(state()).toBe('Saved just now'));
    expect(server.story?.text.title).toBe('Otar and the beans');
  });

  it('brings the text back after a reload, for its writer alone', async () => {
    server.away = 'unreachable';
    server.story = draft;
    const { user } = await open(draft);
    await user.type(title(), ', again');
    await waitFor(() => expect(storage.values.size).toBe(1));
    cleanup();
    await open(draft, 'user_ilse');
    expect(title().value).toBe('Otar');
    cleanup();
    server.away = undefined;
    await open(draft);
    expect(title().value).toBe('Otar, again');
    expect(screen.getByText('Your text is back.', { exact: false })).toBeTruthy();
  });

  it('says at once that the story of a kept text is gone, and offers to begin anew', async () => {
    server.story = { ...draft, status: 'PUBLISHED' };
    const { user } = await open(server.story);
    await user.type(title(), ', again');
    await waitFor(() => expect(storage.values.size).toBe(1));
    cleanup();
    server.story = undefined;
    const found = await findKept(texts(), draft.id);
    const session = new StorySession(found, server, texts());
    render(<Page make={() => session} />);
    await screen.findByText(/This story was deleted somewhere else/);
    expect(screen.getByRole('button', { name: 'Save as a new draft' })).toBeTruthy();
    expect(title().value).toBe('Otar, again');
  });

  it('shows two versions when the story was saved elsewhere, and saves what is chosen', async () => {
    server.story = { ...draft, version: 2, text: { ...draft.text, title: 'The beans' } };
    const { user } = await open(draft);
    await user.type(title(), ', mine');
    await user.keyboard('{Control>}s{/Control}');
    await screen.findByRole('heading', { name: 'This story was saved somewhere else while you were writing' });
    await user.click(screen.getByRole('radio', { name: 'Mine' }));
    await user.click(screen.getByRole('button', { name: 'Save merged story' }));
    await waitFor(() => expect(server.story?.text.title).toBe('Otar, mine'));
    expect(server.story?.version).toBe(3);
    expect([...storage.values.keys()].filter((key) => key.startsWith('aside/user_marta/post_1'))).toHaveLength(1);
  });

  it('holds changes of a published story until Update is pressed', async () => {
    const published: SavedStory = { ...draft, status: 'PUBLISHED' };
    server.story = published;
    const { user } = await open(published);
    await user.type(title(), '!');
    expect(state()).toBe('Saved in this browser until you press Update');
    await user.click(screen.getByRole('button', { name: 'Update' }));
    await waitFor(() => expect(server.story?.text.title).toBe('Otar!'));
  });

  it('says what a story needs before it can be published, and goes there', async () => {
    server.story = { ...draft, text: { title: '', body: '', tags: [], place: null } };
    const { user } = await open(server.story);
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    expect(screen.getByText('Give the story a title.')).toBeTruthy();
    expect(document.activeElement).toBe(title());
  });

  it('publishes what is on the screen', async () => {
    server.story = draft;
    const { user } = await open(draft);
    await user.type(title(), ' waters');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(server.story).toMatchObject({ status: 'PUBLISHED', text: { title: 'Otar waters' } }));
  });

  it('adds tags by Enter and comma, merges doubles and removes the last by Backspace', async () => {
    const { user } = await open(draft);
    await user.type(screen.getByRole('combobox', { name: 'Add a tag' }), 'Trains{Enter}trains,Plums,{Backspace}');
    const names = screen
      .getAllByRole('button', { name: /^Remove the tag/ })
      .map((button) => button.getAttribute('aria-label'));
    expect(names).toEqual(['Remove the tag Trains']);
  });

  it('waits whether a comma stands within a number', async () => {
    const { user } = await open(draft);
    await user.type(screen.getByRole('combobox', { name: 'Add a tag' }), '10,000 steps{Enter}7,hills, 12, ');
    const names = screen
      .getAllByRole('button', { name: /^Remove the tag/ })
      .map((button) => button.getAttribute('aria-label'));
    expect(names).toEqual(['10,000 steps', '7', 'hills', '12'].map((tag) => `Remove the tag ${tag}`));
  });

  it('suggests tags, and adds the one that is chosen by the arrow keys', async () => {
    const { user } = await open(draft);
    await user.type(screen.getByRole('combobox', { name: 'Add a tag' }), 'Train');
    await screen.findByRole('option', { name: 'Trains of old 2 stories' });
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByRole('button', { name: 'Remove the tag Trains of old' })).toBeTruthy();
    expect(screen.queryByRole('option')).toBeNull();
  });

  it('tells whoever signs out what only this browser has, and discards it when asked', async () => {
    server.away = 'unreachable';
    const { user } = await open(draft);
    await user.type(title(), '?');
    const unsaved = unsavedTextOf('user_marta', texts());
    await waitFor(async () => expect(await unsaved.count()).toBe(1));
    await act(() => unsaved.discard());
    await user.type(title(), '?');
    await act(async () => expect(await unsaved.count()).toBe(0));
  });

  it('of a publication without an answer says nothing and sends nothing until it has read the story', async () => {
    server.story = draft;
    const { user } = await open(draft);
    server.losesAnswers = true;
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    await waitFor(() => expect(state()).toBe('Wander isn’t responding: we don’t know yet whether it was published'));
    expect(server.story?.status).toBe('PUBLISHED');
    await user.type(title(), ' half a sen');
    server.losesAnswers = false;
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(state()).toBe('Saved in this browser until you press Update'));
    expect(screen.getByRole('button', { name: 'Update' })).toBeTruthy();
    expect(server.requests.map(({ kind }) => kind)).toEqual(['publish', 'read']);
    expect(server.story?.text.title).toBe('Otar');
  });

  it('says that a story was not published once it knows', async () => {
    server.story = draft;
    const { user } = await open(draft);
    server.away = 'unreachable';
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    await waitFor(() => expect(state()).toContain('we don’t know yet whether it was published'));
    server.away = undefined;
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(state()).toBe('Saved just now'));
    expect(screen.getByRole('button', { name: 'Publish' })).toBeTruthy();
  });

  it('sends nothing while somebody else is signed in, says whose text it is, and goes on when that person is back', async () => {
    server.story = draft;
    let away: { name?: string } | undefined;
    let tell: () => void = () => undefined;
    const presence: Presence = {
      away: () => away,
      subscribe: (listener) => ((tell = listener), () => undefined),
    };
    const { user } = await open(draft, 'user_marta', presence);
    const become = (next: typeof away) => act(() => ((away = next), tell()));
    become({ name: 'Ilse' });
    expect(state()).toBe('Saved in this browser: Ilse is signed in');
    expect(screen.getByText(/This text belongs to Marta/)).toBeTruthy();
    await user.type(title(), ', away');
    await user.keyboard('{Control>}s{/Control}');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect([...storage.values.keys()][0]).toMatch(/^kept\/user_marta\//));
    become({});
    expect(state()).toBe('Saved in this browser: you were signed out');
    expect(server.requests).toEqual([]);
    become(undefined);
    await waitFor(() => expect(server.story?.text.title).toBe('Otar, away'));
    await waitFor(() => expect(state()).toBe('Saved just now'));
    expect(server.story?.status).toBe('DRAFT');
  });

  it('publishes nothing that was confirmed while somebody else was signed in', async () => {
    let away: { name?: string } | undefined;
    let tell: () => void = () => undefined;
    const presence: Presence = {
      away: () => away,
      subscribe: (listener) => ((tell = listener), () => undefined),
    };
    const become = (next: typeof away) => act(() => ((away = next), tell()));
    const unseen = { ...draft, text: { ...draft.text, body: 'Beans, [here](javascript:1).' } };
    server.story = unseen;
    const { user } = await open(unseen, 'user_marta', presence);
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    const dialog = within(await screen.findByRole('dialog', { hidden: true }));
    become({ name: 'Ilse' });
    await user.click(dialog.getByRole('button', { name: 'Publish', hidden: true }));
    become(undefined);
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Publish' }).ariaDisabled).not.toBe('true'));
    expect(server.requests.map(({ kind }) => kind)).not.toContain('publish');
    expect(screen.queryByRole('button', { name: 'Publishing' })).toBeNull();
  });
});
