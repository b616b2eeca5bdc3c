import type { MigrationInterface, QueryRunner } from 'typeorm';
import { splitTags, type TagName, tagName } from '../server/platform/input/tag-names.js';
import { LIMITS } from '../server/platform/limits.js';

const { tags: MAX_TAGS, tagCharacters: MAX_TAG } = LIMITS.text;

interface Tag {
  id: string;
  slug: string;
  name: string;
}

interface PostTag {
  tagId: string;
  name: string | null;
  publishedAt: string | null;
}

/**
 * Spellings that are one tag (`#hike` and `hike`, ⛰️ and ⛰) become one, called as the most used of them is; a list that was
 * taken for one tag becomes its parts. The triggers of `post_tags` keep the counts and the search.
 */
export class MergeTags1764000023100 implements MigrationInterface {
  name = 'MergeTags1764000023100';

  async up(runner: QueryRunner): Promise<void> {
    // Whoever saves a story meanwhile waits.
    await runner.query(`LOCK TABLE posts, tags, post_tags IN SHARE ROW EXCLUSIVE MODE`);
    const tags = (await runner.query(`SELECT id, slug, name FROM tags ORDER BY post_count DESC, slug`)) as Tag[];
    const meant = new Map(tags.map((tag) => [tag.id, meantBy(tag)]));
    /** The tag that stays, for each slug. */
    const staying = new Map<string, string>();
    for (const { id } of tags) {
      const names = meant.get(id)!;
      if (names.length === 1 && !staying.has(names[0]!.slug)) staying.set(names[0]!.slug, id);
    }
    const changed = tags.filter(({ id, slug, name }) => {
      const [first, ...more] = meant.get(id)!;
      return first?.slug !== slug || first.name !== name || more.length > 0 || staying.get(slug) !== id;
    });
    if (changed.length === 0) return;

    // No slug is taken by a tag that is about to get another one.
    const renamed = changed.filter(({ id }) => staying.get(meant.get(id)![0]?.slug ?? '') === id);
    await runner.query(`UPDATE tags SET slug = id::text WHERE id = ANY ($1)`, [changed.map(({ id }) => id)]);
    for (const { id } of renamed) {
      const [{ slug, name }] = meant.get(id) as [TagName];
      await runner.query(`UPDATE tags SET slug = $2, name = $3 WHERE id = $1`, [id, slug, name]);
    }
    for (const { slug, name } of changed.flatMap(({ id }) => meant.get(id)!)) {
      if (staying.has(slug)) continue;
      const [added] = (await runner.query(
        `INSERT INTO tags (id, slug, name) VALUES (gen_random_uuid(), $1, $2) RETURNING id`,
        [slug, name],
      )) as [Tag];
      staying.set(slug, added.id);
    }

    const leaving = changed.filter((tag) => !renamed.includes(tag)).map(({ id }) => id);
    const tagged = (await runner.query(
      `SELECT post_id AS "postId",
         json_agg(json_build_object('tagId', tag_id, 'name', name, 'publishedAt', published_at) ORDER BY position) AS tags
       FROM post_tags WHERE post_id IN (SELECT post_id FROM post_tags WHERE tag_id = ANY ($1)) GROUP BY post_id`,
      [leaving],
    )) as { postId: string; tags: PostTag[] }[];
    for (const { postId, tags } of tagged) {
      const kept = new Map<string, PostTag>();
      for (const tag of tags)
        for (const { slug, name } of meant.get(tag.tagId)!) {
          const tagId = staying.get(slug)!;
          if (!kept.has(tagId)) kept.set(tagId, { ...tag, tagId, name: tag.name === null ? null : name });
        }
      await runner.query(`DELETE FROM post_tags WHERE post_id = $1`, [postId]);
      await runner.query(
        `INSERT INTO post_tags (post_id, tag_id, position, name, published_at)
         SELECT $1, "tagId", n - 1, name, "publishedAt"
         FROM ROWS FROM (json_to_recordset($2) AS ("tagId" uuid, name text, "publishedAt" timestamptz)) WITH ORDINALITY AS t ("tagId", name, "publishedAt", n)`,
        [postId, JSON.stringify([...kept.values()].slice(0, MAX_TAGS))],
      );
    }
    await runner.query(`DELETE FROM tags WHERE id = ANY ($1)`, [leaving]);
  }

  /** What was merged stays merged. */
  async down(): Promise<void> {}
}

/** What a tag is called now; nothing where nothing of it can be seen. One that could not be written today stays as it is. */
function meantBy({ slug, name }: Tag): TagName[] {
  const tags = splitTags(name).map(tagName);
  const named = tags.filter((tag) => tag.name !== '' && tag.slug !== '');
  const fits = named.every((tag) => [...tag.name].length <= MAX_TAG && [...tag.slug].length <= 2 * MAX_TAG);
  return fits ? named : [{ slug, name }];
}
