import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { marta } from '../../testing/render.js';
import { Session } from '../session/session.js';
import { untilAnswered } from './until-answered.js';

const toasts = { show: () => () => undefined, announce: () => undefined };
let session: Session;

beforeEach(() => {
  session = new Session(() => Promise.resolve(undefined));
  session.signIn(marta);
});
afterEach(() => session.close());

it('of two equal writes under way one is sent', async () => {
  const by = { toasts, session, person: marta.viewer.id };
  let answer: (() => void) | undefined;
  let sent = 0;
  const send = () => new Promise<void>((resolve) => ((answer = resolve), sent++));
  const write = { send, id: 'post_1', what: 'delete the draft' };
  const first = untilAnswered(by, write);
  expect(await untilAnswered(by, write)).toBe(false);
  expect(sent).toBe(1);
  answer?.();
  expect(await first).toBe(true);
  const again = untilAnswered(by, write);
  expect(sent).toBe(2);
  answer?.();
  expect(await again).toBe(true);
});

it('an answer that comes when nobody is signed in any more is told nobody', async () => {
  const send = () => Promise.resolve(session.end());
  const by = { toasts, session, person: marta.viewer.id };
  expect(await untilAnswered(by, { send, id: 'post_1', what: 'delete the draft' })).toBe(false);
});
