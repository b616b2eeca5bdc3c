import { expect, it } from '@jest/globals';
import { Session } from '../session/session.js';
import { untilAnswered } from './until-answered.js';

const toasts = { show: () => () => undefined, announce: () => undefined };

it('of two equal writes under way one is sent', async () => {
  const session = new Session(() => Promise.resolve(undefined));
  let answer: (() => void) | undefined;
  let sent = 0;
  const send = () => new Promise<void>((resolve) => ((answer = resolve), sent++));
  const write = { send, id: 'draft_1', what: 'delete the draft' };
  const first = untilAnswered({ toasts, session, person: 'user_1' }, write);
  expect(await untilAnswered({ toasts, session, person: 'user_1' }, write)).toBe(false);
  expect(sent).toBe(1);
  answer?.();
  expect(await first).toBe(true);
  const again = untilAnswered({ toasts, session, person: 'user_1' }, write);
  expect(sent).toBe(2);
  answer?.();
  expect(await again).toBe(true);
});

it('an answer that comes when somebody else is signed in is told nobody', async () => {
  const session = new Session(() => Promise.resolve(undefined));
  const write = { send: () => Promise.resolve(session.end()), id: 'draft_1', what: 'delete the draft' };
  expect(await untilAnswered({ toasts, session, person: 'user_1' }, write)).toBe(false);
});
