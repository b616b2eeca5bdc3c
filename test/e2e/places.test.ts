import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDataSource } from '../../server/data-source.js';
import { fillGazetteer } from '../../server/modules/places/index.js';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { statementsOf } from '../support/statements.js';

let app: App;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  [ana, ben] = await Promise.all([signUp(app), signUp(app)]);
});
afterAll(() => app?.close());

const as = ({ token }: Person) => ({ token });
const errorOf = (reply: Awaited<ReturnType<App['graphql']>>) => reply.body.errors?.[0];
const PLACE = 'place { name countryCode latitude longitude precision }';
const exact = { name: 'The old pier', countryCode: 'DE', latitude: 53.914_37, longitude: 8.489_12 };
const pinned = (precision: string, over: object = {}) =>
  writeStory(app, ana, { place: { ...exact, precision, ...over } });
const update = (input: object, person = ana) =>
  app.graphql(
    `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { version ${PLACE} } } }`,
    { input },
    as(person),
  );
const read = async ({ slug }: Story, person?: Person) =>
  (await app.graphql(`query ($s: String!) { post(slug: $s) { ${PLACE} } }`, { s: slug }, person && as(person))).body
    .data.post.place;
const world = { south: -90, west: -180, north: 90, east: 180 };

describe('the place of a story', () => {
  test.each([
    ['EXACT', { name: 'The old pier', latitude: 53.914_37, longitude: 8.489_12 }],
    ['CITY', { name: 'The old pier', latitude: 53.9, longitude: 8.5 }],
    ['COUNTRY', { name: 'Germany', latitude: null, longitude: null }],
  ])('is known to others as %s allows, and to its writer as it was given', async (precision, seen) => {
    const story = await pinned(precision);
    for (let n = 0; n < 4; n += 1) expect(await read(story)).toEqual({ countryCode: 'DE', precision, ...seen });
    expect(await read(story, ben)).toEqual({ countryCode: 'DE', precision, ...seen });
    expect(await read(story, ana)).toEqual({ ...exact, precision });
  });

  test('is CITY unless told otherwise, and needs no coordinates', async () => {
    const story = await writeStory(app, ana, { place: { name: ' Somewhere ', countryCode: 'fr' } });
    expect(await read(story)).toEqual({
      name: 'Somewhere',
      countryCode: 'FR',
      latitude: null,
      longitude: null,
      precision: 'CITY',
    });
  });

  test('is changed and taken away, each a version; the same again changes nothing', async () => {
    const story = await pinned('CITY');
    const steps: [object, number, object | null][] = [
      [{ version: 1, place: { ...exact, precision: 'CITY' } }, 1, { ...exact, precision: 'CITY' }],
      [{ version: 1, place: { ...exact, precision: 'EXACT' } }, 2, { ...exact, precision: 'EXACT' }],
      [{ version: 2, title: 'Moved' }, 3, { ...exact, precision: 'EXACT' }],
      [{ version: 3, place: null }, 4, null],
      [{ version: 3, place: null }, 4, null],
      [
        { version: 4, place: { name: 'Back', countryCode: 'NO', precision: 'COUNTRY' } },
        5,
        { name: 'Back', countryCode: 'NO', latitude: null, longitude: null, precision: 'COUNTRY' },
      ],
    ];
    for (const [input, version, place] of steps) {
      const { body } = await update({ id: story.id, ...input });
      expect(body.errors).toBeUndefined();
      expect(body.data.updatePost.post).toEqual({ version, place });
    }
    expect(errorOf(await update({ id: story.id, version: 1, place: null }))?.extensions.code).toBe('STALE_VERSION');
    expect(errorOf(await update({ id: story.id, version: 5, place: null }, ben))?.extensions.code).toBe('FORBIDDEN');
  });

  test.each([
    [{ latitude: 91 }, 'input.place.latitude'],
    [{ longitude: -180.1 }, 'input.place.longitude'],
    [{ latitude: null }, 'input.place'],
    [{ countryCode: 'XX' }, 'input.place.countryCode'],
    [{ countryCode: 'DEU' }, 'input.place.countryCode'],
    [{ name: ' ' }, 'input.place.name'],
    [{ name: 'x'.repeat(101) }, 'input.place.name'],
  ])('with %j is refused with the field', async (wrong, path) => {
    const place = { ...exact, ...wrong };
    const story = await pinned('CITY');
    const create = await app.graphql(
      `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }`,
      { input: { place } },
      as(ana),
    );
    for (const reply of [create, await update({ id: story.id, version: 1, place })])
      expect(errorOf(reply)?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  test('of a list costs no more statements, and one for the viewer’s own', async () => {
    await Promise.all([pinned('EXACT'), pinned('CITY')]);
    const list = `{ posts { nodes { title ${PLACE} } } }`;
    expect(await statementsOf(app, () => app.graphql(list))).toHaveLength(1);
    expect(await statementsOf(app, () => app.graphql(list, {}, as(ben)))).toHaveLength(1);
    expect(await statementsOf(app, () => app.graphql(list, {}, as(ana)))).toHaveLength(2);
  });
});

const pins = async (bounds: object, zoom: number, more: object = {}, person?: Person) => {
  const { body } = await app.graphql(
    `query ($bounds: MapBoundsInput!, $zoom: Int!, $by: String) { mapPins(bounds: $bounds, zoom: $zoom, authorUsername: $by) { latitude longitude count post { title } } }`,
    { bounds, zoom, ...more },
    person && as(person),
  );
  expect(body.errors).toBeUndefined();
  return body.data.mapPins as { latitude: number; longitude: number; count: number; post: { title: string } | null }[];
};
const within = async (bounds: object, more: object = {}, person?: Person) =>
  (
    await app.graphql(
      `query ($filter: PostFilter) { posts(first: 100, filter: $filter) { nodes { title } } }`,
      { filter: { bounds, ...more } },
      person && as(person),
    )
  ).body.data.posts.nodes.map(({ title }: Story) => title) as string[];

describe('the map', () => {
  test('has one pin for what lies close together, and its story where it is one', async () => {
    const writer = await signUp(app);
    const at = (title: string, latitude: number, longitude: number) =>
      writeStory(app, writer, {
        title,
        place: { name: 'x', countryCode: 'NO', latitude, longitude, precision: 'EXACT' },
      });
    await at('a', 60.1, 5.1);
    await at('b', 60.2, 5.2);
    await at('c', -33, 151);
    const by = { by: writer.username };
    const far = await pins(world, 0, by);
    expect(far).toHaveLength(2);
    expect(far[0]).toMatchObject({ count: 2, post: null });
    expect(far[0]!.latitude).toBeCloseTo(60.15);
    expect(far[1]).toEqual({ latitude: -33, longitude: 151, count: 1, post: { title: 'c' } });
    const near = await pins({ south: 60, west: 5, north: 61, east: 6 }, 10, by);
    expect(near.map(({ post }) => post?.title).sort()).toEqual(['a', 'b']);
    expect(await pins(world, 0, { by: 'nobody_at_all' })).toEqual([]);
    expect(await within({ south: 60, west: 5, north: 61, east: 6 }, { authorUsername: writer.username })).toEqual([
      'b',
      'a',
    ]);
  });

  test('crosses the 180th meridian', async () => {
    const writer = await signUp(app);
    for (const [title, longitude] of [
      ['east', 179],
      ['west', -179],
      ['far', 0],
    ] as const)
      await writeStory(app, writer, {
        title,
        place: { name: 'x', countryCode: 'FJ', latitude: -17, longitude, precision: 'EXACT' },
      });
    const bounds = { south: -30, west: 170, north: 0, east: -170 };
    expect((await pins(bounds, 6, { by: writer.username })).map(({ post }) => post?.title).sort()).toEqual([
      'east',
      'west',
    ]);
    expect((await within(bounds, { authorUsername: writer.username })).sort()).toEqual(['east', 'west']);
  });

  test('stands together across the 180th meridian, however the box lies', async () => {
    const writer = await signUp(app);
    for (const longitude of [179.999, -179.999])
      await writeStory(app, writer, {
        place: { name: 'x', countryCode: 'FJ', latitude: -16.8, longitude, precision: 'EXACT' },
      });
    for (const bounds of [world, { south: -30, west: 170, north: 0, east: -170 }, { ...world, west: 0.01, east: 0 }])
      for (const zoom of [0, 3, 12]) {
        const seen = await pins(bounds, zoom, { by: writer.username });
        expect(seen).toEqual([{ latitude: -16.8, longitude: expect.closeTo(180, 1), count: 2, post: null }]);
      }
  });

  test('is what an outline within the box has, on both sides of the 180th meridian, too', async () => {
    const writer = await signUp(app);
    for (const [title, latitude, longitude] of [
      ['inside', 1, 1],
      ['in the corner', 9, 9],
      ['beyond', 1, 179.5],
      ['on the other side', 1, -179.5],
      ['below', -9, -179.5],
    ] as const)
      await writeStory(app, writer, {
        title,
        place: { name: 'x', countryCode: 'FJ', latitude, longitude, precision: 'EXACT' },
      });
    const at = (...corners: [latitude: number, longitude: number][]) =>
      corners.map(([latitude, longitude]) => ({ latitude, longitude }));
    const titlesOf = async (bounds: object) => {
      const seen = await pins(bounds, 20, { by: writer.username });
      const titles = seen.map(({ post }) => post?.title).sort();
      expect((await within(bounds, { authorUsername: writer.username })).sort()).toEqual(titles);
      return titles;
    };
    const box = { south: 0, west: 0, north: 10, east: 10 };
    expect(await titlesOf(box)).toEqual(['in the corner', 'inside']);
    expect(await titlesOf({ ...box, outline: at([0, 0], [10, 0], [0, 10]) })).toEqual(['inside']);
    const across = { south: -10, west: 179, north: 10, east: -179 };
    expect(await titlesOf(across)).toEqual(['below', 'beyond', 'on the other side']);
    expect(await titlesOf({ ...across, outline: at([2, 179], [2, 181], [0, 181], [0, 179]) })).toEqual([
      'beyond',
      'on the other side',
    ]);
    expect(await titlesOf({ ...across, outline: at([10, 180.2], [10, 181], [-10, 181], [-10, 180.2]) })).toEqual([
      'below',
      'on the other side',
    ]);
  });

  test('sums up how far a writer’s stories reach, and what they are often about, without drafts', async () => {
    const writer = await signUp(app);
    const at = (countryCode: string, precision = 'EXACT') => ({
      place: { name: 'x', countryCode, latitude: 10, longitude: 10, precision },
    });
    await writeStory(app, writer, { ...at('NO'), tags: ['Trains', 'Rain'] });
    await writeStory(app, writer, { ...at('NO'), tags: ['Trains', 'Snow'] });
    await writeStory(app, writer, { ...at('JP', 'COUNTRY'), tags: ['Trains', 'Rain'] });
    await writeStory(app, writer, { tags: ['Rain'] });
    await writeStory(app, writer, { ...at('FJ'), tags: ['Secrets'], publish: false });
    const ask = async (username: string) => {
      const { body } = await app.graphql(
        `query ($username: String!) { placeSummary(authorUsername: $username) { postCount countryCount } tagsByAuthor(username: $username) { name } placesOfAll: placeSummary { postCount } }`,
        { username },
      );
      return body.data;
    };
    expect(await ask(writer.username.toUpperCase())).toEqual({
      placeSummary: { postCount: 3, countryCount: 2 },
      tagsByAuthor: [{ name: 'Rain' }, { name: 'Trains' }, { name: 'Snow' }],
      placesOfAll: { postCount: expect.any(Number) },
    });
    expect((await ask(writer.username)).placesOfAll.postCount).toBeGreaterThanOrEqual(3);
    for (const nobody of ['nobody_at_all', '', 'x'.repeat(1_000)])
      expect(await ask(nobody)).toMatchObject({ placeSummary: { postCount: 0, countryCount: 0 }, tagsByAuthor: [] });
  });

  test('tells nobody more than the writer allows, however near one looks', async () => {
    const writer = await signUp(app);
    const place = { name: 'Home', countryCode: 'DE', latitude: 53.914_37, longitude: 8.489_12 };
    await writeStory(app, writer, { title: 'city', place: { ...place, precision: 'CITY' } });
    await writeStory(app, writer, { title: 'country', place: { ...place, precision: 'COUNTRY' } });
    const by = { by: writer.username };
    for (const person of [undefined, ben, writer]) {
      // Halving the map over and over ends at the rounded spot.
      let { south, west, north, east } = { south: 53, west: 8, north: 54.6, east: 9.6 };
      for (let step = 0; step < 30; step += 1) {
        const half =
          step % 2
            ? { south, north, west, east: (west + east) / 2 }
            : { south, west, east, north: (south + north) / 2 };
        const isThere = (await pins(half, 20, by, person)).length > 0;
        expect((await within(half, { authorUsername: writer.username }, person)).length > 0).toBe(isThere);
        if (step % 2) [west, east] = isThere ? [west, half.east] : [half.east, east];
        else [south, north] = isThere ? [south, half.north] : [half.north, north];
      }
      expect((south + north) / 2).toBeCloseTo(53.9, 3);
      expect((west + east) / 2).toBeCloseTo(8.5, 3);
      expect(await pins(world, 20, by, person)).toEqual([
        { latitude: 53.9, longitude: 8.5, count: 1, post: { title: 'city' } },
      ]);
    }
  });

  test('has no drafts, nothing taken back, and follows what is changed', async () => {
    const writer = await signUp(app);
    const place = { name: 'x', countryCode: 'IS', latitude: 64, longitude: -20, precision: 'EXACT' };
    await writeStory(app, writer, { place, publish: false });
    const story = await writeStory(app, writer, { title: 'moves', place });
    const titles = async () =>
      (await pins(world, 3, { by: writer.username }, writer)).map((pin) => [pin.latitude, pin.post?.title]);
    expect(await titles()).toEqual([[64, 'moves']]);
    await update({ id: story.id, version: 1, place: { ...place, latitude: 65 } }, writer);
    expect(await titles()).toEqual([[65, 'moves']]);
    await app.graphql(
      `mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`,
      { id: story.id },
      as(writer),
    );
    expect(await titles()).toEqual([]);
  });

  describe('of thousands of stories', () => {
    let many: Person;
    const [COLUMNS, ROWS] = [500, 4];
    beforeAll(async () => {
      many = await signUp(app);
      // One in the middle of each cell of a grid over the whole world.
      for (let row = 0; row < ROWS; row += 1)
        await app.rows(sql`
        insert into posts (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status, published_at,
          place_name, place_country_code, place_latitude, place_longitude, place_precision)
        select gen_random_uuid(), u.id, 'n', ${`n-${row}-`} || n, 'n', 'n', '', 1, 'PUBLISHED', now(), 'x', 'NO',
          ${-90 + (180 * (row + 0.5)) / ROWS}::float8, -180 + 360 * (n + 0.5) / ${COLUMNS}::int, 'EXACT'
        from users u, generate_series(0, ${COLUMNS - 1}::int) n where u.username = ${many.username}`);
    });

    test.each([
      ['the world', world, COLUMNS * ROWS],
      ['a thin band around it', { ...world, south: 22.4, north: 22.6 }, COLUMNS],
      ['what lies beyond the 180th meridian', { ...world, west: 0.01, east: 0 }, COLUMNS * ROWS],
      ['a part', { south: -45, west: -100, north: 45, east: 80 }, (COLUMNS * ROWS) / 4],
    ])('%s has 400 pins at most, with all of them in it, in one statement', async (_, bounds, count) => {
      let seen: { count: number }[] = [];
      const statements = await statementsOf(app, async () => {
        seen = await pins(bounds, 20, { by: many.username.toUpperCase() });
      });
      expect(seen.length).toBeGreaterThan(2);
      expect(seen.length).toBeLessThanOrEqual(400);
      expect(seen.reduce((sum, pin) => sum + pin.count, 0)).toBe(count);
      expect(statements.filter((text) => text.includes('map_points'))).toHaveLength(1);
    });
  });

  test('of the whole world is read once for all, and follows what appears, moves and goes', async () => {
    const writer = await signUp(app);
    const readsOf = async (person: Person) =>
      (await statementsOf(app, () => pins(world, 0, {}, person))).filter((text) => text.includes('map_points'));
    await pins(world, 0, {}, ben);
    expect(await readsOf(ben)).toHaveLength(0);
    expect(await readsOf(ana)).toHaveLength(0);
    /** From afar, and as near as the whole world is seen. */
    const farSouth = async () => {
      const both = await Promise.all([0, 7].map((zoom) => pins(world, zoom, {}, ben)));
      return both.map((all) => all.filter(({ latitude }) => latitude < -68).map(({ latitude }) => latitude));
    };
    expect(await farSouth()).toEqual([[], []]);
    const south = { name: 'x', countryCode: 'AQ', longitude: -100, precision: 'EXACT' };
    await writeStory(app, writer, { place: { ...south, latitude: -75 } });
    const { id } = await writeStory(app, writer, { place: { ...south, latitude: -87 } });
    expect(await farSouth()).toEqual([[-81], expect.arrayContaining([-75, -87])]);
    const act = async (document: string, input: object) =>
      expect((await app.graphql(document, { input }, as(writer))).body.errors).toBeUndefined();
    const changed = { id, version: 1, place: { ...south, latitude: -88 } };
    await act(`mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }`, changed);
    expect(await farSouth()).toEqual([[-81.5], expect.arrayContaining([-75, -88])]);
    await act(`mutation ($input: UnpublishPostInput!) { unpublishPost(input: $input) { post { id } } }`, { id });
    expect(await farSouth()).toEqual([[-75], [-75]]);
    const again = { id, version: 2 };
    await act(`mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { id } } }`, again);
    expect(await farSouth()).toEqual([[-81.5], expect.arrayContaining([-75, -88])]);
    await act(`mutation ($input: DeletePostInput!) { deletePost(input: $input) { deletedId } }`, { id });
    expect(await farSouth()).toEqual([[-75], [-75]]);
    expect(await readsOf(ben)).toHaveLength(0);
  });

  test.each([
    [{ south: 10, west: 0, north: 0, east: 10 }, 3, 'bounds.south'],
    [{ south: -91, west: 0, north: 0, east: 10 }, 3, 'bounds.south'],
    [{ south: 0, west: 0, north: 10, east: 181 }, 3, 'bounds.east'],
    [world, 21, 'zoom'],
    [world, -1, 'zoom'],
  ])('of %j at zoom %j is refused with the field', async (bounds, zoom, path) => {
    const reply = await app.graphql(
      `query ($bounds: MapBoundsInput!, $zoom: Int!) { mapPins(bounds: $bounds, zoom: $zoom) { count } }`,
      { bounds, zoom },
    );
    expect(errorOf(reply)?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  test('within an outline of too few corners, too many, or one beyond the pole is refused with the field', async () => {
    const corner = { latitude: 0, longitude: 0 };
    for (const [outline, path] of [
      [[corner, corner], 'bounds.outline'],
      [Array.from({ length: 101 }, () => corner), 'bounds.outline'],
      [[corner, corner, { ...corner, latitude: 91 }], 'bounds.outline.2.latitude'],
    ] as const) {
      const reply = await app.graphql(
        `query ($bounds: MapBoundsInput!) { mapPins(bounds: $bounds, zoom: 3) { count } }`,
        {
          bounds: { ...world, outline },
        },
      );
      expect(errorOf(reply)?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
    }
  });

  test('upside down is refused with the field of a list, too', async () => {
    const reply = await app.graphql(
      `{ posts(filter: { bounds: { south: 1, west: 0, north: 0, east: 1 } }) { nodes { id } } }`,
    );
    expect(errorOf(reply)?.extensions).toMatchObject({ fields: [{ path: 'filter.bounds.south' }] });
  });
});

describeWithRedis('two processes with one Redis', () => {
  test('remember one world together, and both hear of a story on it', async () => {
    const redis = await RedisServer.start();
    const here = await startApp({ REDIS_URL: redis.url });
    const there = await startApp({ REDIS_URL: redis.url, DATABASE_URL: here.databaseUrl });
    const ask = ({ graphql }: App) =>
      graphql(
        `
          query ($world: MapBoundsInput!) {
            mapPins(bounds: $world, zoom: 0) {
              post {
                title
              }
            }
          }
        `,
        { world },
        as(writer),
      );
    const writer = await signUp(here);
    try {
      await ask(here);
      expect(await statementsOf(there, () => ask(there))).toEqual([]);
      await writeStory(here, writer, { title: 'Elsewhere', place: { ...exact, precision: 'EXACT' } });
      for (const one of [here, there])
        await until(async () => (await ask(one)).body.data.mapPins[0]?.post.title === 'Elsewhere');
    } finally {
      await there.close();
      await here.close();
      await redis.close();
    }
  });
});

describe('towns', () => {
  beforeAll(async () => {
    const sources = [1, 2].map(() => createDataSource({ url: app.databaseUrl, poolSize: 1 }));
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    await Promise.all(sources.map((source) => source.initialize()));
    const filled = await Promise.all(sources.map((source) => fillGazetteer(source, say)));
    await Promise.all(sources.map((source) => source.destroy()));
    expect(Math.max(...filled)).toBeGreaterThan(160_000);
    expect(Math.min(...filled)).toBe(0);
    expect(said.at(-1)).toMatch(/^(\d+) of \1 towns$/);
  }, 180_000);

  const suggest = async (query: string, first?: number) => {
    const { body } = await app.graphql(
      `query ($query: String!, $first: Int! = 8) { placeSuggestions(query: $query, first: $first) { id name region countryCode latitude longitude } }`,
      { query, ...(first !== undefined && { first }) },
    );
    expect(body.errors).toBeUndefined();
    return body.data.placeSuggestions as {
      name: string;
      region: string | null;
      countryCode: string;
      latitude: number;
    }[];
  };

  test('are found by the beginning of their name, the largest first', async () => {
    expect((await suggest('Lond'))[0]).toMatchObject({ name: 'London', countryCode: 'GB' });
    expect(await suggest('Lond')).toHaveLength(8);
    expect(await suggest('a', 3)).toHaveLength(3);
  });

  test.each([
    ['Osh', 'Osh', 'KG'],
    ['Oshawa', 'Oshawa', 'CA'],
    ['Xian', 'Xi’an', 'CN'],
    ["xi'an", 'Xi’an', 'CN'],
    ['Xi’an, China', 'Xi’an', 'CN'],
    ['Paris, France', 'Paris', 'FR'],
    ['paris france', 'Paris', 'FR'],
    ['Paris, TX', 'Paris', 'US'],
    ['Paris, Texas, USA', 'Paris', 'US'],
    ['Paris，France', 'Paris', 'FR'],
    ['%Paris_', 'Paris', 'FR'],
    ['Portland, Oregon', 'Portland', 'US'],
    ['Perth Scotland', 'Perth', 'GB'],
    ['Cordoba, Argentina', 'Córdoba', 'AR'],
    ['St Denis, France', 'Saint-Denis', 'FR'],
    ['St. Denis', 'Saint-Denis', 'RE'],
    ['St Petersburg', 'Saint Petersburg', 'RU'],
    ['Saint Louis, USA', 'St. Louis', 'US'],
    ['Mt Pleasant', 'Mount Pleasant', 'US'],
    ['München', 'Munich', 'DE'],
    ['Münch', 'Munich', 'DE'],
    ['Muenchen', 'Munich', 'DE'],
    ['MUNCHEN', 'Munich', 'DE'],
    ['Wien', 'Vienna', 'AT'],
    ['北京', 'Beijing', 'CN'],
    ['東京', 'Tokyo', 'JP'],
    ['Москва', 'Moscow', 'RU'],
    ['москва', 'Moscow', 'RU'],
    ['Αθήνα', 'Athens', 'GR'],
    ['القاهرة', 'Cairo', 'EG'],
    ['תל אביב', 'Tel Aviv', 'IL'],
    ['กรุงเทพ', 'Bangkok', 'TH'],
    ['서울', 'Seoul', 'KR'],
    ['København', 'Copenhagen', 'DK'],
    ['newyork', 'New York City', 'US'],
    ['Washington DC', 'Washington', 'US'],
    ['Washington, D.C.', 'Washington', 'US'],
    ['Washington D. C.', 'Washington', 'US'],
    ['Paris, U.S.A.', 'Paris', 'US'],
    ['London, U.K.', 'London', 'GB'],
    ['Prag, Tschechien', 'Prague', 'CZ'],
    ['Londres, Reino Unido', 'London', 'GB'],
    ['Мюнхен, Германия', 'Munich', 'DE'],
    ['東京、日本', 'Tokyo', 'JP'],
    ['Frankfurt a.M.', 'Frankfurt am Main', 'DE'],
    ['Saint John', 'Saint John', 'CA'],
    ['Roma', 'Rome', 'IT'],
    ['Lucerne', 'Luzern', 'CH'],
    ['Breslau', 'Wrocław', 'PL'],
    ['Calcutta', 'Kolkata', 'IN'],
    ['القاهره', 'Cairo', 'EG'],
    ['ろんどん', 'London', 'GB'],
    ['75001 Paris', 'Paris', 'FR'],
    ['Paris 75001', 'Paris', 'FR'],
    ['10115 Berlin, Germany', 'Berlin', 'DE'],
    ['Berlin 10115 Germany', 'Berlin', 'DE'],
    ['Paris/France', 'Paris', 'FR'],
    ['Biel/Bienne', 'Biel/Bienne', 'CH'],
    ['France Paris', 'Paris', 'FR'],
    ['USA, Portland', 'Portland', 'US'],
    ['日本 京都', 'Kyoto', 'JP'],
    ['Vancouver BC', 'Vancouver', 'CA'],
    ['Vancouver, B.C.', 'Vancouver', 'CA'],
    ['Sydney NSW', 'Sydney', 'AU'],
    ['Perth, WA', 'Perth', 'AU'],
    ['NYC', 'New York City', 'US'],
    ['Barcelna', 'Barcelona', 'ES'],
    ['Lisbno', 'Lisbon', 'PT'],
    ['Kathmandhu', 'Kathmandu', 'NP'],
    ['Reykjavic', 'Reykjavík', 'IS'],
    ['Philadephia, USA', 'Philadelphia', 'US'],
    ['Ljubliana Slovenia', 'Ljubljana', 'SI'],
    ['Мосвка', 'Moscow', 'RU'],
  ])('%s is %s in %s', async (query, name, countryCode) => {
    expect((await suggest(query))[0]).toMatchObject({ name, countryCode });
  });

  test.each([
    ['48.8566, 2.3522', 'Paris', 'FR'],
    ['48° 51′ 24″ N 2° 21′ 8″ E', 'Paris', 'FR'],
    ['٣٥٫٦٨٩٥، ١٣٩٫٦٩١٧', 'Tokyo', 'JP'],
    ['-16.43, -179.9', 'Labasa', 'FJ'],
  ])('%j are near %j', async (query, name, countryCode) => {
    expect((await suggest(query, 20)).find((town) => town.name === name)).toMatchObject({ countryCode });
  });

  test('far from coordinates are none of theirs', async () => expect(await suggest('0, -30')).toEqual([]));

  test('behind a comma cost no more however often it says where', async () => {
    const [query] = await statementsOf(app, () => suggest('San, USA'));
    expect(query).toBeDefined();
    // Words of countries and regions are kept: splitting them takes a thousand times as long as comparing them.
    expect(query!.match(/split_words/g)).toHaveLength(2);
    expect((await suggest(`San${', California'.repeat(8)}`))[0]!.region).toBe('California');
  });

  test('are looked for as scripts/towns.py has written them', async () => {
    const others = sql`select name from towns t where not exists (
      select from town_names n where n.town_id = t.id and n.search_name = town_search_name(t.name))`;
    expect(await app.rows(others)).toEqual([]);
  });

  test('of the same name are told apart by their regions', async () => {
    const regions = (await suggest('Springfield', 5)).map(({ region }) => region);
    expect(regions).toContain('Missouri');
    expect(new Set(regions).size).toBe(5);
    expect((await suggest('Zermatt'))[0]!.region).toBe('Valais');
  });

  test.each([
    ['sao pau', 'São Paulo'],
    ['SÃO PAU', 'São Paulo'],
    ['bodø', 'Bodø'],
    ['bodo', 'Bodø'],
  ])('%j is %j, accents or not', async (query, name) => {
    expect((await suggest(query)).map((town) => town.name)).toContain(name);
  });

  test.each(['', ' ', '%', '_', '％', '＿', "o'", '\\', 'x'.repeat(100), 'qqqq'])(
    '%j is the name of no town',
    async (query) => {
      const found = await suggest(query);
      if (query !== "o'") expect(found).toEqual([]);
    },
  );

  test('need a beginning of at most 100 characters, and are at most 20', async () => {
    for (const [query, first, path] of [
      ['x'.repeat(101), 8, 'query'],
      ['a', 21, 'first'],
      ['a', 0, 'first'],
    ] as const) {
      const reply = await app.graphql(
        `query ($query: String!, $first: Int!) { placeSuggestions(query: $query, first: $first) { id } }`,
        { query, first },
      );
      expect(errorOf(reply)?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
    }
  });
});
