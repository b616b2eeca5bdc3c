import type { Attack } from './attack.js';
import { answers } from './attacks/answers.js';
import { documents } from './attacks/documents.js';
import { freeReads } from './attacks/free-reads.js';
import { http } from './attacks/http.js';
import { keys } from './attacks/keys.js';
import { markdown } from './attacks/markdown.js';
import { sessions } from './attacks/sessions.js';
import { slow } from './attacks/slow.js';
import { text } from './attacks/text.js';
import { unread } from './attacks/unread.js';
import { variables } from './attacks/variables.js';
import { vitals } from './attacks/vitals.js';
import { websocket } from './attacks/websocket.js';

/** All of them, in the order in which they are made. */
export const attacks: readonly Attack[] = [
  ...text,
  ...keys,
  ...markdown,
  ...answers,
  ...variables,
  ...documents,
  ...sessions,
  ...websocket,
  ...freeReads,
  ...http,
  ...vitals,
  ...unread,
  ...slow,
];
