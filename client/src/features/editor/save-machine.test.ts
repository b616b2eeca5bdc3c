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
    expect(sent(after.commands)).toEqual([
      { kind: 'update', text: text('AB'), id: 'post_1', version: 1, status: 'DRAFT' },
    ]);
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

  describe('of other paragraphs', () => {
    const base = begin({ saved: story('One.\n\nTwo.'), createKey: 'key' });
    const met = run(base, typed('One!\n\nTwo.'), { type: 'paused' }, stale('One.\n\nTwo!', 2));

    it('comes into the text, which is saved on top of it', () => {
      expect(met.state).toMatchObject({ text: text('One!\n\nTwo!'), merge: { mine: text('One!\n\nTwo.') } });
      expect(met.state.conflict).toBeUndefined();
      expect(sent(met.commands).at(-1)).toMatchObject({ kind: 'update', text: text('One!\n\nTwo!'), version: 2 });
    });

    it('can be taken back after it was saved, with what was typed since then, and the other text can be chosen', () => {
      const { state } = run(
        met.state,
        { type: 'answered', story: story('One!\n\nTwo!', 3) },
        typed('One! And on.\n\nTwo!'),
        { type: 'mergeUndone' },
      );
      expect(state).toMatchObject({ text: text('One! And on.\n\nTwo.'), conflict: { text: text('One.\n\nTwo!') } });
      const chosen = run(state, { type: 'resolved', text: text('One.\n\nTwo!'), save: true });
      expect(sent(chosen.commands)).toMatchObject([{ kind: 'update', text: text('One.\n\nTwo!'), version: 3 }]);
    });

    it.each([
      ['other paragraphs', 'One.\n\nTwo!'],
      ['the same one', 'One?\n\nTwo.'],
    ])('stops what was about to be published, and says so: %s', (_, theirs) => {
      const asked = run(base, typed('One!\n\nTwo.'), { type: 'publishAsked' }, stale(theirs, 2));
      expect(asked.state.publishing).toBe(false);
      expect(asked.commands.filter(({ type }) => type === 'actionFailed')).toMatchObject([{ action: 'publish' }]);
      expect(run(asked.state, { type: 'answered', story: story('One!\n\nTwo!', 3) }).state.publishing).toBe(false);
      expect(met.commands.some(({ type }) => type === 'actionFailed')).toBe(false);
    });

    it('of a public story waits for Update, and stops what was about to be published', () => {
      const published = begin({ saved: story('One.\n\nTwo.', 1, 'PUBLISHED'), createKey: 'key' });
      const { state, commands } = run(
        published,
        typed('One!\n\nTwo.'),
        { type: 'saveAsked' },
        {
          type: 'stale',
          story: story('One.\n\nTwo!', 2, 'PUBLISHED'),
        },
      );
      expect(sent(commands)).toHaveLength(1);
      expect(statusOf(state)).toEqual({ kind: 'awaitsUpdate' });
      expect(state.text).toEqual(text('One!\n\nTwo!'));
    });
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
    expect(sent(commands).at(-1)).toMatchObject({ kind: 'update', text: text('ABX'), id: 'post_1', version: 2 });
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
    expect(commands.some((command) => command.type === 'done')).toBe(true);
  });

  it('says so when it is refused, and does not happen later by itself', () => {
    const refused: SaveEvent = { type: 'failed', trouble: { kind: 'refused', message: 'No.' } };
    const asked = run(begin({ saved: story('A'), createKey: 'key' }), { type: 'publishAsked' }, refused, {
      type: 'retry',
    });
    expect(asked.commands.some((command) => command.type === 'actionFailed')).toBe(true);
    expect(sent(asked.commands)).toHaveLength(1);
    expect(asked.state.publishing).toBe(false);
  });

  it.each([
    ['publish' as const, 'DRAFT' as const, 'PUBLISHED' as const],
    ['unpublish' as const, 'PUBLISHED' as const, 'DRAFT' as const],
  ])('%s without an answer: what became of it is read before anything is sent or said', (action, before, after) => {
    const ask: SaveEvent = action === 'publish' ? { type: 'publishAsked' } : { type: 'actionAsked', action };
    const lost = run(begin({ saved: story('A', 1, before), createKey: 'key' }), ask, offline, typed('AB'), {
      type: 'paused',
    });
    expect(statusOf(lost.state)).toEqual({ kind: 'unanswered', action });
    expect(lost.commands.some(({ type }) => type === 'done' || type === 'actionFailed')).toBe(false);
    const read = run(lost.state, { type: 'retry' });
    expect(sent(read.commands)).toEqual([{ kind: 'read', id: 'post_1' }]);
    const happened = run(read.state, { type: 'answered', story: story('A', 1, after) });
    expect(happened.commands).toContainEqual({ type: 'done', action, story: story('A', 1, after) });
    expect(sent(happened.commands)).toHaveLength(after === 'DRAFT' ? 1 : 0);
    const not = run(read.state, { type: 'answered', story: story('A', 1, before) });
    expect(not.commands).toContainEqual(expect.objectContaining({ type: 'actionFailed', action }));
  });

  it.each([
    ['publish' as const, 'DRAFT' as const],
    ['unpublish' as const, 'PUBLISHED' as const],
  ])(
    '%s without an answer: it did not happen when the story is gone, and its text can be saved anew',
    (action, before) => {
      const ask: SaveEvent = action === 'publish' ? { type: 'publishAsked' } : { type: 'actionAsked', action };
      const trouble = { kind: 'gone' as const, message: 'Deleted.' };
      const asked = run(begin({ saved: story('A', 1, before), createKey: 'key' }), ask, offline, { type: 'retry' });
      const { state, commands } = run(asked.state, { type: 'failed', trouble });
      expect(state.unanswered).toBeUndefined();
      expect(commands).toContainEqual({ type: 'actionFailed', action, trouble });
      expect(commands).toContainEqual({ type: 'keep' });
      expect(commands.some(({ type }) => type === 'retryTimer')).toBe(false);
      expect(statusOf(state)).toEqual({ kind: 'refused', message: 'Deleted.' });
      expect(sent(run(state, { type: 'startedAnew', key: 'other' }).commands)).toMatchObject([{ kind: 'create' }]);
    },
  );

  it('a deletion without an answer is one when the story is gone', () => {
    const saved = begin({ saved: story('A'), createKey: 'key' });
    const lost = run(saved, { type: 'actionAsked', action: 'delete' }, offline, { type: 'retry' });
    expect(sent(lost.commands)).toMatchObject([{ kind: 'delete' }, { kind: 'read' }]);
    const gone: SaveEvent = { type: 'failed', trouble: { kind: 'gone', message: 'Deleted.' } };
    expect(run(lost.state, gone).commands).toEqual([{ type: 'deleted' }]);
    expect(run(lost.state, { type: 'answered', story: story('A') }).commands).toContainEqual(
      expect.objectContaining({ type: 'actionFailed', action: 'delete' }),
    );
  });

  it('what is typed while it is under way does not go on to readers', () => {
    const { state, commands } = run(
      begin({ saved: story('A'), createKey: 'key' }),
      { type: 'publishAsked' },
      typed('AB'),
      { type: 'paused' },
      { type: 'answered', story: story('A', 1, 'PUBLISHED') },
      { type: 'retry' },
    );
    expect(sent(commands)).toHaveLength(1);
    expect(statusOf(state)).toEqual({ kind: 'awaitsUpdate' });
  });

  it('what is typed after an Update that has to wait is not sent with it', () => {
    const tooOften: SaveEvent = {
      type: 'failed',
      trouble: { kind: 'refused', message: 'Wait.' },
      retryAfterMs: 1_000,
    };
    const { commands } = run(
      begin({ saved: story('A', 4, 'PUBLISHED'), createKey: 'key' }),
      typed('AB'),
      { type: 'saveAsked' },
      tooOften,
      typed('AB half a sen'),
      { type: 'retry' },
    );
    expect(sent(commands).map((request) => 'text' in request && request.text.body)).toEqual(['AB', 'AB']);
  });

  it('elsewhere is noticed by an autosave, which is for a draft alone', () => {
    const { state, commands } = run(
      begin({ saved: story('A'), createKey: 'key' }),
      typed('AB'),
      { type: 'paused' },
      typed('ABC'),
      { type: 'paused' },
      { type: 'stale', story: story('A', 1, 'PUBLISHED') },
    );
    expect(sent(commands)).toMatchObject([{ kind: 'update', status: 'DRAFT' }]);
    expect(statusOf(state)).toEqual({ kind: 'awaitsUpdate' });
  });
});

describe('a key that made another story', () => {
  it('is given up: the text becomes a story of its own', () => {
    const { commands } = run(
      begin({ createKey: 'key' }),
      typed('A'),
      { type: 'paused' },
      { type: 'keyTaken', key: 'b' },
    );
    expect(sent(commands).at(-1)).toEqual({ kind: 'create', text: text('A'), key: 'b' });
  });
});

describe('while somebody else is signed in', () => {
  const away: SaveEvent = { type: 'viewerChanged', away: { name: 'Marta' } };
  const back: SaveEvent = { type: 'viewerChanged' };

  it('nothing is sent, whatever is asked', () => {
    const { state, commands } = run(
      begin({ saved: story('A'), createKey: 'key' }),
      away,
      typed('AB'),
      { type: 'paused' },
      { type: 'saveAsked' },
      { type: 'retry' },
      { type: 'actionAsked', action: 'delete' },
    );
    expect(sent(commands)).toEqual([]);
    expect(statusOf(state)).toEqual({ kind: 'otherViewer', name: 'Marta' });
    expect(sent(run(state, back).commands)).toMatchObject([{ kind: 'update', text: text('AB') }]);
  });

  it.each([
    ['Publish', 'DRAFT' as const, { type: 'publishAsked' as const }, 'publish'],
    ['Update', 'PUBLISHED' as const, { type: 'saveAsked' as const }, 'update'],
    ['Unpublish', 'PUBLISHED' as const, { type: 'actionAsked' as const, action: 'unpublish' as const }, 'unpublish'],
  ])('%s fails at once, and does not happen when its writer is back', (_, status, ask, action) => {
    const saved = begin({ saved: story('A', 1, status), createKey: 'key' });
    const { state, commands } = run(saved, typed('AB'), away, ask);
    expect(commands).toContainEqual({ type: 'actionFailed', action, trouble: { kind: 'signedOut' } });
    expect([state.publishing, state.meant, state.action]).toEqual([false, undefined, undefined]);
    const wanted = sent(run(state, back).commands).map(({ kind }) => kind);
    expect(wanted).toEqual(status === 'DRAFT' ? ['update'] : []);
  });

  it('a published story still waits for Update when its writer is back', () => {
    const published = begin({ saved: story('A', 4, 'PUBLISHED'), createKey: 'key' });
    const { state, commands } = run(published, away, typed('AB'), { type: 'paused' }, back);
    expect(sent(commands)).toEqual([]);
    expect(statusOf(state)).toEqual({ kind: 'awaitsUpdate' });
  });

  it('a request that was under way is repeated when its writer is back', () => {
    const { commands } = run(
      begin({ createKey: 'key' }),
      typed('A'),
      { type: 'paused' },
      away,
      { type: 'failed', trouble: { kind: 'signedOut' } },
      back,
    );
    expect(sent(commands)).toEqual([
      { kind: 'create', text: text('A'), key: 'key' },
      { kind: 'create', text: text('A'), key: 'key' },
    ]);
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

  const deeds = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('types' as const), letter: fc.constantFrom('a', 'b', 'c') }),
      fc.record({
        kind: fc.constantFrom('pauses' as const, 'publishes' as const, 'updates' as const, 'unpublishes' as const),
      }),
      fc.record({ kind: fc.constantFrom('retries' as const, 'leaves' as const, 'isBack' as const) }),
      fc.record({ kind: fc.constantFrom('arrives' as const, 'isLostOnTheWay' as const, 'answerIsLost' as const) }),
    ),
    { minLength: 10, maxLength: 60 },
  );

  it('readers see only what was on the screen at Publish or Update, and nothing untrue is said of it', () => {
    fc.assert(
      fc.property(deeds, (events) => {
        let state = begin({ saved: story(''), createKey: 'key' });
        let server = story('');
        let body = '';
        const meant = new Set<string>();
        const take = (event: SaveEvent) => {
          const { state: next, commands } = step(state, event);
          if (next.away) expect(sent(commands)).toEqual([]);
          for (const command of commands) {
            if (command.type !== 'done') continue;
            expect(server.status).toBe(command.action === 'publish' ? 'PUBLISHED' : 'DRAFT');
          }
          state = next;
          const { kind } = statusOf(state);
          if (kind === 'saved' || kind === 'typing') expect(state.saved?.status).toBe(server.status);
        };
        const carryOut = (): SaveEvent => {
          const request = state.sending!;
          if (request.kind === 'publish') server = { ...server, status: 'PUBLISHED' };
          if (request.kind === 'unpublish') server = { ...server, status: 'DRAFT' };
          if (request.kind === 'update' && request.text.body !== server.text.body) {
            if (request.version !== server.version || request.status !== server.status)
              return { type: 'stale', story: server };
            server = { ...server, version: server.version + 1, text: request.text };
          }
          return { type: 'answered', story: server };
        };
        const happen = (kind: string, letter = '') => {
          if (kind === 'types') take(typed((body += letter)));
          if (kind === 'pauses') take({ type: 'paused' });
          if (kind === 'retries') take({ type: 'retry' });
          if (kind === 'leaves') take({ type: 'viewerChanged', away: { name: 'Marta' } });
          if (kind === 'isBack') take({ type: 'viewerChanged' });
          if (kind === 'unpublishes' && state.saved?.status === 'PUBLISHED')
            take({ type: 'actionAsked', action: 'unpublish' });
          if (kind === 'publishes' || kind === 'updates') {
            meant.add(body);
            take({ type: kind === 'publishes' && state.saved?.status === 'DRAFT' ? 'publishAsked' : 'saveAsked' });
          }
          if (state.sending && kind === 'arrives') take(carryOut());
          if (state.sending && kind === 'answerIsLost') {
            carryOut();
            take(offline);
          }
          if (state.sending && kind === 'isLostOnTheWay') take(offline);
          if (server.status === 'PUBLISHED') expect([...meant]).toContain(server.text.body);
        };
        for (const event of events) happen(event.kind, 'letter' in event ? event.letter : '');
        for (const kind of ['isBack', ...Array<string[]>(8).fill(['retries', 'pauses', 'arrives']).flat()])
          happen(kind);
        expect(state.conflict).toBeUndefined();
        expect(state.unanswered).toBeUndefined();
        expect(state.text.body).toBe(body);
        expect(state.saved?.status).toBe(server.status);
        if (server.status === 'DRAFT') expect(server.text.body).toBe(body);
      }),
      { numRuns: 500, interruptAfterTimeLimit: 8_000, verbose: true },
    );
  });
});
