import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Search: `post_search` has a row for each public story, kept by triggers, so that a draft cannot be found; people and tags
 * are searched by indexes on what they are called. Words are compared without accents, as English and as they are.
 * `find_similar` is for typing errors.
 */
export class AddSearch1764000007000 implements MigrationInterface {
  name = 'AddSearch1764000007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS unaccent`);
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    for (const [name, copied, stem] of [
      ['wander_english', 'english', 'english_stem'],
      ['wander_simple', 'simple', 'simple'],
    ] as const) {
      await runner.query(`CREATE TEXT SEARCH CONFIGURATION ${name} (COPY = pg_catalog.${copied})`);
      await runner.query(`
        ALTER TEXT SEARCH CONFIGURATION ${name}
        ALTER MAPPING FOR word, hword, hword_part WITH unaccent, ${stem}`);
    }
    await runner.query(`
      CREATE TABLE post_search (
        post_id uuid NOT NULL CONSTRAINT post_search_pkey PRIMARY KEY
          CONSTRAINT post_search_post_id_fkey REFERENCES posts (id) ON DELETE CASCADE,
        published_at timestamptz(3) NOT NULL,
        title text NOT NULL,
        content text NOT NULL,
        document tsvector NOT NULL
      )`);
    await runner.query(`CREATE INDEX post_search_document_idx ON post_search USING gin (document)`);
    await runner.query(`CREATE INDEX post_search_title_idx ON post_search USING gin (title gin_trgm_ops)`);
    await runner.query(`CREATE INDEX post_search_newest_idx ON post_search (published_at DESC, post_id DESC)`);
    await runner.query(`
      CREATE FUNCTION user_search_document(username text, name text, bio text) RETURNS tsvector
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN setweight(to_tsvector('public.wander_simple', username || ' ' || name), 'A')
        || setweight(to_tsvector('public.wander_english', name || ' ' || bio), 'B')`);
    await runner.query(`
      CREATE FUNCTION tag_search_document(slug text, name text) RETURNS tsvector
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN to_tsvector('public.wander_simple', replace(slug, '-', ' ') || ' ' || name)
        || to_tsvector('public.wander_english', name)`);
    await runner.query(`CREATE INDEX users_search_idx ON users USING gin (user_search_document(username, name, bio))`);
    await runner.query(
      `CREATE INDEX users_similar_idx ON users USING gin (lower(username || ' ' || name) gin_trgm_ops)`,
    );
    await runner.query(`CREATE INDEX tags_search_idx ON tags USING gin (tag_search_document(slug, name))`);
    await runner.query(`CREATE INDEX tags_similar_idx ON tags USING gin (lower(name) gin_trgm_ops)`);

    // What readers see of the HTML: without marks and addresses, its entities as they are, lest `<` begin a tag again.
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
      CREATE FUNCTION index_changed_post() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.status = 'PUBLISHED' THEN
          PERFORM index_post(NEW.id);
        ELSE
          DELETE FROM post_search WHERE post_id = NEW.id;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER posts_indexed AFTER INSERT OR UPDATE OF title, body_html, status ON posts
      FOR EACH ROW EXECUTE FUNCTION index_changed_post()`);
    await runner.query(`
      CREATE FUNCTION index_tagged_posts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM index_post(post_id) FROM (SELECT DISTINCT post_id FROM changed) AS posts;
        RETURN NULL;
      END $$`);
    for (const [event, table] of [
      ['INSERT', 'NEW'],
      ['DELETE', 'OLD'],
    ] as const)
      await runner.query(`
        CREATE TRIGGER post_tags_indexed_by_${event.toLowerCase()} AFTER ${event} ON post_tags
        REFERENCING ${table} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION index_tagged_posts()`);
    await runner.query(`SELECT index_post(id) FROM posts WHERE status = 'PUBLISHED'`);

    await runner.query(`
      CREATE FUNCTION find_similar(words text) RETURNS TABLE (kind integer, id uuid, score double precision)
      LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = 0.4 AS $$
        (SELECT 3, s.post_id, word_similarity(lower(unaccent(words)), s.title)::double precision AS score
          FROM post_search s WHERE lower(unaccent(words)) <% s.title ORDER BY score DESC, s.post_id LIMIT 50)
        UNION ALL
        (SELECT 2, u.id, word_similarity(lower(words), lower(u.username || ' ' || u.name))::double precision AS score
          FROM users u WHERE lower(words) <% lower(u.username || ' ' || u.name) ORDER BY score DESC, u.id LIMIT 50)
        UNION ALL
        (SELECT 1, t.id, word_similarity(lower(words), lower(t.name))::double precision AS score
          FROM tags t WHERE lower(words) <% lower(t.name) AND t.post_count > 0 ORDER BY score DESC, t.id LIMIT 50)
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER post_tags_indexed_by_insert ON post_tags`);
    await runner.query(`DROP TRIGGER post_tags_indexed_by_delete ON post_tags`);
    await runner.query(`DROP TRIGGER posts_indexed ON posts`);
    await runner.query(`DROP FUNCTION find_similar, index_tagged_posts, index_changed_post, index_post`);
    await runner.query(`DROP INDEX tags_similar_idx, tags_search_idx, users_similar_idx, users_search_idx`);
    await runner.query(`DROP FUNCTION tag_search_document, user_search_document`);
    await runner.query(`DROP TABLE post_search`);
    await runner.query(`DROP TEXT SEARCH CONFIGURATION wander_english, wander_simple`);
    await runner.query(`DROP EXTENSION pg_trgm`);
    await runner.query(`DROP EXTENSION unaccent`);
  }
}
