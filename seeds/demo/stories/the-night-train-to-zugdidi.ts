import type { DemoStory } from '../story.js';

export const theNightTrainToZugdidi: DemoStory = {
  id: '01a1c963-71a0-7978-add1-176793b26a02',
  author: 'marta',
  slug: 'the-night-train-to-zugdidi',
  title: 'The night train to Zugdidi',
  tags: ['Trains', 'Caucasus'],
  place: { name: 'Zugdidi', countryCode: 'GE', latitude: 42.51, longitude: 41.87, precision: 'CITY' },
  writtenAt: '2026-11-11T06:55:00.000Z',
  publishedAt: '2026-11-11T15:10:00.000Z',
  body: `The conductor takes your ticket at nine in the evening and does not give it back until morning, which I have decided to read as a promise. Four bunks, one window, a table the size of a chessboard.

Her name was Nana, and the carriage was hers: the samovar at the end of the corridor, the runner she had brought from home, the two geraniums wedged behind the brake wheel. She sold me a sealed packet of sheets for a few lari and watched me make the bed with the expression of a driving examiner. When I had finished she unmade one corner and made it again. Then she brought tea.

Tbilisi lets go of its trains slowly. For half an hour we rolled past balconies close enough to borrow sugar from, then past the dark hump of Mtskheta, where two rivers meet that do not mix at once: the Aragvi comes down clear and the Mtkvari comes in brown, and by day you can see them arguing. At night you see only a lit church on a hill that has no visible hill.

My compartment held a law student going home to wash his shirts, a woman with a cake on her knees, and a man called Zaza who announced that he did not sleep on trains. He was asleep before Gori.

## Over the top

The line climbs out of eastern Georgia towards Surami, where the country has its spine. When the railway was built the trains were hauled over the pass by special twin locomotives, slowly and with prayers; since 1890 there has been a tunnel of four kilometres, cut from both sides at once by people who trusted their arithmetic. I stood in the corridor for it, because that is the sort of person I am. The wheels changed their voice, the window became a mirror, and a stranger in the mirror, who was Nana, said:

> East is bread. West is corn. Here is where you change.

She meant it literally. On the far side the air through the window strip was a different animal: wet, warm, smelling of leaves and woodsmoke. West of the tunnel they eat *ghomi*, cornmeal as white and plain as a plate, into which you push slices of sulguni cheese until they surrender. The woman with the cake, awake now, took over the lecture. There is a dish called *elarji* in which cheese and cornmeal have given up being two things. There is *ajika*, red, which is not a sauce but an opinion. She came from Zugdidi and she was forty-nine and she had never once, she said, eaten properly in Tbilisi.

I slept between Zestafoni and Samtredia, in the way one sleeps on trains: as a passenger, not as an owner.

## Six in the morning

It is the end of the line, and it looks like it: one platform, wet, a dog with somewhere to be, the big mountains not there yet because nobody had switched them on. Beyond the town is the Enguri, and beyond the Enguri the line on the map goes on to Sukhumi, where no train from here has gone since 1993. The rails are simply cut, and grass has taken over the timetable. People in Zugdidi do not point in that direction when they talk about it. They tilt their heads.

Most foreigners walk straight from the platform into a minibus for Mestia and the towers of Svaneti, three hours up the gorge. I stayed a day, and can report:

1. In the palace of the Dadianis hangs a death mask of Napoleon. A daughter of the house married a grandson of his sister, and it came along, as things do.
2. The botanical garden behind it has a bamboo thicket in which somebody practises the trumpet.
3. At the market you may taste eleven ajikas before you are expected to have a favourite.

On the way out that morning Nana gave me back my ticket. She had folded it once and written on it, in pencil, the number of my bunk and the word *kargad*, which is what one says here in place of goodbye. It means “well”. I use it as a bookmark now, in a timetable.`,
};
