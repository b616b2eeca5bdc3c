import pg from 'pg';

const TIMESTAMPTZ = pg.types.builtins.TIMESTAMPTZ;
const PARTS = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/** `2026-11-14 09:00:00.5+00` as the API says it. */
function rfc3339(text) {
  const parts = PARTS.exec(text);
  if (parts === null) return new Date(text).toISOString();
  return `${parts[1]}T${parts[2]}.${(parts[3] ?? '').slice(0, 3).padEnd(3, '0')}Z`;
}

/** Times as text: nobody computes with them. */
export const types = {
  getTypeParser: (oid, format) => (oid === TIMESTAMPTZ ? rfc3339 : pg.types.getTypeParser(oid, format)),
};
