import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rows say by which version of the renderer their HTML was made, so that older ones are rendered again: `RENDERING` in
 * server/platform/markdown. Search leaves out the name of a picture's site, and the numbers and arrows of footnotes.
 */
export class CountRenderings1764000025000 implements MigrationInterface {
  name = 'CountRenderings1764000025000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['posts', 'comments'])
      await runner.query(`ALTER TABLE ${table} ADD COLUMN rendering smallint NOT NULL DEFAULT 1`);
    // Stories are indexed anew as they are rendered again.
    await replaceIndex(
      runner,
      `regexp_replace(${WITHOUT_OFFERS}, '<small>[^<]*</small>|<sup><a [^>]*>[^<]*</a></sup>|<a [^>]*role="doc-backlink">[^<]*</a>', ' ', 'g')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceIndex(runner, WITHOUT_OFFERS);
    for (const table of ['posts', 'comments']) await runner.query(`ALTER TABLE ${table} DROP COLUMN rendering`);
  }
}

/** As older versions wrote a picture of another site: its description stays. */
const WITHOUT_OFFERS = `regexp_replace(p.body_html,
        '<span class="outside" data-src="[^"]*" data-alt(="([^"]*)")?><span class="grow">[^<]*<b>[^<]*</b>[^<]*</span>'
          || '<button[^>]*>[^<]*</button></span>', ' \\2 ', 'g')`;

const replaceIndex = (runner: QueryRunner, html: string): Promise<unknown> =>
  runner.query(`
    CREATE OR REPLACE FUNCTION index_posts(wanted uuid[]) RETURNS void LANGUAGE sql AS $$
      INSERT INTO post_search (post_id, published_at, title, content, document)
      SELECT p.id, p.published_at, lower(unaccent(p.title)), c.content,
        setweight(to_tsvector('public.wander_english', p.title) || to_tsvector('public.wander_simple', p.title), 'A')
        || setweight(to_tsvector('public.wander_english', t.names) || to_tsvector('public.wander_simple', t.names), 'B')
        || setweight(to_tsvector('public.wander_english', c.content), 'C')
        || setweight(ts_delete(to_tsvector('public.wander_simple', c.content),
          tsvector_to_array(to_tsvector('public.wander_english', c.content))), 'D')
      FROM posts p
      CROSS JOIN LATERAL (
        SELECT regexp_replace(
          regexp_replace(${html}, '<[^>]*>', ' ', 'g'), '\\s{2,}|[^\\S ]', ' ', 'g') AS content OFFSET 0) c
      CROSS JOIN LATERAL (
        SELECT coalesce(string_agg(t.name, ' ' ORDER BY x.position), '') AS names
        FROM post_tags x CROSS JOIN LATERAL (SELECT name FROM tags WHERE id = x.tag_id OFFSET 0) t
        WHERE x.post_id = p.id) t
      WHERE p.id = ANY (wanted) AND p.status = 'PUBLISHED'
      ON CONFLICT (post_id) DO UPDATE SET title = excluded.title, content = excluded.content,
        document = excluded.document, published_at = excluded.published_at
    $$`);
