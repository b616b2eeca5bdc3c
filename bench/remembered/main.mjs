/** Reads rows as Wander does, from PostgreSQL and remembered in Redis, and tells how many a second. */
import '../peers/shared/process.mjs';
import { wanderDataLayer } from '../peers/shared/wander.mjs';

const { slugs, usernames, rounds, seconds, connections } = JSON.parse(process.env.ROWS);
const { cache, posts, users } = await wanderDataLayer();
const CARD = { text: false, author: true, place: false, tags: true };

/** What is read, by the name of its work; the number chooses one. */
const works = {
  // A key for each reader: those of one share what is read.
  list: { subjects: Array.from({ length: connections }, (_, reader) => reader), read: () => posts.list({}, CARD) },
  story: { subjects: slugs, read: (slug) => posts.findBySlug(undefined, slug) },
  user: { subjects: usernames, read: (name) => users.findByUsername(name) },
};
const sources = {
  PostgreSQL: (read) => read,
  Redis: (read, work) => (subject) => cache.remember(`v1:bench:${work}:${subject}`, 3_600, () => read(subject)),
};

/** As many readers at once as the bench has connections. */
async function measure(read, subjects, seconds) {
  const began = performance.now();
  const missedBefore = cache.misses + cache.errors;
  const before = process.cpuUsage();
  const end = began + seconds * 1_000;
  let count = 0;
  const reader = async () => {
    while (performance.now() < end) await read(subjects[count++ % subjects.length]);
  };
  await Promise.all(Array.from({ length: connections }, reader));
  const { user, system } = process.cpuUsage(before);
  const missed = cache.misses + cache.errors - missedBefore;
  return { perSecond: count / ((performance.now() - began) / 1_000), cpu: (user + system) / count, missed };
}

const readings = [];
for (const [work, { subjects, read }] of Object.entries(works)) {
  const readers = Object.entries(sources).map(([name, from]) => [name, from(read, work)]);
  for (const [, reader] of readers) await measure(reader, subjects, 2 * seconds);
  for (let round = 1; round <= rounds; round++)
    for (const [source, reader] of readers)
      readings.push({ source, work, round, ...(await measure(reader, subjects, seconds)) });
}
process.send(readings, () => process.exit(0));
