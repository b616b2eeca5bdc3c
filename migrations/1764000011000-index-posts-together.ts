import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What search and the map know of many stories is written by one statement, where each story had one of its own:
 * `index_posts` and `pin_posts` in place of `index_post` and `pin_post`. Drafts no longer set the triggers off.
 */
export class IndexPostsTogether1764000011000 implements MigrationInterface {
  name = 'IndexPostsTogether1764000011000';

  async up(runner: QueryRunner): Promise<void> {
    // `OFFSET 0`: the text is taken out of the HTML once, and each tag looked up by its key. A single space, which most of
    // them are, need not be replaced by one.
    await runner.query(`
      CREATE FUNCTION index_posts(wanted uuid[]) RETURNS void LANGUAGE sql AS $$
        INSERT INTO post_search (post_id, published_at, title, content, document)
        SELECT p.id, p.published_at, lower(unaccent(p.title)), c.content,
          setweight(to_tsvector('public.wander_english', p.title) || to_tsvector('public.wander_simple', p.title), 'A')
          || setweight(to_tsvector('public.wander_english', t.names) || to_tsvector('public.wander_simple', t.names), 'B')
          || setweight(to_tsvector('public.wander_english', c.content), 'C')
        FROM posts p
        CROSS JOIN LATERAL (
          SELECT regexp_replace(
            regexp_replace(p.body_html, '<[^>]*>', ' ', 'g'), '\\s{2,}|[^\\S ]', ' ', 'g') AS content OFFSET 0) c
        CROSS JOIN LATERAL (
          SELECT coalesce(string_agg(t.name, ' ' ORDER BY x.position), '') AS names
          FROM post_tags x CROSS JOIN LATERAL (SELECT name FROM tags WHERE id = x.tag_id OFFSET 0) t
          WHERE x.post_id = p.id) t
        WHERE p.id = ANY (wanted) AND p.status = 'PUBLISHED'
        ON CONFLICT (post_id) DO UPDATE SET title = excluded.title, content = excluded.content,
          document = excluded.document, published_at = excluded.published_at
      $$`);
    await runner.query(`
      CREATE FUNCTION pin_posts(wanted uuid[]) RETURNS void LANGUAGE sql AS $$
        INSERT INTO map_points (post_id, author_id, published_at, latitude, longitude)
        SELECT id, author_id, published_at, public_coordinate(place_precision, place_latitude),
          public_coordinate(place_precision, place_longitude)
        FROM posts
        WHERE id = ANY (wanted) AND status = 'PUBLISHED' AND place_precision <> 'COUNTRY' AND place_latitude IS NOT NULL
        ON CONFLICT (post_id) DO NOTHING
      $$`);
    await replaceTriggers(runner, {
      indexChanged: 'index_posts(ARRAY[NEW.id])',
      indexTagged: 'index_posts(array_agg(DISTINCT post_id)) FROM changed',
      pinChanged: 'pin_posts(ARRAY[NEW.id])',
    });
    await runner.query(`DROP FUNCTION index_post, pin_post`);
    await runner.query(`DROP TRIGGER posts_indexed ON posts`);
    await runner.query(`DROP TRIGGER posts_pinned ON posts`);
    for (const [noun, columns, work] of [
      ['indexed', 'title, body_html, status', 'index_changed_post'],
      ['pinned', 'status, place_precision, place_latitude, place_longitude', 'pin_changed_post'],
    ] as const) {
      await runner.query(`
        CREATE TRIGGER posts_${noun} AFTER INSERT ON posts FOR EACH ROW
        WHEN (NEW.status = 'PUBLISHED') EXECUTE FUNCTION ${work}()`);
      await runner.query(`
        CREATE TRIGGER posts_re${noun} AFTER UPDATE OF ${columns} ON posts FOR EACH ROW
        WHEN (OLD.status = 'PUBLISHED' OR NEW.status = 'PUBLISHED') EXECUTE FUNCTION ${work}()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION index_post(wanted uuid) RETURNS void LANGUAGE sql AS $$
        INSERT INTO post_search (post_id, published_at, title, content, document)
        SELECT p.id, p.published_at, lower(unaccent(p.title)), c.content,
          setweight(to_tsvector('public.wander_english', p.title) || to_tsvector('public.wander_simple', p.title), 'A')
          || setweight(to_tsvector('public.wander_english', t.names) || to_tsvector('public.wander_simple', t.names), 'B')
          || setweight(to_tsvector('public.wander_english', c.content), 'C')
        FROM posts p
        CROSS JOIN LATERAL (
          SELECT regexp_replace(regexp_replace(p.body_html, '<[^>]*>', ' ', 'g'), '\\s+', ' ', 'g') AS content) c
        CROSS JOIN LATERAL (
          SELECT coalesce(string_agg(t.name, ' '), '') AS names
          FROM post_tags x JOIN tags t ON t.id = x.tag_id WHERE x.post_id = p.id) t
        WHERE p.id = wanted AND p.status = 'PUBLISHED'
        ON CONFLICT (post_id) DO UPDATE SET title = excluded.title, content = excluded.content,
          document = excluded.document, published_at = excluded.published_at
      $$`);
    await runner.query(`
      CREATE FUNCTION pin_post(wanted uuid) RETURNS void LANGUAGE sql AS $$
        INSERT INTO map_points (post_id, author_id, published_at, latitude, longitude)
        SELECT id, author_id, published_at, public_coordinate(place_precision, place_latitude),
          public_coordinate(place_precision, place_longitude)
        FROM posts
        WHERE id = wanted AND status = 'PUBLISHED' AND place_precision <> 'COUNTRY' AND place_latitude IS NOT NULL
        ON CONFLICT (post_id) DO NOTHING
      $$`);
    await replaceTriggers(runner, {
      indexChanged: 'index_post(NEW.id)',
      indexTagged: 'index_post(post_id) FROM (SELECT DISTINCT post_id FROM changed) AS posts',
      pinChanged: 'pin_post(NEW.id)',
    });
    await runner.query(`DROP FUNCTION index_posts, pin_posts`);
    for (const name of ['posts_indexed', 'posts_reindexed', 'posts_pinned', 'posts_repinned'])
      await runner.query(`DROP TRIGGER ${name} ON posts`);
    await runner.query(`
      CREATE TRIGGER posts_indexed AFTER INSERT OR UPDATE OF title, body_html, status ON posts
      FOR EACH ROW EXECUTE FUNCTION index_changed_post()`);
    await runner.query(`
      CREATE TRIGGER posts_pinned
      AFTER INSERT OR UPDATE OF status, place_precision, place_latitude, place_longitude ON posts
      FOR EACH ROW EXECUTE FUNCTION pin_changed_post()`);
  }
}

/** @param calls what each trigger performs for the stories it is told of */
async function replaceTriggers(
  runner: QueryRunner,
  calls: { indexChanged: string; indexTagged: string; pinChanged: string },
): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION index_changed_post() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.status = 'PUBLISHED' THEN
        PERFORM ${calls.indexChanged};
      ELSE
        DELETE FROM post_search WHERE post_id = NEW.id;
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION index_tagged_posts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM ${calls.indexTagged};
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION pin_changed_post() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM map_points WHERE post_id = NEW.id;
      PERFORM ${calls.pinChanged};
      RETURN NULL;
    END $$`);
}
