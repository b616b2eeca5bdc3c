/** The load, as a process of its own: takes a job from the bench, keeps its connections busy, tells how it went. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, problemOf, requestBytes } from './connection.mjs';
import { hostileDocuments } from './hostile.mjs';

/** The bench has seen enough of the load that it began. */
let enough = false;

/** A server that answers nothing at all does not hold up the bench for longer. */
const PATIENCE_MS = 15_000;

/** @param everyMs the time from one request to the next, of all connections together; without it each asks as soon as it is answered */
async function load({ port, requests, connections, seconds, everyMs = 0 }) {
  const bytes = requests.map((request) => requestBytes(port, request));
  const latencies = [];
  const problems = new Map();
  let failed = 0;
  let next = 0;
  const open = Array.from({ length: connections }, (_, client) => new Connection(port, client));
  const began = performance.now();
  const end = began + seconds * 1_000;
  let until = began;
  const work = async (connection) => {
    while (performance.now() < end && !enough) {
      const turn = next++;
      if (everyMs > 0) await sleep(Math.max(0, began + turn * everyMs - performance.now()));
      const sent = performance.now();
      const reply = await connection.ask(bytes[turn % bytes.length]);
      const received = performance.now();
      const problem = problemOf(reply, requests[turn % bytes.length]);
      if (problem !== undefined) {
        failed += 1;
        problems.set(problem, (problems.get(problem) ?? 0) + 1);
        if (reply.failure !== undefined) return;
      } else {
        latencies.push(received - sent);
        until = Math.max(until, received);
      }
    }
  };
  const close = () => open.forEach((connection) => connection.close());
  const giveUp = setTimeout(close, seconds * 1_000 + PATIENCE_MS);
  await Promise.all(open.map(work));
  clearTimeout(giveUp);
  close();
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  const elapsed = (until - began) / 1_000;
  return {
    answers: latencies.length,
    perSecond: elapsed > 0 ? latencies.length / elapsed : 0,
    p50: at(0.5),
    p99: at(0.99),
    failed,
    problems: Object.fromEntries(problems),
  };
}

/** Sends every hostile document once, over a few connections, until all are sent or the time is up. */
async function attack({ port, count, connections, seconds }) {
  const statuses = new Map();
  const documents = hostileDocuments(count);
  const end = performance.now() + seconds * 1_000;
  const open = new Set();
  let slowest = 0;
  let sent = 0;
  let clients = 0;
  const connected = () => {
    const connection = new Connection(port, (clients += 1));
    open.add(connection);
    return connection;
  };
  const closed = (connection) => {
    connection.close();
    open.delete(connection);
  };
  const work = async () => {
    let connection = connected();
    for (const query of documents) {
      const began = performance.now();
      if (began > end) break;
      sent += 1;
      const reply = await connection.ask(requestBytes(port, { body: JSON.stringify({ query }) }));
      slowest = Math.max(slowest, performance.now() - began);
      const outcome = reply.failure === undefined ? `HTTP ${reply.status}` : 'no answer';
      statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1);
      // A server may close the connection behind a body that it did not want.
      if (reply.failure !== undefined || reply.closes) {
        closed(connection);
        connection = connected();
      }
    }
    closed(connection);
  };
  const giveUp = setTimeout(() => open.forEach((connection) => connection.close()), seconds * 1_000 + PATIENCE_MS);
  await Promise.all(Array.from({ length: connections }, work));
  clearTimeout(giveUp);
  return { sent, slowest, statuses: Object.fromEntries(statuses) };
}

const jobs = { load, attack };

process.on('message', ({ kind, job }) => {
  if (kind === 'enough') {
    enough = true;
    return;
  }
  enough = false;
  jobs[kind](job).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: String(error?.stack ?? error) }),
  );
});
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
