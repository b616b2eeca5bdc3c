import type { DemoStory } from '../story.js';

export const breadWithYourNameOnIt: DemoStory = {
  id: '01a13f0a-44c0-7b8c-88f1-f7daa10bcdbd',
  author: 'ilse',
  slug: 'bread-with-your-name-on-it',
  title: 'Bread with your name on it',
  tags: ['Bread', 'Cities'],
  place: { name: 'Matera', countryCode: 'IT', latitude: 40.67, longitude: 16.6, precision: 'CITY' },
  writtenAt: '2026-10-15T10:10:00.000Z',
  publishedAt: '2026-10-15T16:45:00.000Z',
  body: `When a whole street shared one oven, every family carved a stamp and pressed it into the dough. The baker could not read, but he never once gave the Paolicellis’ loaf to the Andrullis.

I had this from Signora Bruna, who rents me a room with a vaulted ceiling and no right angles, and who was carrying a tray of stamps to the window to dust them. There were nineteen, none longer than a thumb, of olive wood and pear wood and one of bone. Each had a little figure for a handle and letters cut at the foot, backwards. A cock. A priest. A woman with her hands on her hips. A thing that she said was a lion, and that her grandfather, who had carved it in the hills with nothing but sheep for models, had always said was a lion.

“Every shepherd made one for the girl he wanted,” she said. “If she put it in her bread, the street knew before her father did.”

## A town without flour on the table

Matera is a ravine with windows. The old quarters, the Sassi, are not so much built as emptied: people dug into the soft yellow rock and used what came out to wall up the front, one house’s roof being the next one’s lane, and they did it for so long that nobody can tell you where the caves of the Stone Age end and the kitchens begin. Until the 1950s some fifteen thousand people lived in there with their mules. Then came a book, Carlo Levi’s *Christ Stopped at Eboli*, and after the book the journalists, and after them the prime minister, who called it a national disgrace; and by a law of 1952 the Sassi were emptied, family by family, into new quarters with taps. The Bruna of then was nine. She got a balcony and lost a street.

What she remembers is the bread. Hardly anyone had an oven. You kneaded at home at night, a week’s worth, in loaves of three and four kilos, from the hard yellow semolina of the hills and a piece of last week’s dough. Before dawn the baker’s boy came through the lanes and called, or whistled, and the whole stair got up. You cut your cross in the top, pressed in your stamp, tucked the loaves into a board with a cloth like so many infants, and off it went on the boy’s head, sixty steps down in the dark.

> A lost child somebody brings back. A lost loaf, everyone looks at the other families.

Hence the letters. And hence, because the man at the oven had no letters, the little figures: the mark in the crust was for the owner, she explained, but the *handle* was for the baker. He knew the cock and the priest and the lion. He knew whose arm was in a sling by the kneading. He gave out two hundred loaves before seven, through a hole in the wall, and the only mistake she ever heard of was the year that two families had quarrelled and one had copied the other’s stamp.

## What I tried

The bakeries of today are up on the edge, with neon, and they are very good, and the loaf still has the shape I had taken for an accident: folded over itself three times, so that it stands up in a ridge like a mountain range in a school atlas, with a crust as thick as a thumbnail and an inside the yellow of old piano keys. It keeps for a week. It was made to; for most of a week it was dinner.

- **On day one** you eat it with nothing.
- **On day three** with oil, tomato and salt, rubbed in.
- **On day five** it becomes *cialledda*: wet it, add whatever the garden has, call it a salad in August and a soup in January.
- **On day seven** you knead again, and the last heel goes to the mule, or, there being no mules, to me.

I asked to try a stamp. She considered the tray for some time and gave me the woman with her hands on her hips. We had made the dough the evening before, or she had, while I was sent to fetch things. At half past six I pressed, and a **B** came up in the loaf as clean as a coin; her mother’s B, for Brunetti, and then hers, and now by coincidence mine, a Brandt from Cuxhaven with flour in her eyebrows. Then we carried it up two hundred steps, to a man in a paper hat who slides in the neighbourhood’s loaves behind his own if you are there before seven and if he likes you.

There were four others waiting with boards. Nobody wrote down anything, nobody had a ticket. When the iron door opened he looked along the peel, and then along our faces, and dealt them out without a word, like cards.

Mine was the right one. I know, because I checked the stamp. He saw me check it, and was offended, and quite right too.`,
};
