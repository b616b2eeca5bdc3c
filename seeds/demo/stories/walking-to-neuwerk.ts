import type { DemoStory } from '../story.js';

export const walkingToNeuwerk: DemoStory = {
  id: '01a1db04-fe60-7c05-92dd-b208c2fba0ad',
  author: 'ilse',
  slug: 'walking-to-neuwerk',
  title: 'Walking to Neuwerk before the sea comes back',
  tags: ['Walking', 'Tides', 'Islands'],
  place: { name: 'Neuwerk', countryCode: 'DE', latitude: 53.92, longitude: 8.5, precision: 'EXACT' },
  writtenAt: '2026-11-14T17:05:00.000Z',
  publishedAt: '2026-11-14T18:40:00.000Z',
  body: `Twice a day the road to the island is the floor of the North Sea. You have about three hours to use it, and the sea does not negotiate. I left Sahlenburg with wet socks, a thermos and a borrowed tide table.

It was twenty to eleven on a grey Saturday, and I walked behind a retired postman named Hinnerk, who has made the crossing, by his own count, two thousand times and been frightened twice. Low water was at noon. The rule is to be in the middle of the flats when the sea is at its lowest and off them well before it has changed its mind, so everyone who walks to Neuwerk walks at the same hour, like a congregation.

The first surprise is the sound. You expect silence and get a crackle, like a very large glass of mineral water. It is the mud breathing: mud shrimps by the million, each no longer than a fingernail, each opening its front door with a tiny pop. “If it stops,” Hinnerk said, “walk faster.” I laughed. He didn’t.

## Bundles of brushwood

The way is marked by *Pricken*, bundles of birch twigs pushed into the flats one every few hundred paces. They look like brooms that somebody planted in the hope of more brooms. Between them you are on your own, because the ground changes: last month’s firm sand is this month’s porridge, and a channel that was ankle-deep in August came up to my belt. These channels are called *Priele*, and they are what drowns people. The sea does not come at you from the front, like a wave in a film. It fills the Priele first, quietly, behind your back, and then you are standing on an island of your own.

So every couple of kilometres there is a cage on stilts. You climb into it if you have misread the table, and you wait there for twelve hours or for a boat. There is a bench inside. Someone has carved a chessboard into it, which tells you something about the people who misread tables.

> You don’t cross the flats. You are let across.

The horse carts passed us in the middle, six of them, wheels taller than I am, carrying pensioners in rain capes who waved like royalty. For two minutes it was a road with traffic. Then they shrank to a line of dots, and it was the bottom of the sea again.

## What to carry

- Old trainers, laced hard. The mud keeps loose shoes and does not return them.
- Water, more than seems right for a walk through water.
- A compass. Fog comes in faster than the tide and asks fewer questions.
- Somebody who has done this before. Not a recording of somebody.

We came up the ramp at Neuwerk at twenty-five to two, ten kilometres and one lost glove later. The island belongs, for reasons that made sense in 1299, to the city of Hamburg, a hundred kilometres up the Elbe, which built a great square tower here against pirates. It was finished around 1310 and is older than anything still standing in Hamburg itself. About thirty people live around it, behind a ring of dyke you can walk in an hour, together with some horses, a great many geese and a cemetery for the nameless, where the sea’s other visitors lie under plain wooden crosses. There is also a kitchen that sells pea soup through a window without asking how it was.

I sat on the dyke with the bowl between my knees and watched the brooms go under, one by one, starting with the farthest. I asked Hinnerk about the two times. The first, he said, was fog, in 1998, with a school class; he counted them aloud all the way to the tower and has counted everything since, stairs, sugar, geese. The second time he would not tell me. He looked at the water as if it might be listening.

By three the road was gone. A freighter slid past on its way to the Elbe, tall as a street, not far from the place where I had stood adjusting my sock.`,
};
