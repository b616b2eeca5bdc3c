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

create function public.posts_viewer_has_liked(p posts) returns boolean language sql stable as $$
  select exists (
    select from likes
    where user_id = nullif(current_setting('jwt.claims.sub', true), '')::uuid and post_id = p.id)
$$;

create function public.users_feed(u users) returns setof posts language sql stable as $$
  select p.* from posts p
  where p.status = 'PUBLISHED' and p.author_id in (select followee_id from follows where follower_id = u.id)
  order by p.published_at desc, p.id desc
$$;

create type postgraphile.map_bounds as (south float8, west float8, north float8, east float8);

create type postgraphile.map_pin as (latitude float8, longitude float8, count int, post posts);

create function postgraphile.map_pins(bounds postgraphile.map_bounds, zoom int) returns setof postgraphile.map_pin
language sql stable as $$
  select m.latitude, m.longitude, m.count, p
  from (
    select avg(latitude) as latitude, avg(longitude) as longitude, count(*)::int as count, min(post_id::text) as first
    from map_points
    where latitude between bounds.south and bounds.north and longitude between bounds.west and bounds.east
    group by floor(longitude / (22.5 / power(2, zoom))), floor(latitude / (22.5 / power(2, zoom)))
    order by count(*) desc, min(post_id::text) limit 400) m
  left join posts p on m.count = 1 and p.id = m.first::uuid
  order by m.count desc, m.first
$$;
