/** Reads rows as Wander does, from PostgreSQL and remembered in Redis, and tells how many a second. */
import '../peers/shared/process.mjs';
import { wanderDataLayer } from '../peers/shared/wander.mjs';

const { slugs, usernames, rounds, seconds, connections } = JSON.parse(process.env.ROWS);
const { cache, posts, users } = await wanderDataLayer();
const CARD = 'card';

/** What is read, by the name of its work. */
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

/** As many readers at once as the bench has connections. What Redis did not answer has failed. */
async function measure(read, subjects, seconds) {
  const times = [];
  const missed = () => cache.misses + cache.errors;
  const missedBefore = missed();
  const began = performance.now();
  const before = process.cpuUsage();
  const end = began + seconds * 1_000;
  let next = 0;
  const reader = async () => {
    for (let asked = performance.now(); asked < end; asked = performance.now()) {
      await read(subjects[next++ % subjects.length]);
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, reader));
  const { user, system } = process.cpuUsage(before);
  const failed = missed() - missedBefore;
  const perSecond = times.length / ((performance.now() - began) / 1_000);
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor((times.length - 1) * share)];
  const problems = failed > 0 ? { 'not answered by Redis': failed } : {};
  return { perSecond, p50: at(0.5), p99: at(0.99), cpu: (user + system) / times.length, failed, problems };
}

const samples = [];
for (const [work, { subjects, read }] of Object.entries(works)) {
  const readers = Object.entries(sources).map(([name, from]) => [name, from(read, work)]);
  for (const [, reader] of readers) await measure(reader, subjects, 2 * seconds);
  for (let round = 1; round <= rounds; round++) {
    const ofRound = [];
    for (const [peer, reader] of readers)
      ofRound.push({ peer, work, round, ...(await measure(reader, subjects, seconds)) });
    samples.push(...ofRound.map((one) => ({ ...one, ratio: one.perSecond / ofRound[0].perSecond })));
  }
}
process.send(samples);
