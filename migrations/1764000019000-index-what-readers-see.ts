import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of a picture of another site its description is searched, not what Wander says around it; and the words of a text as they
 * stand, where English made others of them: "walki" begins "walking", which is only "walk" there.
 */
export class IndexWhatReadersSee1764000019000 implements MigrationInterface {
  name = 'IndexWhatReadersSee1764000019000';

  async up(runner: QueryRunner): Promise<void> {
    // The picture is what `renderMarkdown` makes of it. No `.*?`: here the first quantifier says how greedy all of them are.
    await replaceIndex(runner, {
      html: `regexp_replace(p.body_html,
        '<span class="outside" data-src="[^"]*" data-alt(="([^"]*)")?><span class="grow">[^<]*<b>[^<]*</b>[^<]*</span>'
          || '<button[^>]*>[^<]*</button></span>', ' \\2 ', 'g')`,
      words: `
          || setweight(ts_delete(to_tsvector('public.wander_simple', c.content),
            tsvector_to_array(to_tsvector('public.wander_english', c.content))), 'D')`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceIndex(runner, { html: 'p.body_html', words: '' });
  }
}

/** Writes `index_posts` and all rows anew, which go on being read meanwhile. */
async function replaceIndex(runner: QueryRunner, { html, words }: { html: string; words: string }): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION index_posts(wanted uuid[]) RETURNS void LANGUAGE sql AS $$
      INSERT INTO post_search (post_id, published_at, title, content, document)
      SELECT p.id, p.published_at, lower(unaccent(p.title)), c.content,
        setweight(to_tsvector('public.wander_english', p.title) || to_tsvector('public.wander_simple', p.title), 'A')
        || setweight(to_tsvector('public.wander_english', t.names) || to_tsvector('public.wander_simple', t.names), 'B')
        || setweight(to_tsvector('public.wander_english', c.content), 'C')${words}
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
  await runner.query(`SELECT index_posts(array_agg(id)) FROM posts WHERE status = 'PUBLISHED'`);
}
