/** Guests who read while the server is attacked, as a process of their own. Told what to read, it reads until it is told `stop`. */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;
const ANSWER_WITHIN_MS = 5_000;
const ADDRESSES = 250;

const FIRST_PAGE = `query FirstPage { posts(first: 20) { nodes { id slug title excerpt author { username name } tags { slug name } } } }`;
const STORY = `query Story($slug: String!) { post(slug: $slug) { id title bodyHtml author { username name }
  comments(first: 20) { nodes { id bodyHtml author { username } } } } }`;
const USER = `query User($username: String!) { user(username: $username) { id name bio posts(first: 20) { nodes { id slug title } } } }`;

const agent = new Agent({ keepAlive: true });
const result = { reads: 0, failures: 0, slowestMs: 0, reasons: {} };
let reading = true;

process.once('message', ({ port, slugs, usernames }) => void readOn(port, slugs, usernames));
process.once('disconnect', () => process.exit(0));

async function readOn(port, slugs, usernames) {
  process.once('message', () => (reading = false));
  const reads = new Set();
  let began = performance.now();
  for (let n = 0; reading; n += 1) {
    const body = [
      () => ({ query: FIRST_PAGE }),
      () => ({ query: STORY, variables: { slug: slugs[n % slugs.length] } }),
      () => ({ query: USER, variables: { username: usernames[n % usernames.length] } }),
    ][n % 3]();
    const one = read(port, n, JSON.stringify(body)).finally(() => reads.delete(one));
    reads.add(one);
    if (n === 0) {
      await one;
      process.send('reading');
      began = performance.now();
    }
    await sleep(Math.max(0, began + n * EVERY_MS - performance.now()));
  }
  await Promise.all(reads);
  process.send(result, () => process.exit(0));
}

async function read(port, n, body) {
  const began = performance.now();
  const reason = await ask(port, n, body);
  result.reads += 1;
  result.slowestMs = Math.max(result.slowestMs, Math.round(performance.now() - began));
  if (reason === undefined) return;
  result.failures += 1;
  result.reasons[reason] = (result.reasons[reason] ?? 0) + 1;
}

/** What was wrong with the answer. */
function ask(port, n, body) {
  return new Promise((resolve) => {
    const asking = request(
      {
        ...{ host: '127.0.0.1', port, path: '/graphql', method: 'POST', agent },
        headers: {
          'Content-Type': 'application/json',
          // Each one is paid for out of its own address' budget.
          'X-Forwarded-For': `198.51.100.${1 + (n % ADDRESSES)}`,
        },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => (text += chunk));
        answer.once('end', () => {
          const code = /"errors":.*?"code":"(\w+)"/.exec(text)?.[1];
          if (answer.statusCode === 200 && !text.includes('"errors":')) resolve(undefined);
          else resolve(`HTTP ${answer.statusCode}${code ? ` ${code}` : ''}`);
        });
        answer.once('error', ({ code }) => resolve(code ?? 'broken off'));
      },
    );
    asking.once('error', ({ code }) => resolve(code === 'ABORT_ERR' ? 'no answer in 5 s' : code));
    asking.end(body);
  });
}
