/** Documents that nobody means well with. Each kind in many sizes, and no two alike, so that no cache of texts helps. */

const repeat = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join(' ');

const deep = (n) => {
  const levels = 20 + (n % 300);
  return `{ user(username: "writer_00001") { ${'posts(first: 1) { nodes { author { '.repeat(levels)}id${' } } }'.repeat(levels)} } }`;
};
const wide = (n) => `{ ${repeat(300 + (n % 700), () => 'posts { nodes { id title author { name } } }')} }`;
const aliased = (n) =>
  `{ ${repeat(200 + (n % 800), (i) => `a${n}_${i}: user(username: "writer_${i}") { id name posts { nodes { id } } }`)} }`;
const cyclic = (n) => {
  const length = 2 + (n % 40);
  const fragments = repeat(length, (i) => `fragment F${i} on Post { id ...F${(i + 1) % length} }`);
  return `query Q${n} { posts { nodes { ...F0 } } } ${fragments}`;
};
/** Each fragment spreads the next one twice: 2^30 fields of a text of two kilobytes. */
const bomb = (n) => {
  const levels = 30;
  const fragments = repeat(levels, (i) =>
    i === levels - 1
      ? `fragment F${i} on Post { a${n}: id }`
      : `fragment F${i} on Post { x: author { posts { nodes { ...F${i + 1} } } } y: author { posts { nodes { ...F${i + 1} } } } }`,
  );
  return `{ posts { nodes { ...F0 } } } ${fragments}`;
};
const hugeList = (n) => `{ nodes(ids: [${repeat(500 + (n % 5_000), (i) => `"post_${n}_${i}",`)}]) { id } }`;
const directives = (n) =>
  `query Q${n} { posts ${'@include(if: true) '.repeat(200 + (n % 2_000))} { nodes { id ${'@skip(if: false) '.repeat(100)} } } }`;
const hugePages = (n) =>
  `{ q${n}: posts(first: 100) { nodes { author { posts(first: 100) { nodes { author { posts(first: 100) { nodes { bodyHtml } } } } } } } } }`;
const unfinished = (n) => '{ posts { nodes { '.repeat(100 + (n % 2_000));
const noise = (n) => `{ ${String.fromCodePoint(0x1f600 + (n % 60)).repeat(500)} }`;

const kinds = [deep, wide, aliased, cyclic, bomb, hugeList, directives, hugePages, unfinished, noise];

export function* hostileDocuments(count) {
  for (let n = 0; n < count; n++) yield kinds[n % kinds.length](n);
}
