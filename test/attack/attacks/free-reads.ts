import type { Attack } from '../attack.js';

const HEALTH = `{ ${Array.from({ length: 10 }, (_, n) => `a${n}: health { status }`).join(' ')} }`;

/** Letters with which words of the names of most countries begin. */
const AREAS = [...'abcdefghilmnoprstuv'].join(',');

/** Reads that cost a guest little or nothing. */
export const freeReads: Attack[] = [
  {
    name: 'health',
    tries:
      'asks how the server is, ten times in each query, as fast as it is answered, so that probes find it not ready',
    as: 'guest',
    async run(target) {
      const lost: number[] = [];
      const probing = target.repeat(1, async () => {
        const { status } = await target.send({ path: '/healthz/ready' });
        if (status !== 200 && !target.isOver) lost.push(status);
        await target.pause(300);
      });
      await Promise.all([target.repeat(60, (n) => target.ask(target.guest(n % 8), HEALTH)), probing]);
      if (lost.length > 0) return `${lost.length} probes were answered by ${lost.join(', ')}`;
    },
  },
  {
    name: 'feeds-at-once',
    tries: 'asks, sixty times at once, for the feed of a writer whose stories are as long as stories may be',
    as: 'guest',
    run: (target) =>
      target.repeat(60, (n) =>
        target.send({
          headers: target.guest(n % 10).headers,
          path: `/@long_writer/feed.${n % 2 ? 'xml' : 'json'}`,
        }),
      ),
  },
  {
    name: 'towns-of-many-areas',
    tries: 'asks for towns whose names begin with many letters, each time in twenty areas',
    as: 'guest',
    run: (target) =>
      target.repeat(20, (n) =>
        target.ask(target.guest(n % 20), 'query ($q: String!) { placeSuggestions(query: $q, first: 20) { name } }', {
          q: `${['san', 'mar', 'kar', 'man', 'bar'][n % 5]}, ${AREAS}${n}`,
        }),
      ),
  },
  {
    name: 'one-letter',
    tries: 'searches for one letter ten times over, of which the longest stories are full, with all passages',
    as: 'guest',
    run: (target) =>
      target.repeat(
        4,
        (n) =>
          target.ask(
            target.guest(n % 4),
            'query ($q: String!) { search(query: $q, first: 50) { edges { highlights { text } } } }',
            { q: Array.from({ length: 10 }, (_, k) => 'ก'.repeat(n % 2 ? 1 : 1 + k)).join(' ') },
          ),
        40,
      ),
  },
];
