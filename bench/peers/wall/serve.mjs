import { createServer } from 'node:http';
import { settings } from '../shared/process.mjs';

/** `reply` gives the bytes for a body. Nothing is checked, nothing is limited: this is as little as a server can do. */
export function serve(reply) {
  createServer((req, res) => {
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      reply(Buffer.concat(chunks).toString(), req.headers.authorization).then(
        (text) => {
          res.writeHead(200, {
            'Content-Type': 'application/json; charset=utf-8',
            'Content-Length': Buffer.byteLength(text),
          });
          res.end(text);
        },
        (error) => {
          console.error(error);
          res.writeHead(500).end();
        },
      );
    });
  }).listen(settings.port, settings.host);
}

/** Finds the work by its document, and puts its answer into words. */
export const replyBy = (answers) => async (body, authorization) => {
  const { query, variables } = JSON.parse(body);
  return JSON.stringify({ data: await answers.get(query)(variables ?? {}, authorization) });
};
