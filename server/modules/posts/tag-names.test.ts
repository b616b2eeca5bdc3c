import { expect, test } from '@jest/globals';
import { tagNames, tagSlug } from './tag-names.js';

test.each([
  ['  Lake \t  Malawi ', 'Lake Malawi', 'lake-malawi'],
  ['Cafe\u0301', 'Café', 'café'],
  ['ÅNGSTRÖM', 'ÅNGSTRÖM', 'ångström'],
  ['🚂', '🚂', '🚂'],
  ['#hike', 'hike', 'hike'],
  ['＃ Ｈｉｋｅ', 'Ｈｉｋｅ', 'hike'],
  ['hi\u200bke\u00ad', 'hike', 'hike'],
  ['⛰\ufe0f', '⛰\ufe0f', '⛰'],
  ['#\ufe0f\u20e3', '#\ufe0f\u20e3', '#\u20e3'],
  ['Xi’an', 'Xi’an', "xi'an"],
  ['Hawaiʻi', 'Hawaiʻi', "hawai'i"],
  ['İSTANBUL', 'İSTANBUL', 'istanbul'],
  ['ıstanbul', 'ıstanbul', 'istanbul'],
  ['STRASSE', 'STRASSE', 'strasse'],
  ['Straße', 'Straße', 'strasse'],
  ['slow–travel', 'slow–travel', 'slow-travel'],
  ['slow_travel', 'slow_travel', 'slow-travel'],
  ['ﾄｳｷｮｳ', 'ﾄｳｷｮｳ', 'トウキョウ'],
  ['می\u200cروم', 'می\u200cروم', 'میروم'],
  ['👩\u200d🚀', '👩\u200d🚀', '👩\u200d🚀'],
  ['كِتَاب', 'كِتَاب', 'کتاب'],
  ['كتـــاب', 'كتـــاب', 'کتاب'],
  ['کتاب', 'کتاب', 'کتاب'],
  ['על\u05b7', 'על\u05b7', 'על'],
  ['شتاء ٢٠٢٤', 'شتاء ٢٠٢٤', 'شتاء-2024'],
  ['۲۰۲۴', '۲۰۲۴', '2024'],
  ['१२३', '१२३', '123'],
  ['hike.', 'hike.', 'hike'],
  ['_hike_', 'hike', 'hike'],
  ['-hike', '-hike', 'hike'],
  ['U.S.', 'U.S.', 'us'],
  ['U.S.A.', 'U.S.A.', 'usa'],
  ['U. S. A.', 'U. S. A.', 'usa'],
  ['J.R.R. Tolkien', 'J.R.R. Tolkien', 'jrr-tolkien'],
  ['Washington D.C.', 'Washington D.C.', 'washington-dc'],
  ['С.Ш.А.', 'С.Ш.А.', 'сша'],
  ['a.out', 'a.out', 'a.out'],
  ['.net', '.net', '.net'],
  ['...', '...', '...'],
  ['½', '½', '1/2'],
  ['"road trip"', 'road trip', 'road-trip'],
  ['“Road Trip”', 'Road Trip', 'road-trip'],
  ['«Road Trip»', 'Road Trip', 'road-trip'],
  ["'road trip'", 'road trip', 'road-trip'],
  ['「旅行」', '旅行', '旅行'],
  ['(hike)', 'hike', 'hike'],
  ['Paris (France)', 'Paris (France)', 'paris-(france)'],
  ['• hike', 'hike', 'hike'],
  ['* #hike', 'hike', 'hike'],
  ['hike!', 'hike!', 'hike'],
  ['旅！', '旅！', '旅'],
  ['¿dónde?', '¿dónde?', 'dónde'],
  ['hike:', 'hike:', 'hike'],
  ['旅行。', '旅行。', '旅行'],
  ['B & B', 'B & B', 'b&b'],
  ['food / drink', 'food / drink', 'food/drink'],
  ['St. Moritz', 'St. Moritz', 'st-moritz'],
  ['node.js', 'node.js', 'node.js'],
  ['4×4', '4×4', '4x4'],
  ['4 × 4', '4 × 4', '4x4'],
  ['Interrail™', 'Interrail™', 'interrail'],
  ['Interrail®', 'Interrail®', 'interrail'],
  ['™', '™', 'tm'],
  ['București', 'București', 'bucureşti'],
  ['Bucureşti', 'Bucureşti', 'bucureşti'],
  ['צה״ל', 'צה״ל', 'צה"ל'],
  ['เเม่', 'เเม่', 'แม่'],
  ['إسطنبول', 'إسطنبول', 'اسطنبول'],
  ['हिन्दी', 'हिन्दी', 'हिंदी'],
  ['जन्म', 'जन्म', 'जन्म'],
  ['Самолёт', 'Самолёт', 'самолет'],
  ['関ヶ原', '関ヶ原', '関ケ原'],
  ['ΑΘΗΝΑ', 'ΑΘΗΝΑ', 'αθηνα'],
  ['Αθήνα', 'Αθήνα', 'αθηνα'],
  ['Μάϊος', 'Μάϊος', 'μαϊος'],
  ['Ἀθῆναι', 'Ἀθῆναι', 'αθηναι'],
  ['القاهرة', 'القاهرة', 'القاهره'],
  ['لاہور', 'لاہور', 'لاهور'],
  ['هەولێر', 'هەولێر', 'ههولێر'],
  ['هه\u200cولێر', 'هه\u200cولێر', 'ههولێر'],
  ['ज़िंदगी', 'ज़िंदगी', 'जिंदगी'],
  ['ഞാൻ', 'ഞാൻ', 'ഞാൻ'],
  ['ഞാന്\u200d', 'ഞാന്\u200d', 'ഞാൻ'],
  ['50 %', '50 %', '50%'],
  ['10 €', '10 €', '10€'],
  ['24\u22157', '24\u22157', '24/7'],
  ['C♯', 'C♯', 'c#'],
  ['*hike*', 'hike', 'hike'],
  ['**slow travel**', 'slow travel', 'slow-travel'],
  ['`hike`', 'hike', 'hike'],
  ['[hike]', 'hike', 'hike'],
  ['("hike")', 'hike', 'hike'],
  ['- hike', 'hike', 'hike'],
  ['10,000 steps', '10,000 steps', '10,000-steps'],
  ['1,000,000 trees', '1,000,000 trees', '1,000,000-trees'],
  ['Route #66', 'Route #66', 'route-#66'],
  ['ラ―メン', 'ラ―メン', 'ラーメン'],
  ['コ－ヒ－', 'コ－ヒ－', 'コーヒー'],
  ['コーヒー－お茶', 'コーヒー－お茶', 'コーヒー-お茶'],
  ['นํ้าตก', 'นํ้าตก', 'น้ําตก'],
  ['น้ำตก', 'น้ำตก', 'น้ําตก'],
  ['ນໍ້າຕົກ', 'ນໍ້າຕົກ', 'ນ້ໍາຕົກ'],
  ['উত্\u200dসব', 'উত্\u200dসব', 'উৎসব'],
  ['خانۀ ما', 'خانۀ ما', 'خانهٔ-ما'],
  ['Ðà Nẵng', 'Ðà Nẵng', 'đà-nẵng'],
  ['20ºC', '20ºC', '20°c'],
  ['Nº 7', 'Nº 7', 'no-7'],
  ['[[hike]]', 'hike', 'hike'],
  ['【旅行】', '旅行', '旅行'],
  ['《旅行》', '旅行', '旅行'],
  ['（hike）', 'hike', 'hike'],
  ['［hike］', 'hike', 'hike'],
  ['<hike>', 'hike', 'hike'],
  ['{hike}', 'hike', 'hike'],
  ['‹hike›', 'hike', 'hike'],
  ['~~hike~~', 'hike', 'hike'],
  ['==hike==', 'hike', 'hike'],
])('%j is the name %s under the slug %s', (text, name, slug) => {
  expect(tagNames([text])).toEqual([{ name, slug }]);
  expect(tagSlug(text)).toBe(slug);
  expect(tagSlug(slug)).toBe(slug);
});

test('doubles merge under their first spelling, and only then are five counted', () => {
  const names = tagNames(['Trains', 'b', 'TRAINS', 'c', 'd', 'trains ', 'e']).map((tag) => tag.name);
  expect(names).toEqual(['Trains', 'b', 'c', 'd', 'e']);
});

test.each(['C', 'C++', 'C#', 'Café', 'Cafe', '👩🚀', '👩\u200d🚀', 'a.b', 'a/b', '½'])(
  '%j stays a tag of its own',
  (name) => {
    const others = ['C', 'C++', 'C#', 'Café', 'Cafe', '👩🚀', '👩\u200d🚀', 'a.b', 'a/b', '½'].filter(
      (other) => other !== name,
    );
    expect(others.map(tagSlug)).not.toContain(tagSlug(name));
  },
);

test('a slug is the slug of itself, whatever the characters', () => {
  for (let code = 0x20; code < 0x2_0000; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const slug = tagSlug(`a${String.fromCodePoint(code)}b`)!;
    if (tagSlug(slug) !== slug) throw new Error(`U+${code.toString(16)} is ${slug}, then ${tagSlug(slug)}`);
  }
});

test.each([
  ['山，海、湖', ['山', '海', '湖']],
  ['جبل، بحر؛ نهر', ['جبل', 'بحر', 'نهر']],
  ['hike; train,', ['hike', 'train']],
  ['#hike #slow travel', ['hike', 'slow travel']],
  ['hike\r\ntrain\nferry', ['hike', 'train', 'ferry']],
  ['#hike#trail', ['hike', 'trail']],
  ['＃旅行＃山', ['旅行', '山']],
  ['#C# #.NET', ['C#', '.NET']],
  ['10,000 steps', ['10,000 steps']],
  ['hike,1,000,000 steps, 2,5', ['hike', '1,000,000 steps', '2', '5']],
  ['2024,2025,v2,000', ['2024', '2025', 'v2', '000']],
  ['ተራራ፣ ባሕር፤ ወንዝ', ['ተራራ', 'ባሕር', 'ወንዝ']],
  ['hike #trail #slow travel', ['hike', 'trail', 'slow travel']],
  ['Norway · Trains · Winter', ['Norway', 'Trains', 'Winter']],
  ['hike • trail | ferry', ['hike', 'trail', 'ferry']],
  ['[hike, "slow travel"]', ['hike', 'slow travel']],
  ['- hike\n- trail', ['hike', 'trail']],
  ['10,000 steps, Rome', ['10,000 steps', 'Rome']],
  ['2023,2024', ['2023', '2024']],
  ['a·b', ['a·b']],
])('%j is a list', (text, names) => {
  expect(tagNames([text]).map((tag) => tag.name)).toEqual(names);
});

test.each(['', ',', '#', ' ＃ ', '\u200b', '\u3164', '．', '‥'])('%j is no tag', (text) => {
  expect(() => tagNames(['ok', text])).toThrow(/A tag/);
});

test('thirty code points fit, whatever becomes of them when they are made small', () => {
  expect(tagNames(['İ'.repeat(30)])[0]!.name).toBe('İ'.repeat(30));
  expect(tagNames(['e\u0301'.repeat(30)])[0]!.name).toBe('é'.repeat(30));
  expect(() => tagNames(['👣'.repeat(31)])).toThrow('A tag has 31 characters; 30 fit.');
});
