-- What PostGraphile's documents call computed columns and custom queries: the ways to say what the tables do not.
create schema postgraphile;

-- PostGraphile looks for a computed column beside its table.
create function public.posts_tags(p posts) returns setof tags language sql stable as $$
  select t.* from post_tags pt join tags t on t.id = pt.tag_id where pt.post_id = p.id order by pt.position
$$;

create function postgraphile.viewer() returns users language sql stable as $$
  select u.* from users u where u.id = nullif(current_setting('jwt.claims.sub', true), '')::uuid
$$;

create function postgraphile.tagged(tag text) returns setof posts language sql stable as $$
  select p.* from post_tags x join posts p on p.id = x.post_id
  where x.tag_id = (select id from tags where slug = tag) and x.published_at is not null
  order by x.published_at desc, x.post_id desc
$$;
