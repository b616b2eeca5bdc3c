import { type Message, validateMessage } from 'graphql-ws';
import { withoutEmptyMaps } from '../request.js';

/**
 * Reads a message of a client. What clients send for what is not set is none: `null` or an empty list as the parameters of a connection,
 * empty variables and extensions as over HTTP.
 * @throws when it is none of graphql-transport-ws
 */
export function readMessage(text: string): Message {
  const message = JSON.parse(text) as { payload?: unknown } | null;
  const payload = message?.payload;
  if (payload === null || (Array.isArray(payload) && payload.length === 0)) delete message!.payload;
  else if (typeof payload === 'object') withoutEmptyMaps(payload);
  return validateMessage(message);
}
