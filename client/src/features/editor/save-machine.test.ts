import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  begin,
  type Command,
  isUnsaved,
  type SaveEvent,
  type SaveState,
  statusOf,
  step,
  wouldLose,
} from './save-machine.js';
import type { SavedStory, StoryText } from './story-text.js';

const text = (body: string): StoryText => ({ title: 'Otar', body, tags: [], place: null });
const story = (body: string, version = 1, status: SavedStory['status'] = 'DRAFT'): SavedStory => ({
  id: 'post_1',
  slug: 'otar',
  version,
  status,
  updatedAt: '2026-11-14T09:00:00.000Z',
  text: text(body),
});

function run(state: SaveState, ...events: SaveEvent[]): { state: SaveState; commands: Command[] } {
  const commands: Command[] = [];
  for (const event of events) {
    const next = step(state, event);
    state = next.state;
    commands.push(...next.commands);
  }
  return { state, commands };
}

const typed = (body: string): SaveEvent => ({ type: 'typed', text: text(body) });
const sent = (commands: Command[]) => commands.flatMap((command) => (command.type === 'send' ? [command.request] : []));
const offline: SaveEvent = { type: 'failed', trouble: { kind: 'offline' } };

describe('a new draft', () => {
  const fresh = begin({ createKey: 'key' });

  it('is kept in the browser from the first letter and saved after a pause of two seconds', () => {
    const { commands } = run(fresh, typed('A'));
    expect(commands).toEqual([{ type: 'keep' }, { type: 'pauseTimer', ms: 2_000 }]);
    expect(sent(run(fresh, typed('A'), { type: 'paused' }).commands)).toEqual([
      { kind: 'create', text: text('A'), key: 'key' },
    ]);
  });

  it('never has two saves under way: newer text waits and follows', () => {
    const during = run(fresh, typed('A'), { type: 'paused' }, typed('AB'), { type: 'paused' }, { type: 'saveAsked' });
    expect(sent(during.commands)).toHaveLength(1);
    const after = run(during.state, { type: 'answered', story: story('A') });
    expect(sent(after.commands)).toEqual([{ kind: 'update', text: text('AB'), id: 'post_1', version: 1 }]);
  });

  it('waits for the next pause with what was typed while the save was under way', () => {
    const { state, commands } = run(fresh, typed('A'), { type: 'paused' }, typed('AB'), {
      type: 'answered',
      story: story('A'),
    });
    expect(sent(commands)).toHaveLength(1);
    expect(commands.at(-1)).toEqual({ type: 'pauseTimer', ms: 2_000 });
    expect(statusOf(state)).toEqual({ kind: 'typing' });
  });

  it('repeats a create without an answer with the same text and key, then sends what is newer', () => {
    const lost = run(fresh, typed('A'), { type: 'paused' }, typed('AB'), offline);
    expect(lost.commands.at(-1)).toMatchObject({ type: 'retryTimer' });
    const again = run(lost.state, { type: 'retry' });
    expect(sent(again.commands)).toEqual([{ kind: 'create', text: text('A'), key: 'key' }]);
    const answered = run(again.state, { type: 'answered', story: story('A') }, { type: 'paused' });
    expect(sent(answered.commands)).toMatchObject([{ kind: 'update', version: 1 }]);
  });

  it('shows two versions when its create was answered with a text that went on elsewhere', () => {
    const { state } = run(fresh, typed('A'), { type: 'paused' }, { type: 'answered', story: story('A and more', 3) });
    expect(statusOf(state)).toEqual({ kind: 'conflict' });
  });

  it('forgets the copy in the browser once Wander has everything', () => {
    const { state, commands } = run(fresh, typed('A'), { type: 'paused' }, { type: 'answered', story: story('A') });
    expect(commands.at(-1)).toEqual({ type: 'forget' });
    expect(statusOf(state)).toEqual({ kind: 'saved', at: story('A').updatedAt });
  });
});

describe('a text that does not reach Wander', () => {
  const draft = begin({ saved: story('A'), createKey: 'key' });

  it('stays in the browser, says why, and goes on by itself', () => {
    const lost = run(draft, typed('AB'), { type: 'paused' }, offline, { type: 'kept', text: text('AB') });
    expect(statusOf(lost.state)).toEqual({ kind: 'offline' });
    expect(wouldLose(lost.state)).toBe(false);
    expect(sent(run(lost.state, { type: 'retry' }).commands)).toMatchObject([{ kind: 'update', version: 1 }]);
  });

  it('sends nothing at each pause meanwhile', () => {
    const { commands } = run(draft, typed('AB'), { type: 'paused' }, offline, typed('ABC'), { type: 'paused' });
    expect(sent(commands)).toHaveLength(1);
  });

  it('is tried less and less often while Wander does not answer', () => {
    const failed: SaveEvent = { type: 'failed', trouble: { kind: 'unreachable' } };
    const events: SaveEvent[] = [typed('AB'), { type: 'paused' }];
    for (let attempt = 0; attempt < 6; attempt++) events.push(failed, { type: 'retry' });
    const waits = run(draft, ...events).commands.flatMap((command) =>
      command.type === 'retryTimer' ? [command.ms] : [],
    );
    expect(waits).toEqual([4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('tries again by itself though only the browser says that it is offline', () => {
    const cut = run(draft, typed('AB'), { type: 'networkLost' }, { type: 'paused' });
    expect(cut.commands).toContainEqual({ type: 'retryTimer', ms: 4_000 });
    expect(sent(run(cut.state, { type: 'retry' }).commands)).toMatchObject([{ kind: 'update' }]);
  });

  it('waits for the session without asking again by itself', () => {
    const { commands } = run(
      draft,
      typed('AB'),
      { type: 'paused' },
      { type: 'failed', trouble: { kind: 'signedOut' } },
    );
    expect(commands.some((command) => command.type === 'retryTimer')).toBe(false);
  });

  it('would be lost only when the browser does not keep it either', () => {
    const unkept = run(draft, typed('AB'), { type: 'keepFailed' }).state;
    expect(wouldLose(unkept)).toBe(true);
    expect(statusOf(unkept)).toEqual({ kind: 'typing' });
    expect(statusOf(run(unkept, { type: 'paused' }, offline).state)).toEqual({ kind: 'lost' });
  });

  it('is not sent while it is too long, and says by how much', () => {
    const { state, commands } = run(draft, typed('x'.repeat(50_001)), { type: 'paused' });
    expect(sent(commands)).toEqual([]);
    expect(statusOf(state)).toEqual({ kind: 'refused', message: 'The story is 1 character too long.' });
  });

  it('begins anew, as another story, when its own was deleted elsewhere', () => {
    const gone: SaveEvent = { type: 'failed', trouble: { kind: 'gone', message: 'Deleted.' } };
    const { commands } = run(draft, typed('AB'), { type: 'paused' }, gone, { type: 'startedAnew', key: 'other' });
    expect(sent(commands).at(-1)).toEqual({ kind: 'create', text: text('AB'), key: 'other' });
  });
});

describe('a published story', () => {
  const published = begin({ saved: story('A', 4, 'PUBLISHED'), createKey: 'key' });

  it('changes in the browser alone until Update is pressed', () => {
    const typing = run(published, typed('AB'), { type: 'paused' }, { type: 'retry' });
    expect(sent(typing.commands)).toEqual([]);
    expect(statusOf(typing.state)).toEqual({ kind: 'awaitsUpdate' });
    expect(sent(run(typing.state, { type: 'saveAsked' }).commands)).toMatchObject([{ kind: 'update', version: 4 }]);
  });

  it('is not updated by the answer to an earlier update while its writer types on', () => {
    const { commands } = run(
      published,
      typed('AB'),
      { type: 'saveAsked' },
      typed('ABC'),
      { type: 'answered', story: story('AB', 5, 'PUBLISHED') },
      { type: 'paused' },
    );
    expect(sent(commands)).toHaveLength(1);
  });
});

describe('another version at Wander', () => {
  const draft = begin({ saved: story('A'), createKey: 'key' });
  const stale = (body: string, version: number): SaveEvent => ({ type: 'stale', story: story(body, version) });

  it('is shown beside mine', () => {
    const { state, commands } = run(draft, typed('AB'), { type: 'paused' }, stale('AX', 2));
    expect(statusOf(state)).toEqual({ kind: 'conflict' });
    expect(commands.at(-1)).toEqual({ type: 'keep' });
  });

  it('is no conflict when it is the save whose answer was lost', () => {
    const lost = run(draft, typed('AB'), { type: 'paused' }, offline, typed('ABC')).state;
    const { state, commands } = run(lost, { type: 'retry' }, stale('AB', 2));
    expect(state.conflict).toBeUndefined();
    expect(sent(commands).at(-1)).toMatchObject({ version: 2, text: text('ABC') });
  });

  it('is no conflict when it says the same', () => {
    const { state } = run(draft, typed('AB'), { type: 'paused' }, stale('AB', 2));
    expect(statusOf(state).kind).toBe('saved');
    expect(state.saved?.version).toBe(2);
  });

  it('gives way to the text chosen, which is saved on top of it', () => {
    const { commands } = run(draft, typed('AB'), { type: 'paused' }, stale('AX', 2), {
      type: 'resolved',
      text: text('ABX'),
      save: true,
    });
    expect(sent(commands).at(-1)).toEqual({ kind: 'update', text: text('ABX'), id: 'post_1', version: 2 });
  });

  it('is taken whole without a request', () => {
    const { state, commands } = run(draft, typed('AB'), { type: 'paused' }, stale('AX', 2), {
      type: 'resolved',
      text: text('AX'),
      save: true,
    });
    expect(sent(commands)).toHaveLength(1);
    expect(isUnsaved(state)).toBe(false);
  });

  it('simply appears when nothing was typed here', () => {
    const { state } = run(draft, { type: 'changedElsewhere', story: story('AX', 2) });
    expect(state.text).toEqual(text('AX'));
  });
});

describe('publishing', () => {
  it('saves first, then publishes the version that was saved', () => {
    const draft = begin({ saved: story('A'), createKey: 'key' });
    const { commands } = run(
      draft,
      typed('AB'),
      { type: 'publishAsked' },
      { type: 'answered', story: story('AB', 2) },
      { type: 'answered', story: story('AB', 2, 'PUBLISHED') },
    );
    expect(sent(commands)).toMatchObject([{ kind: 'update' }, { kind: 'publish', version: 2 }]);
    expect(commands.some((command) => command.type === 'published')).toBe(true);
  });

  it('says so when it fails, and does not happen later by itself', () => {
    const { state, commands } = run(begin({ saved: story('A'), createKey: 'key' }), { type: 'publishAsked' }, offline, {
      type: 'retry',
    });
    expect(commands.some((command) => command.type === 'publishFailed')).toBe(true);
    expect(sent(commands)).toHaveLength(1);
    expect(state.publishing).toBe(false);
  });
});

describe('whatever happens', () => {
  /** A server that keeps one story, a network that fails at will, a person who types: run in any order. */
  const happenings = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('types' as const), letter: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ kind: fc.constantFrom('pauses' as const, 'asks' as const, 'retries' as const) }),
      fc.record({ kind: fc.constantFrom('arrives' as const, 'isLostOnTheWay' as const, 'answerIsLost' as const) }),
    ),
    { minLength: 10, maxLength: 60 },
  );

  it('nothing typed is lost, one story is made, and no conflict with oneself arises', () => {
    fc.assert(
      fc.property(happenings, (events) => {
        let state = begin({ createKey: 'key' });
        let server: SavedStory | undefined;
        let creations = 0;
        let body = '';
        const take = (event: SaveEvent) => {
          const before = state.sending;
          const next = step(state, event);
          const requests = sent(next.commands);
          expect(requests.length).toBeLessThanOrEqual(1);
          if (before && next.state.sending === before) expect(requests).toEqual([]);
          state = next.state;
        };
        const deliver = (): SaveEvent => {
          const request = state.sending;
          if (request?.kind === 'create') {
            if (!server) creations++;
            server ??= { ...story(''), text: request.text };
          } else if (request?.kind === 'update' && server) {
            if (request.version !== server.version && request.text.body !== server.text.body)
              return { type: 'stale', story: server };
            if (request.text.body !== server.text.body)
              server = { ...server, version: server.version + 1, text: request.text };
          }
          return server ? { type: 'answered', story: server } : offline;
        };
        for (const event of events) {
          if (event.kind === 'types') take(typed((body += event.letter)));
          else if (event.kind === 'pauses') take({ type: 'paused' });
          else if (event.kind === 'asks') take({ type: 'saveAsked' });
          else if (event.kind === 'retries') take({ type: 'retry' });
          else if (state.sending) {
            if (event.kind === 'arrives') take(deliver());
            else {
              if (event.kind === 'answerIsLost') deliver();
              take(offline);
            }
          }
        }
        for (let round = 0; round < 6; round++) {
          take({ type: 'retry' });
          take({ type: 'paused' });
          if (state.sending) take(deliver());
        }
        expect(state.conflict).toBeUndefined();
        expect(creations).toBeLessThanOrEqual(1);
        expect(state.text.body).toBe(body);
        if (body) expect(server?.text.body).toBe(body);
      }),
      { numRuns: 500, interruptAfterTimeLimit: 8_000, verbose: true },
    );
  });
});
