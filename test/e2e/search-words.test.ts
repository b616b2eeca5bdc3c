import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDataSource } from '../../server/data-source.js';
import { Backfill, sql } from '../../server/platform/database/index.js';
import { migrate } from '../../server/platform/database/migrate.js';
import { type App, startApp } from '../support/app.js';
import { createTestDatabase } from '../support/database.js';
import { type Person, signUp, signUpModerator, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';

let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  ana = await signUp(app, { username: 'rivers' });
});
afterAll(() => app?.close());

const as = ({ token }: Person) => ({ token });
interface Edge {
  node: { title?: string; username?: string; name?: string };
  highlights: { text: string; isMatch: boolean }[];
}
const edgesOf = async (query: string, type = 'POST', person?: Person): Promise<Edge[]> => {
  const { body } = await app.graphql(
    `query ($query: String!, $type: SearchType) { search(query: $query, type: $type, first: 100) { edges {
      node { ... on Post { title } ... on User { username } ... on Tag { name } } highlights { text isMatch } } } }`,
    { query, type },
    person && as(person),
  );
  expect(body.errors).toBeUndefined();
  return body.data.search.edges;
};
const found = async (query: string, type?: string, person?: Person) =>
  (await edgesOf(query, type, person)).map(({ node }) => node.title ?? node.username ?? node.name);
const marked = async (query: string) =>
  (await edgesOf(query)).map(({ highlights }) => highlights.filter(({ isMatch }) => isMatch).map(({ text }) => text));
const write = (title: string, body: string, more: object = {}) => writeStory(app, ana, { title, body, ...more });
const act = async (document: string, variables: object, person = ana) =>
  expect((await app.graphql(document, variables, as(person))).body.errors).toBeUndefined();

describe('a word is found as it stands in the text', () => {
  const signs = `We drove the E-45 in the year of COVID-19, on 2024-05-01, for 3.5 hours at -20 degrees. See example.com/maps or node.js, bus
    N.62, seat A1/B2, half**way** up. “Quoted” «guillemets» „lowered“ ‘single’ dash—ed non‑breaking Xi’an, it’s; AT&T, 5€, #hashtag, @mention,
    semi;colon, 19:45, +49 30 1234, C++ and C#, rock’n’roll, soft\u00adhyphen, zero\u200bwidth, under_score, (bracketed) [square] "straight"
    50%, 1,000 km, v2.0.1, a/b, ¿qué?, caf&eacute;, M&uuml;nchen, caf&#233;bar, 20°C, wifi=off, ~tilde~, x²`;
  beforeAll(() => write('Signs', signs));

  test.each([
    ...[
      'E-45',
      'COVID-19',
      '2024-05-01',
      '3.5',
      '3.5 hours',
      '20 degrees',
      '-20 degrees',
      'example.com',
      'example.com/maps',
    ],
    ...[
      'node.js',
      'N.62',
      'A1/B2',
      'halfway',
      'quoted',
      'guillemets',
      'lowered',
      'single',
      'dash',
      'ed',
      'non',
      'breaking',
    ],
    ...[
      'non-breaking',
      'Xi’an',
      "Xi'an",
      "it's",
      'it’s',
      'AT&T',
      '5€',
      '5',
      '#hashtag',
      'hashtag',
      '@mention',
      'mention',
      'colon',
    ],
    ...[
      '19:45',
      '+49 30 1234',
      'C++',
      'C#',
      "rock'n'roll",
      'softhyphen',
      'zerowidth',
      'under_score',
      'score',
      'bracketed',
    ],
    ...[
      'square',
      'straight',
      '50%',
      '1,000 km',
      'v2.0.1',
      'a/b',
      'qué',
      'café',
      'München',
      'cafébar',
      '20°C',
      'wifi',
      'tilde',
      'x²',
      'x2',
    ],
  ])('%s', async (query) => {
    expect(await found(query)).toEqual(['Signs']);
  });

  test.each(['E-46', '45-E', 'COVID-20', '3.6', '20.5.3', 'js.node', 'B2/A1'])(
    'not %s, which is not there',
    async (query) => {
      expect(await found(query)).toEqual([]);
    },
  );

  test.each([
    ['E-45', ['E', '45']],
    ['node.js', ['node', 'js']],
    ['halfway', ['halfway']],
    ['guillemets', ['guillemets']],
  ])('%s is marked', async (query, marks) => {
    expect(await marked(query)).toEqual([marks]);
  });
});

describe('a word is found inside a sentence of a script without spaces', () => {
  beforeAll(async () => {
    await write('Japanese', '昨日は箱根の温泉旅館に泊まりました。ガラスの灰皿とビール、東京Tokyo駅から2時間。');
    await write('Chinese', '我们在北京的老胡同里吃了饺子，然后去了长城。');
    await write('Thai', 'เมื่อวานเราไปเที่ยววัดพระแก้วที่กรุงเทพมหานครกับเพื่อน');
    await write('Khmer', 'យើងបានទៅលេងទីក្រុងភ្នំពេញកាលពីម្សិលមិញ');
    await write('Lao', 'ພວກເຮົາໄປນະຄອນຫຼວງວຽງຈັນມື້ວານນີ້');
    await write('Burmese', 'ကျွန်တော်တို့ရန်ကုန်မြို့ကိုမနေ့ကသွားခဲ့တယ်');
    await write('Korean', '우리는 어제 제주도에서 한라산을 올랐다.');
  });

  test.each([
    ...[
      '温泉',
      '温泉旅館',
      '旅館',
      '泉',
      '箱根の温泉',
      '灰皿',
      'ガラス',
      'ｶﾞﾗｽ',
      '箱根 温泉',
      '東京',
      '駅',
      'Tokyo',
    ].map((q) => [q, 'Japanese']),
    ...['胡同', '北京', '长城', '饺子，然后', '老胡同 北京', '城'].map((q) => [q, 'Chinese']),
    ...['วัด', 'วัดพระแก้ว', 'กรุงเทพ', 'เพื่อน', 'เที่ยว'].map((q) => [q, 'Thai']),
    ...['ភ្នំពេញ', 'ទីក្រុង', 'លេង'].map((q) => [q, 'Khmer']),
    ...['ວຽງຈັນ', 'ນະຄອນ'].map((q) => [q, 'Lao']),
    ...['ရန်ကုန်', 'မြို့'].map((q) => [q, 'Burmese']),
    ...['제주도', '한라산', '제주도 한라산', '올랐'].map((q) => [q, 'Korean']),
  ])('%s in %s', async (query, title) => {
    expect(await found(query)).toEqual([title]);
  });

  test.each(['泉温', '京北', '旅温'])('not %s, whose letters stand in another order', async (query) => {
    expect(await found(query)).toEqual([]);
  });

  test('is marked in the passage', async () => {
    expect(await marked('温泉旅館')).toEqual([['温泉旅館']]);
    expect(await marked('กรุงเทพ')).toEqual([['กรุงเทพ']]);
  });

  test('of a person and a tag too', async () => {
    await signUp(app, { username: 'tanaka', name: '田中花子' });
    await write('Tagged', 'Nothing.', { tags: ['富士山登山'] });
    expect(await found('花子', 'USER')).toEqual(['tanaka']);
    expect(await found('登山', 'TAG')).toEqual(['富士山登山']);
    expect(await found('登山')).toEqual(['Tagged']);
  });

  test('in a text of 50,000 letters, whatever they are', async () => {
    const many = (from: number, step: number) =>
      Array.from({ length: 50_000 }, (_, n) => String.fromCodePoint(from + ((n * step) % 40_000))).join('');
    await write('Rare signs', many(0x20000, 7));
    await write(
      'Many words',
      Array.from({ length: 9_000 }, (_, n) => `q${String(n).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)}`)
        .join(' ')
        .slice(0, 50_000),
    );
    await write('One word', 'x'.repeat(50_000));
    await write('References', '&#55296; &#0; &#xdfff; &#9999999; &#xffffff; &#128512; &#xe9;toile');
    await write('Ligatures', '\ufdfa'.repeat(50_000));
    expect(await found(String.fromCodePoint(0x20000 + 7, 0x20000 + 14))).toEqual(['Rare signs']);
    expect(await found('étoile')).toEqual(['References']);
  });
});

/** Until they are, a word of a new story counts as one that nobody wrote, and what is similar is found beside it. */
const wordsAreCounted = () =>
  until(async () => (await app.database.rows(sql`select 1 from search_word_changes limit 1`)).length === 0);

describe('capitals and accents of every script', () => {
  beforeAll(async () => {
    await write(
      'Scripts',
      'МОСКВА Ёлка ΟΔΥΣΣΕΎΣ ἄνθρωπος İSTANBUL Łódź Đà Nẵng Straße Ærø كتاب مُحَمَّد می‌خواهم שָׁלוֹם हिन्दी Ｆｕｌｌ ﬁne ١٢٣٠ ՀԱՅԱՍՏԱՆ',
    );
    await wordsAreCounted();
  });
  test.each([
    ...[
      'москва',
      'Москва',
      'елка',
      'οδυσσευς',
      'Οδυσσέυς',
      'ανθρωπος',
      'istanbul',
      'ISTANBUL',
      'lodz',
      'da nang',
      'strasse',
    ],
    ...['STRASSE', 'aero', 'کتاب', 'محمد', 'میخواهم', 'שלום', 'हिन्दी', 'full', 'FULL', 'fine', '1230', 'հայաստան'],
  ])('%s', async (query) => {
    expect(await found(query)).toEqual(['Scripts']);
  });
});

describe('a word is found however people spell it', () => {
  const texts: Record<string, string> = {
    Units: 'We rode 10 km at 30km/h, past sign A380 and the COVID-19 post, on a 4×4, at 20 h 30, with 2½ litres.',
    Digits: 'ราคา ๑๕๐ บาท តម្លៃ ១២០០០ ລາຄາ ໕໐໐໐ ၁၇၀၀ ကျပ် १२३४ रुपये ৫৬৭৮ ۴۵۶۷ ٧٨٩٠',
    Arabic: 'ذهبنا الى القاهرة ورأينا ٱلمدينة والمدرسة',
    Urdu: 'ہم لاہور گئے اور کہانی لکھی',
    Persian: 'به کتاب‌خانه رفتیم و نان‌ها را خریدیم',
    Hindi: 'हमने फ़िल्म देखी, ज़िंदगी हिन्दी में पढ़ी और चाँद देखा',
    Lao: 'ພວກເຮົາຢູ່ຫຼວງພະບາງ',
    Japanese: 'ラーメンとコーヒーを頼んだ',
    Apostrophes: "Oʻzbekiston, Kauaʻi, Сім’я, об'єкт, пʼять; we’re",
    Hyphens: 'Wi-Fi, a non\u2011stop X-ray of well-known re-entry, co-operation by email',
    Umlauts: 'Käsespätzle und Äpfel für Frau Grönlöh',
  };
  beforeAll(async () => {
    for (const [title, body] of Object.entries(texts)) await write(`Spelled: ${title}`, body);
    await wordsAreCounted();
  });

  test.each([
    ...['10km', '10 km', '30 km', '30km/h', 'A380', 'A 380', 'A-380', 'covid19', '4x4', '4×4', '20h30', '2 1/2'].map(
      (q) => [q, 'Units'],
    ),
    ...['150', '12000', '5000', '1700', '1234', '5678', '4567', '7890', '๑๒๓๔'].map((q) => [q, 'Digits']),
    ...['القاهره', 'المدينة', 'المدينه', 'والمدرسه'].map((q) => [q, 'Arabic']),
    ...['لاھور', 'لاهور', 'کھانی'].map((q) => [q, 'Urdu']),
    ...['کتابخانه', 'کتاب خانه', 'کتاب‌خانه', 'نان ها', 'خانة'].map((q) => [q, 'Persian']),
    ...['फिल्म', 'फ़िल्म', 'ज़िन्दगी', 'जिंदगी', 'हिंदी', 'हिन्दी', 'पढी', 'चांद'].map((q) => [q, 'Hindi']),
    ...['ຫລວງພະບາງ', 'ຫຼວງພະບາງ'].map((q) => [q, 'Lao']),
    ...['らーめん', 'ラーメン', 'ﾗｰﾒﾝ', 'こーひー'].map((q) => [q, 'Japanese']),
    ...["O'zbekiston", 'O‘zbekiston', 'Ozbekiston', "Kaua'i", 'Kauai', 'сімя', "сім'я", 'обʼєкт', "п'ять", 'пять'].map(
      (q) => [q, 'Apostrophes'],
    ),
    ...['wifi', 'wi fi', 'wi-fi', 'nonstop', 'xray', 'wellknown', 'reentry', 'cooperation', 'e-mail'].map((q) => [
      q,
      'Hyphens',
    ]),
    ...['Kaesespaetzle', 'kasespatzle', 'Aepfel', 'Groenloeh'].map((q) => [q, 'Umlauts']),
  ])('%s, in %s', async (query, title) => {
    expect(await found(query)).toContain(`Spelled: ${title}`);
  });

  test.each(['10m', 'A38 0', 'covid20', 'were', 'こーらーめん'])('not %s, which is another word', async (query) => {
    expect((await found(query)).filter((title) => title?.startsWith('Spelled:'))).toEqual([]);
  });

  test('and marked where it stands', async () => {
    expect(await marked('10km')).toContainEqual(expect.arrayContaining(['10', 'km']));
    expect(await marked('फिल्म')).toEqual([['फ़िल्म']]);
    expect(await marked('القاهره')).toEqual([['القاهرة']]);
    expect(await marked('らーめん')).toEqual([['ラーメン']]);
  });
});

describe('what some part and others do not is found either way', () => {
  const texts: Record<string, string> = {
    Commas: 'We cycled 1,332 km with 12,500 others, for 1,00,000 rupees and $4,300.50.',
    Others: 'Der Weg war 4.711 km lang und kostete 2\u202f450 Euro, CHF 3’900 und 5 600 Kronen; 6,5 Stunden.',
    Digits: 'The pass is 5416m high, 7890 steps, $2300, at 192.168.100.20 and v10.15.7.',
    Dots: 'From the U.S.A. through Washington, D.C. at 7 p.m. by the U.N. building.',
    Acronyms: 'A NATO base at 9pm in the USSR.',
    Apostrophes: "To Xi'an, L'Aquila, N’Djamena, O’Connell Street and Côte d’Ivoire; don't forget: we'll be ill.",
    Plain: 'Fishermans Wharf in Xiamen, oconnell street.',
    Hebrew: 'צה״ל ו ארה"ב',
    Catalan: 'Avinguda del Paral·lel',
    Trademarks: 'With an Interrail™ pass and Lonely Planet℠ maps.',
    Kana: '関ケ原と市ヶ谷を歩いた。',
    Thai: 'ไปเที่ยวเเม่ฮ่องสอน',
    Two: 'A road trip through Viet Nam and Ha Noi, with a camp site.',
    One: 'Hitchhiking past Stonehenge and a lighthouse to Dalat.',
    Saint: 'From St. Petersburg to Mount Elbrus and Fort Worth.',
  };
  beforeAll(async () => {
    for (const [title, body] of Object.entries(texts)) await write(`Parted: ${title}`, body);
    await wordsAreCounted();
  });

  test.each([
    ...['1332 km', '1332km', '1,332 km', '1 332 km', '1.332 km', "1'332", '12500', '100000 rupees', '$4300.50'].map(
      (q) => [q, 'Commas'],
    ),
    ...['4711 km', '4,711', '2450 Euro', '2 450', '3900', '5600 Kronen', '6,5', '6.5 Stunden'].map((q) => [
      q,
      'Others',
    ]),
    ...['5,416 m', '5 416 m', '5.416', '7,890 steps', '$2,300', '192.168', '192.168.100.20', '10.15', 'v10.15.7'].map(
      (q) => [q, 'Digits'],
    ),
    ...['USA', 'usa washington', 'Washington DC', '7pm', '7 pm', '7 p.m.', 'UN building', 'U.S.A.'].map((q) => [
      q,
      'Dots',
    ]),
    ...['N.A.T.O.', '9 p.m.', 'U.S.S.R.'].map((q) => [q, 'Acronyms']),
    ...['Xian', 'Laquila', 'Ndjamena', 'OConnell Street', 'cote divoire', 'dont forget'].map((q) => [q, 'Apostrophes']),
    ...["Fisherman's Wharf", 'Fisherman’s Wharf', "Xi'amen", "O'Connell Street"].map((q) => [q, 'Plain']),
    ...['צהל', 'צה"ל', 'ארהב', 'ארה״ב'].map((q) => [q, 'Hebrew']),
    ...['Parallel', 'Paral·lel', 'paral.lel'].map((q) => [q, 'Catalan']),
    ...['interrail pass', 'lonely planet maps'].map((q) => [q, 'Trademarks']),
    ...['関ヶ原', '関ケ原', '市ケ谷', '市ヶ谷'].map((q) => [q, 'Kana']),
    ...['แม่ฮ่องสอน', 'เเม่ฮ่องสอน'].map((q) => [q, 'Thai']),
    ...['roadtrip', 'Vietnam', 'Hanoi', 'campsite', 'hanoi vietnam', 'roadtrip hanoi'].map((q) => [q, 'Two']),
    ...['hitch hiking', 'stone henge', 'light house', 'Da Lat', 'stone henge lighthouse'].map((q) => [q, 'One']),
    ...['Saint Petersburg', 'St Petersburg', 'Mt Elbrus', 'Mt. Elbrus', 'Ft Worth'].map((q) => [q, 'Saint']),
  ])('%s, in %s', async (query, title) => {
    expect(await found(query)).toContain(`Parted: ${title}`);
  });

  test.each(['56 00', '65 Stunden', '1015', 'well', 'oad trip'])('not %s, which is another word', async (query) => {
    expect((await found(query)).filter((title) => title?.startsWith('Parted:'))).toEqual([]);
  });

  test.each([
    ['1332', ['1,332']],
    ['4711 km', ['4.711', 'km']],
    ['Laquila', ["L'Aquila"]],
    ['Parallel', ['Paral·lel']],
    ['nato', ['NATO']],
  ])('%s is marked where it stands', async (query, marks) => {
    expect(await marked(query)).toContainEqual(marks);
  });

  test('and the passage begins before it', async () => {
    const words = Array.from({ length: 300 }, (_, n) => `pad${n}`).join(' ');
    await write('Far away', `${words} the hostel’s Wi-Fi was quick`);
    const edge = (await edgesOf('wifi hostel')).find(({ node }) => node.title === 'Far away');
    expect(edge!.highlights).toContainEqual({ text: 'Wi-Fi', isMatch: true });
  });

  test('of people and tags too', async () => {
    await signUp(app, { username: 'sinead', name: "Sinéad O'Malley" });
    await write('Tagged so', 'Nothing.', { tags: ['U.K. on foot', '10.000 steps'] });
    expect(await found('omalley', 'USER')).toEqual(['sinead']);
    expect(await found('UK foot', 'TAG')).toEqual(['U.K. on foot']);
    expect(await found('10000 steps', 'TAG')).toEqual(['10.000 steps']);
  });
});

describe('a word is found in its other forms, where little is', () => {
  const texts: Record<string, string> = {
    Past: 'We swam, slept aboard, caught a bus, rode on, flew home and ate; wolves, mice, geese and fishermen everywhere.',
    Present: 'They swim, a wolf, a mouse, a fisherman: one tooth, one foot.',
    British: 'The grey harbour, the theatre, flavours, a tyre; we organised it, forty kilometres away.',
    American: 'The gray harbor, the theater, flavors, a tire; they organized it, fifty kilometers away.',
    Numbers: 'Three nights and twelve hostels.',
    Digits: 'In 3 nights to 12 hostels.',
  };
  beforeAll(async () => {
    for (const [title, body] of Object.entries(texts)) await write(`Forms: ${title}`, body);
    await wordsAreCounted();
  });

  test.each([
    ...['swim', 'swimming aboard', 'sleep', 'catch bus', 'flying', 'eat', 'mouse', 'goose', 'fisherman'].map((q) => [
      q,
      'Past',
    ]),
    ...['swam', 'wolves', 'mice', 'fishermen', 'teeth', 'feet'].map((q) => [q, 'Present']),
    ...['gray', 'harbor', 'theater', 'flavor', 'organize', 'forty kilometers', 'tires'].map((q) => [q, 'British']),
    ...['grey', 'harbour', 'theatre', 'flavours', 'organising', 'fifty km', 'tyre'].map((q) => [q, 'American']),
    ...['3 nights', '12 hostels'].map((q) => [q, 'Numbers']),
    ...['three nights', 'twelve hostels'].map((q) => [q, 'Digits']),
  ])('%s, in %s', async (query, title) => {
    expect(await found(query)).toContain(`Forms: ${title}`);
  });

  test.each(['walrus', 'castle', '3.12', 'swim-teeth'])('not %s, which is another word', async (query) => {
    expect((await found(query)).filter((title) => title?.startsWith('Forms:'))).toEqual([]);
  });

  test('after what has the word itself, and marked', async () => {
    expect((await found('grey harbour'))[0]).toBe('Forms: British');
    expect((await marked('goose'))[0]).toEqual(['geese']);
  });
});

describe('a typing error in the name of somebody or of a tag', () => {
  beforeAll(async () => {
    await signUp(app, { username: 'zmaria', name: 'María Quintero-Ibáñez' });
    await write('Tagged by name', 'Nothing.', { tags: ['Xylophone tour'] });
    await wordsAreCounted();
  });

  test.each([
    'Quintero',
    'quintreo',
    'wuintero',
    'uintero',
    'quinteero',
    'ibanes',
    'obanez',
    'maria quintreo',
    'quinter',
  ])('%s', async (query) => {
    expect(await found(query, 'USER')).toEqual(['zmaria']);
  });
  test.each(['cylophone', 'xylohpone', 'ylophone', 'xylophone torr'])('%s', async (query) => {
    expect(await found(query, 'TAG')).toEqual(['Xylophone tour']);
  });
  test('finds nobody where another word is not theirs', async () => {
    expect(await found('quintreo submarine', 'USER')).toEqual([]);
  });
});

describe('the order of stories', () => {
  const filler = Array.from({ length: 900 }, (_, n) => `filler${n}`).join(' ');

  test('begins with the one that is called exactly so', async () => {
    await write('Zadar', filler);
    await write('A day in Zadar', 'Zadar, Zadar and Zadar again.');
    await write('Zadar and Zadar', 'Zadar.');
    expect((await found('zadar')).slice(0, 1)).toEqual(['Zadar']);
    expect((await found('Zadár!')).slice(0, 1)).toEqual(['Zadar']);
  });

  test('has words that follow each other before those that stand apart', async () => {
    await write('Together', `We swam in the blue grotto. ${filler}`);
    await write('Apart', 'A blue boat and a tower grotto, very grotto and blue blue.');
    for (const query of ['blue grotto', '“blue grotto”', 'Blue Grottoes'])
      expect(await found(query)).toEqual(['Together', 'Apart']);
  });
});

test('a story that an older version indexed is indexed again as it is rendered again', async () => {
  const { slug } = await write('Older index', 'A zorbtrail of 40furlongs.');
  await app.database.write(sql`update post_search set document = '' where title = 'older index'`);
  expect(await found('40 furlongs')).toEqual([]);
  await app.database.write(sql`update posts set rendering = 2 where slug = ${slug}`);
  expect(await app.nest.get(Backfill).run()).toBe(true);
  expect(await found('40 furlongs')).toEqual(['Older index']);
});

describe('a story is found by its place', () => {
  const at = (title: string, precision: string, more: object = {}) =>
    write(title, 'We were there.', {
      place: { name: 'Flensburg', countryCode: 'DE', latitude: 54.8, longitude: 9.4, precision, ...more },
    });

  test('and by its country, as far as its readers see it', async () => {
    await at('Exactly', 'EXACT');
    await at('Town', 'CITY');
    await at('Somewhere', 'COUNTRY');
    for (const query of ['flensburg', 'Flensburg Germany', 'flensbrug'])
      for (const person of [undefined, ana])
        expect((await found(query, 'POST', person)).sort()).toEqual(['Exactly', 'Town']);
    for (const query of ['germany', 'Germany', 'deutschland', 'germny'])
      expect((await found(query)).sort()).toEqual(['Exactly', 'Somewhere', 'Town']);
    for (const query of ['54.8', '9.4']) expect(await found(query)).toEqual([]);
  });

  test('as it is after each change', async () => {
    const story = await at('Moving', 'CITY', { name: 'Tromsø', countryCode: 'NO' });
    for (const query of ['norway', 'Norge', 'tromso']) expect(await found(query)).toEqual(['Moving']);
    const move = (place: object | null, version: number) =>
      act(`mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }`, {
        input: { id: story.id, version, place },
      });
    await move({ name: 'Tromsø', countryCode: 'NO', precision: 'COUNTRY' }, 1);
    expect(await found('tromso')).toEqual([]);
    expect(await found('norway')).toEqual(['Moving']);
    await move({ name: 'Kiruna', countryCode: 'SE', precision: 'CITY' }, 2);
    expect(await found('norway')).toEqual([]);
    expect(await found('kiruna sweden')).toEqual(['Moving']);
    await move(null, 3);
    for (const query of ['sweden', 'kiruna']) expect(await found(query)).toEqual([]);
  });

  test.each([
    ['US', ['USA', 'United States', 'america']],
    ['GB', ['UK', 'united kingdom', 'Great Britain']],
    ['JP', ['japan', '日本']],
    ['CZ', ['czechia', 'Czech Republic']],
    ['CI', ["cote d'ivoire", 'Ivory Coast']],
    ['TR', ['turkey', 'turkiye', 'Türkiye']],
    ['XK', ['kosovo']],
    ['NO', ['Norwegian', 'norwegian']],
    ['CH', ['swiss']],
    ['NL', ['Dutch']],
    ['GB', ['british']],
    ['ES', ['spanish']],
    ['PH', ['Filipino']],
    ['ZA', ['south african']],
    ['CH', ['Suisse', 'Schweiz', 'Svizzera']],
    ['BE', ['Belgique', 'België']],
  ])('in %s by each of the names of that country, and by its adjective', async (countryCode, names) => {
    await at(`In ${countryCode}`, 'COUNTRY', { countryCode });
    for (const name of names) expect(await found(name)).toContain(`In ${countryCode}`);
  });
});

describe('a typing error', () => {
  let lantern: Story;
  beforeAll(async () => {
    lantern = await write(
      'By night',
      'A lantern hung over the bridge where the train to Kyrgyzstan crosses a brackish lagoon; accommodation was scarce.',
    );
  });

  test.each([
    ...[
      'lantren',
      'trian',
      'brdige',
      'lanter',
      'lnatern',
      'alntern',
      'antern',
      'kantern',
      'lanterm',
      'lanterrn',
      'tran',
      'rtain',
      'brigde',
    ],
    ...[
      'birdge',
      'ridge',
      'Kyrgistan',
      'brakish',
      'bracksih',
      'acommodation',
      'accomodation',
      'LANTREN',
      'lantren brdige',
      'the brdige lantern',
    ],
  ])('in a word of the text: %s', async (query) => {
    expect((await found(query))[0]).toBe('By night');
  });

  test.each([
    ['nuuk', 'nuːk'],
    ['hawaii', 'hawaiʻi'],
    ['kalalisut', 'kalaːlːisut'],
  ])('%s, where the text has %s, with signs that are not letters without their accents', async (query, word) => {
    await write(`About ${word}`, `They call it ${word}.`);
    expect(await found(query)).toContain(`About ${word}`);
  });

  test('is looked up among words with any sign', async () => {
    const words = [`'`, `''a`, `\\`, `a\\'`, 'a:*', '(b', '[b', 'a|b', '!a & b', '{1', '*', '+a', '^a', 'a$', '? b'];
    const [row] = await app.database.rows(
      sql<{ query: string; initials: string[] }>`
        select any_of(${words}::text[])::text as query, array(
          select word from unnest(${words}::text[]) as word where word ~ ('^(?:' || initials_of(array[word]) || ')')) as initials`,
    );
    expect(row!.query.split(' | ')).toHaveLength(words.length);
    expect(row!.initials).toEqual(words);
  });

  test('is marked where the right word stands', async () => {
    expect(await marked('lantren')).toEqual([['lantern']]);
  });

  test('finds nothing where another word of the question is nowhere', async () => {
    expect(await found('lantren submarine')).toEqual([]);
  });

  test('is looked up among public stories alone, and what is counted follows each change', async () => {
    const words = async () => {
      await until(async () => (await app.database.rows(sql`select 1 from search_word_changes limit 1`)).length === 0);
      return app.database.rows(
        sql`select word, post_count as count from search_words where word like 'ornith%' order by word`,
      );
    };
    const moderator = await signUpModerator(app);
    const draft = await write('Hidden', 'An ornithologist.', { publish: false });
    await act(`mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }`, {
      input: { id: draft.id, version: 1, body: 'An ornithopter.' },
    });
    expect(await words()).toEqual([]);
    for (const person of [undefined, ana, moderator]) expect(await found('ornithpoter', 'POST', person)).toEqual([]);
    const first = await write('First', 'An ornithopter.', { tags: ['ornithic'] });
    const second = await write('Second', 'An ornithopter and an ornithologist.');
    expect(await found('ornithpoter')).toEqual(expect.arrayContaining(['First', 'Second']));
    expect(await words()).toEqual([
      { word: 'ornith', count: 1 },
      { word: 'ornithic', count: 1 },
      { word: 'ornithologist', count: 1 },
      { word: 'ornithopt', count: 2 },
      { word: 'ornithopter', count: 2 },
    ]);
    await act(`mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }`, {
      input: { id: second.id, version: 1, body: 'An ornithologist.' },
    });
    await act(`mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`, { id: first.id });
    expect(await words()).toEqual([{ word: 'ornithologist', count: 1 }]);
    expect(await found('ornithpoter')).toEqual([]);
    await act(
      `mutation ($id: ID!, $reason: String) { deletePost(input: { id: $id, reason: $reason }) { deletedId } }`,
      { id: second.id, reason: 'No.' },
      moderator,
    );
    expect(await words()).toEqual([]);
    expect(lantern.slug).toBe('by-night');
  });

  test('costs those who write at once no lock', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => signUp(app)));
    const words = ['cassowary', 'albatross', 'nightjar', 'oystercatcher'];
    const body = (n: number) => [...words.slice(n % 4), ...words.slice(0, n % 4)].join(' and ');
    const stories = await Promise.all(
      people.map((person, n) => writeStory(app, person, { title: `Bird ${n}`, body: body(n) })),
    );
    await Promise.all(
      stories.map(({ id }, n) =>
        act(
          `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }`,
          { input: { id, version: 1, body: `${body(n + 1)} twice` } },
          people[n],
        ),
      ),
    );
    await until(async () => (await app.database.rows(sql`select 1 from search_word_changes limit 1`)).length === 0);
    expect(
      await app.database.rows(
        sql`select post_count as count from search_words where word in ('cassowary', 'albatross')`,
      ),
    ).toEqual([{ count: 8 }, { count: 8 }]);
  });
});

test('a passage begins a few words before what was found', async () => {
  const words = (prefix: string) => Array.from({ length: 300 }, (_, n) => `${prefix}${n}`).join(' ');
  await write('Long', `${words('before')} the quiet harbour of kingfishers ${words('after')}`);
  const [edge] = await edgesOf('kingfishers');
  const text = edge!.highlights.map(({ text }) => text).join('');
  const before = edge!.highlights[0]!.text.trim().split(' ');
  expect(before.slice(-4)).toEqual(['the', 'quiet', 'harbour', 'of']);
  expect(before.length).toBeLessThan(9);
  expect(text).toContain('kingfishers after0 after1 after2');
  expect(text.length).toBeLessThanOrEqual(160);
});

test('stories of a database that is older are indexed by the migrations', async () => {
  const { url, drop } = await createTestDatabase();
  const source = await createDataSource({ url, poolSize: 2 }).initialize();
  try {
    let reverted: string[] = [];
    while (!reverted[0]?.startsWith('SplitWordsOurselves')) reverted = await migrate(source, url, 'down');
    await source.query(`
      insert into users (id, username, email, name, password_hash) values (gen_random_uuid(), 'old', 'old@example.net', 'Öld E-45', '')`);
    await source.query(`
      insert into posts (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status, published_at, place_name, place_country_code, place_precision)
      select gen_random_uuid(), u.id, 'Old ' || n, 'old-' || n, 'x', '<p>On the E-45 to 箱根の温泉旅館 with a lantern</p>', '', 1, 'PUBLISHED', now(), 'Bergen', 'NO', 'CITY'
      from users u, generate_series(1, 1100) n`);
    const finds = async (text: string): Promise<number> => {
      const [row] = await source.query<{ count: number }[]>(
        `select count(*)::int as count from post_search where document @@ (search_question($1, 10)).query`,
        [[text]],
      );
      return row!.count;
    };
    await migrate(source, url);
    for (const text of ['E-45', '温泉', 'norway', 'bergen']) expect([text, await finds(text)]).toEqual([text, 1100]);
    expect(await source.query(`select post_count from search_words where word = 'lantern'`)).toEqual([
      { post_count: 1100 },
    ]);
    expect(
      await source.query(
        `select username from users where user_search_document(username, name, bio) @@ (search_question('{E-45}', 10)).query`,
      ),
    ).toHaveLength(1);
  } finally {
    await source.destroy();
    await drop();
  }
});
