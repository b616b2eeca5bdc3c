/** What stories made for measuring are put together of. */

export const openings = [
  'The bus stopped where the road did, and the driver switched off the engine as if that were the end of the matter.',
  'Nobody in town agreed on how far it was, only on who had last tried.',
  'It rained for the first three days, which everyone said was early, or late, or about right.',
  'I had come for the market and stayed for the woman who sold string.',
  'There is one boat a week, and it is always the day before.',
  'My map was from another century and so, it turned out, was the bridge.',
  'The dog met me at the station and considered me his from then on.',
  'You can hear the pass before you see it: a low note, like somebody blowing over a bottle.',
  'The landlady asked two questions, whether I ate fish and whether I snored.',
  'They were repainting the ferry when I arrived, the same blue over the same blue.',
];

export const passages = [
  'By noon the heat had emptied the square. A boy pulled a shutter down to his own height and went on selling through the gap, so that one bought *peaches from a pair of hands*.',
  'We walked in single file along the dyke. To the left the fields lay lower than the canal, to the right the canal lay higher than seemed decent, and between them the path was exactly as wide as two people who trust each other.',
  'The guide had been up here every summer since he was nine. He knew which stones would move, and he told you only **after** you had stepped on them.',
  'In the waiting room hung a timetable with eleven trains on it. Nine were crossed out in ink, one in pencil. The last, said the clerk, depended.',
  'Supper was soup, and then a second soup. The first was for the guest, the second was for the road, and refusing either was a statement about the family.',
  'At four in the morning the call to prayer, the cockerel and the bakery’s extractor fan began within a minute of one another, and after that there was no point in pretending.',
  'The river had moved since the last survey. It does so every spring, quietly and at night; and in the morning some people find that they farm in another district.',
  'I asked what the word meant. There was a discussion. In the end they agreed that it is what you feel when the last guest leaves and you are *not yet* sorry.',
  'A lorry took me as far as the salt works. The driver had a brother in every town on the way, and at each of them we drank one small glass of something in silence.',
  'From the top one sees both seas. Nobody had told me, because everyone there has always seen them.',
  'The museum was one room, and its keeper lived in the other. She unlocked the case, put the astrolabe in my hands and went to look after her onions.',
  'Snow came down the valley like a curtain being drawn by somebody careful. We counted the telegraph poles until there was one, then half of one.',
  'The carriage was full of cut reeds, and the people sat among them like birds. When it stopped the whole train rustled.',
  'He mended my shoe with a strip of tyre and would take no money. He would, however, take the other shoe, and mend that as well.',
  'On the far bank somebody waved. I waved back. It went on for rather a long time, and I have wondered since which of us was being signalled to, and about what.',
  'The lighthouse has been automatic since 1989. The keeper still climbs it on Sundays, to make sure, and takes his lunch.',
];

/** In one of two thousand stories, and its words in no other. */
export const curiosity =
  'Above the fairground somebody had tethered a zeppelin the size of a cow. It followed the wind all day, like a cow, and at dusk a woman in an apron led it home.';

export const headings = ['How to get there', 'What nobody tells you', 'The second day', 'Where to sleep', 'Going back'];

export const quotes = [
  'If you are in a hurry, go tomorrow.',
  'The road is free. It is the stopping that one pays for.',
  'We have a word for wind from each side, and none for none.',
  'A guest is a guest for three days; then he fetches water.',
];

export const lists = [
  '- bread, and something to trade it for\n- a hat that can get wet\n- patience, in small coins',
  '1. Ask for the key at the post office.\n2. Ask again at the baker’s.\n3. It is under the stone.',
  '- the early boat, if there is one\n- the ridge, if there is none',
];

/** What people say about stories. */
export const remarks = [
  'I was there the year before, and the key was *not* under the stone.',
  'My grandmother sold string. She would have asked for your map.',
  'Which boat did you take back?',
  'We have a bridge like that. It is a different one each spring.',
  'Thank you. I have been on that train for eleven years, and **never** heard it rustle.',
  'The soup! You did not say what was in the soup.',
  'This is the best account of waiting that I know.',
  'Two questions: did you eat the fish, and did you snore?',
];

export const adjectives = [
  ...[
    'Slow',
    'Last',
    'Second',
    'Quiet',
    'Borrowed',
    'Northern',
    'Wet',
    'Long',
    'Crooked',
    'Early',
    'Blue',
    'Forgotten',
  ],
  ...['Unhurried', 'Salt', 'Winter', 'Half', 'Late', 'Windy', 'Hollow', 'Narrow'],
];
export const nouns = [
  ...[
    'road',
    'ferry',
    'bridge',
    'pass',
    'harbour',
    'market',
    'train',
    'island',
    'border',
    'well',
    'lighthouse',
    'valley',
  ],
  ...['timetable', 'orchard', 'river', 'staircase', 'desert', 'guesthouse', 'bakery', 'tunnel', 'marsh', 'glacier'],
];

export const firstNames = [
  ...[
    'Ada',
    'Bela',
    'Chidi',
    'Dorte',
    'Emre',
    'Farah',
    'Goran',
    'Hana',
    'Inés',
    'Jonas',
    'Kofi',
    'Leila',
    'Mirko',
    'Noor',
  ],
  ...['Oskar', 'Paz', 'Rania', 'Sven', 'Thandi', 'Uma', 'Vera', 'Wen', 'Yuki', 'Zofia'],
];
export const lastNames = [
  ...[
    'Abebe',
    'Berg',
    'Costa',
    'Dlamini',
    'Eriksen',
    'Fofana',
    'Gupta',
    'Horvat',
    'Ivanova',
    'Jansen',
    'Kaya',
    'Lindt',
  ],
  ...['Moreau', 'Novak', 'Okafor', 'Petrov', 'Quispe', 'Rossi', 'Sato', 'Tran', 'Ueda', 'Vargas', 'Wolff', 'Zaman'],
];

/** Name, country, latitude, longitude. */
export const towns: readonly (readonly [string, string, number, number])[] = [
  ['Tromsø', 'NO', 69.65, 18.96],
  ['Reykjavík', 'IS', 64.15, -21.94],
  ['Tallinn', 'EE', 59.44, 24.75],
  ['Aberdeen', 'GB', 57.15, -2.09],
  ['Gdańsk', 'PL', 54.35, 18.65],
  ['Utrecht', 'NL', 52.09, 5.12],
  ['Brno', 'CZ', 49.2, 16.61],
  ['Porto', 'PT', 41.15, -8.61],
  ['Palermo', 'IT', 38.12, 13.36],
  ['Ohrid', 'MK', 41.12, 20.8],
  ['Chania', 'GR', 35.51, 24.02],
  ['Kars', 'TR', 40.6, 43.1],
  ['Yerevan', 'AM', 40.18, 44.51],
  ['Bukhara', 'UZ', 39.77, 64.43],
  ['Osh', 'KG', 40.53, 72.8],
  ['Leh', 'IN', 34.16, 77.58],
  ['Kochi', 'IN', 9.93, 76.27],
  ['Galle', 'LK', 6.03, 80.22],
  ['Luang Prabang', 'LA', 19.89, 102.13],
  ['Hue', 'VN', 16.46, 107.6],
  ['Tainan', 'TW', 23.0, 120.21],
  ['Nagasaki', 'JP', 32.75, 129.88],
  ['Hakodate', 'JP', 41.77, 140.73],
  ['Irkutsk', 'RU', 52.29, 104.28],
  ['Makassar', 'ID', -5.15, 119.43],
  ['Hobart', 'AU', -42.88, 147.33],
  ['Dunedin', 'NZ', -45.87, 170.5],
  ['Suva', 'FJ', -18.14, 178.44],
  ['Apia', 'WS', -13.83, -171.76],
  ['Juneau', 'US', 58.3, -134.42],
  ['Oaxaca', 'MX', 17.07, -96.73],
  ['León', 'NI', 12.43, -86.88],
  ['Cartagena', 'CO', 10.39, -75.48],
  ['Cusco', 'PE', -13.53, -71.97],
  ['Salvador', 'BR', -12.97, -38.5],
  ['Punta Arenas', 'CL', -53.16, -70.91],
  ['Mindelo', 'CV', 16.89, -24.98],
  ['Fez', 'MA', 34.03, -5.0],
  ['Saint-Louis', 'SN', 16.03, -16.5],
  ['Kumasi', 'GH', 6.69, -1.62],
  ['Gondar', 'ET', 12.6, 37.47],
  ['Lamu', 'KE', -2.27, 40.9],
  ['Mwanza', 'TZ', -2.52, 32.9],
  ['Zomba', 'MW', -15.39, 35.32],
  ['Ilha de Moçambique', 'MZ', -15.03, 40.73],
  ['Antsirabe', 'MG', -19.87, 47.03],
  ['Graaff-Reinet', 'ZA', -32.25, 24.53],
  ['Muscat', 'OM', 23.59, 58.41],
];
