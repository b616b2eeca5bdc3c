import type { DemoStory } from '../story.js';

export const deckClassOnTheIlala: DemoStory = {
  id: '01a19cb8-81e0-74bb-a3b8-97a188a85173',
  author: 'chikondi',
  slug: 'deck-class-on-the-ilala',
  title: 'Deck class on the Ilala',
  tags: ['Ferries', 'Lake Malawi'],
  place: { name: 'Likoma Island', countryCode: 'MW', latitude: -12.07, longitude: 34.73, precision: 'CITY' },
  writtenAt: '2026-11-02T14:45:00.000Z',
  publishedAt: '2026-11-02T18:00:00.000Z',
  body: `The ship has carried goats, brides, cement and most of my cousins since 1951. Nobody boards her to arrive. At Likoma she stops offshore, and the island comes out in small boats to meet her.

I teach geography to Form Three in Nkhata Bay, and every year I tell them that Lake Malawi is 580 kilometres long and 700 metres deep and holds more kinds of fish than any other lake on earth, and every year somebody asks, “Sir, have you checked?” So in the October holidays I check. I take the *Ilala* across to Likoma and back, deck class, with a blanket, a bunch of bananas and a stack of examination papers that I do not intend to mark.

She was built at Yarrow’s yard in Glasgow, taken apart, carried in pieces by ship and by rail to the southern shore and put together again there, as you might send a wardrobe. Six hundred and some tons, white above and rust below, with a funnel that leans back as though she had been faster once. She goes from Monkey Bay at the bottom of the lake to Chilumba near the top and down again, one week for the round, in theory. The theory is painted on a board at our jetty. Under it someone has written, very neatly: *God willing and the engine.*

## Who travels

There are three classes, and the difference is what falls on you. In the cabins, nothing. On the upper deck, dew. On the lower deck, where I have always travelled, a hen.

We left Nkhata Bay after dark, three hours behind the board, which counts as punctual. Round me, on sacks of maize, on suitcases, on each other, sat:

- a choir of eleven from Usisya in matching green, on their way to a wedding
- a tailor with his sewing machine in a bath
- two Mozambican traders with *usipa*, the little silver fish, dried, in bags as big as armchairs
- a goat with a ticket
- the usual old man who remembers Captain So-and-so

The ticket hung from the goat’s neck on a string, since an inspector had once thrown an unticketed goat’s owner off at Chizumulu and the matter had gone to the chief. It was a half fare. The goat was travelling alone, to be met.

About midnight the choir, who had been saving themselves for the wedding, forgot to. It began with one woman humming at the rail. By the second verse there was an alto line from the maize sacks and a bass from the engine hatch, where the greasers had come up for air. I have marked papers to the sound of many things. I put them under my head.

> On land I am the head of a household. On the Ilala I am luggage, and I sleep like luggage.

That was the tailor. He was right. You cannot do anything about anything, and the stars come down to the water on all sides, and the fishermen’s lamps are out there in rows, so many that you cannot say where the sky stops: the lake of stars, Livingstone is supposed to have called it. I tell my class he may not have said it, and that it is true anyway.

## What the island does

Likoma belongs to Malawi and lies in Mozambican water, an accident with a bishop in it. In the 1880s Anglican missionaries made it their headquarters because it was out of reach of the slave raiders, and so when the borders were drawn the island stayed with the British, and in time with us. Having come, the missionaries built a cathedral: St Peter’s, granite, begun in 1903, as long as a football field with room for the goalkeepers to pray. It is said to be the size of Winchester’s. People here say that Winchester’s is said to be the size of Likoma’s.

There is no jetty for a ship of her draught. At first light she let go her anchor a few hundred metres out and gave one long blast, and the beach simply lifted and came towards us: dugouts, dinghies, planked boats with patched sails, the ship’s own lifeboats going down on their ropes to join them. Everything that had gone up the gangway one piece at a time in the dark went over the side in daylight all at once. The bath went down with the sewing machine in it and the tailor in it too. The choir descended singing, holding their hems. The goat was lowered in a sling, legs straight, looking at the horizon like a bishop, and a small girl in a school uniform waded out to her chest to receive it, and read the ticket, and signed.

I had sixteen hours until she came back for the other direction, if she came back. I walked up to the cathedral and sat in the cool. I bought a mandasi. I measured, with thirty paces and a stick, the width of a road on which there were then four vehicles. Offshore, over the middle of the lake, stood what looked like smoke from a burning ship: a brown column, kilometres high, bending a little at the top. It was flies. The lake flies hatch by the thousand million, dance until evening and are gone; if they drift ashore, people catch them in pans and fry them into a black cake. I checked. It tastes of fish, and slightly of iron.

She came back at two in the morning, with her lights on like a village that had decided to move. I was luggage again before she had the anchor up. At breakfast I marked eleven papers. To question four, *Explain why lake transport remains important*, a girl called Tadala had written only: *Because of who else is on it.* I gave her full marks, and then, being a teacher, took one away for the missing map.`,
};
