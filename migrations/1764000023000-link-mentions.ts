import type { MigrationInterface, QueryRunner } from 'typeorm';
import { renderComment } from '../server/modules/comments/render-comment.js';
import { derive, mentionsIn } from '../server/platform/markdown/index.js';

/**
 * Whom a comment mentions is decided where its Markdown is read, and kept beside it: whoever is linked is told. Stories and
 * comments that are there get their links, and nobody is told of them again.
 */
export class LinkMentions1764000023000 implements MigrationInterface {
  name = 'LinkMentions1764000023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE comments ADD COLUMN mentioned_ids uuid[]`);
    // Where there is none, a version of Wander before this one wrote the comment.
    await notifyOf(
      runner,
      `IF NEW.mentioned_ids IS NULL THEN
          ${NAMED_IN_BODY}
        ELSE
          SELECT coalesce(array_agg(u.id ORDER BY m.place), '{}') INTO named
          FROM unnest(NEW.mentioned_ids) WITH ORDINALITY AS m (id, place) JOIN users u USING (id)
          WHERE u.id <> NEW.author_id;
        END IF;`,
    );
    await eachText(runner, 'comments', async ({ id, body }, people) => {
      const { html, mentionedIds } = renderComment(body, people);
      await runner.query(`UPDATE comments SET body_html = $2, mentioned_ids = $3 WHERE id = $1`, [
        id,
        html,
        mentionedIds,
      ]);
    });
    await eachText(runner, 'posts', async ({ id, body }, people) => {
      if (people.length === 0) return;
      const usernames = people.map(({ username }) => username);
      await runner.query(`UPDATE posts SET body_html = $2 WHERE id = $1`, [id, derive(body, usernames).html]);
    });
  }

  /** The links stay. */
  async down(runner: QueryRunner): Promise<void> {
    await notifyOf(runner, NAMED_IN_BODY);
    await runner.query(`ALTER TABLE comments DROP COLUMN mentioned_ids`);
  }
}

interface Text {
  id: string;
  body: string;
}

interface Person {
  id: string;
  username: string;
}

/** Does something with each text that may mention people, a few at a time: texts are long. */
async function eachText(
  runner: QueryRunner,
  table: 'comments' | 'posts',
  change: (text: Text, people: Person[]) => Promise<void>,
): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const texts = (await runner.query(
      `SELECT id, body FROM ${table}
       WHERE id > $1 AND body ~ '[@\uff20]' ORDER BY id LIMIT 100`,
      [after],
    )) as Text[];
    for (const text of texts) await change(text, await peopleIn(runner, text.body));
    if (texts.length === 0) return;
    after = texts.at(-1)!.id;
  }
}

async function peopleIn(runner: QueryRunner, body: string): Promise<Person[]> {
  const names = mentionsIn(body);
  if (names.length === 0) return [];
  return (await runner.query(
    `SELECT u.id, u.username FROM unnest($1::text[]) WITH ORDINALITY AS n (name, place)
     JOIN users u ON u.username = n.name ORDER BY n.place`,
    [names],
  )) as Person[];
}

const NAMED_IN_BODY = `SELECT coalesce(array_agg(id ORDER BY place), '{}') INTO named FROM (
          SELECT u.id, min(m.place) AS place
          FROM regexp_matches(NEW.body, '(?:^|[^A-Za-z0-9_@/.-])@([A-Za-z0-9_]{3,30})(?![A-Za-z0-9_])', 'g')
            WITH ORDINALITY AS m (name, place)
          JOIN users u ON u.username = lower(m.name[1])
          WHERE u.id <> NEW.author_id GROUP BY u.id
        ) AS people;`;

/** The author of the answered comment first, then the story's writer, then whoever is named: each is told once. */
const notifyOf = (runner: QueryRunner, named: string): Promise<unknown> =>
  runner.query(`
    CREATE OR REPLACE FUNCTION notify_of_comments() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      named uuid[];
    BEGIN
      IF NEW.deleted_at IS NOT NULL THEN
        DELETE FROM notifications WHERE comment_id = NEW.id;
        RETURN NULL;
      END IF;
      IF TG_OP = 'INSERT' THEN
        INSERT INTO notifications (id, user_id, actor_id, kind, post_id, comment_id)
        SELECT gen_random_uuid(), told.user_id, NEW.author_id, told.kind, NEW.post_id, NEW.id
        FROM (
          SELECT DISTINCT ON (user_id) user_id, kind FROM (
            SELECT author_id AS user_id, 'REPLY' AS kind, 1 AS rank FROM comments
            WHERE id = coalesce(NEW.answers_id, NEW.parent_id) AND deleted_at IS NULL
            UNION ALL SELECT author_id, 'COMMENT', 2 FROM posts WHERE id = NEW.post_id
          ) AS all_of_them ORDER BY user_id, rank
        ) AS told
        WHERE told.user_id <> NEW.author_id;
      END IF;
      ${named}
      UPDATE notifications SET is_current = NOT is_current
      WHERE comment_id = NEW.id AND kind = 'MENTION' AND is_current <> (user_id = ANY (named));
      INSERT INTO notifications (id, user_id, actor_id, kind, post_id, comment_id)
      SELECT gen_random_uuid(), told.user_id, NEW.author_id, 'MENTION', NEW.post_id, NEW.id
      FROM unnest(named) WITH ORDINALITY AS told (user_id, place)
      WHERE NOT EXISTS (SELECT FROM notifications n WHERE n.comment_id = NEW.id AND n.user_id = told.user_id)
      ORDER BY told.place
      LIMIT greatest(0, 10 - (SELECT count(*) FROM notifications WHERE comment_id = NEW.id AND kind = 'MENTION'));
      RETURN NULL;
    END $$`);
