import type { DemoStory } from '../story.js';

export const theStoveTrain: DemoStory = {
  id: '01a18161-4d00-70aa-9006-c68514b49bf2',
  author: 'marta',
  slug: 'the-stove-train',
  title: 'The stove train',
  tags: ['Trains', 'Winter'],
  place: { name: 'Goshogawara', countryCode: 'JP', latitude: 40.81, longitude: 140.44, precision: 'COUNTRY' },
  writtenAt: '2026-10-28T07:20:00.000Z',
  publishedAt: '2026-10-28T11:35:00.000Z',
  body: `In December the Tsugaru line hangs a potbelly stove in the carriage and sells you a dried squid to grill on it. The heating bill is paid in smell. Outside, the snow falls sideways, in no hurry.

I am writing this in October, in a warm kitchen, because yesterday the first wood smoke of the year came in through the window and I was back in a railway carriage at the top of Honshu with my gloves on my knees. So this is last winter’s story. It has been drying.

The Tsugaru Railway is twenty and a bit kilometres long, single track, diesel, and the northernmost private line on that island. It runs from Goshogawara, where the big railway drops you, up through rice fields to Nakasato, where it gives up. It belongs to the people along it, more or less, and it has been about to close for most of its life. What keeps it alive is that since 1930, from the first of December to the end of March, it has run two or three times a day with carriages that nobody else would still have and a coal stove in each end of them.

## How it works

The carriage is brown, with wooden window frames and brass hooks, hauled by a small stubborn locomotive. The stoves are the round kind called *daruma*, after the doll that gets up again when you knock it over. Each stands in a low iron fence with a bucket of coal beside it, and a flue that goes out through the roof, as if someone had begun to turn the train into a house and been called away.

You pay the fare and a small supplement for the stove. Then a woman in a quilted jacket comes down the aisle with a basket, and you have a decision to make:

- dried squid, whole, flat as a letter
- sake in a glass jar with the railway’s own label
- rice crackers, for children and for people who are not serious

The squid goes on a wire over the stove. It is not you who grills it: you will do it wrong. She does it with bare fingers, turning it while it curls and complains, then tears it into strips and hands it round the whole circle of knees, to those who bought one and to those who did not. Within four minutes everyone’s coat smells the same, and it is quite hard after that to remain strangers.

My neighbour on the bench was a retired signalman from Hirosaki, who rides once each winter to listen. He did not say to what. He spoke the dialect of the place, which other Japanese describe as having been invented by people who did not want to open their mouths in that wind. We managed with a pencil. He drew me the line with all its twelve stations, and beside each of them what you should look at. Beside most of them he drew snow.

> When the stove ticks, the fields are flat. When it roars, we are near the sea wind.

## What you see

Nothing, and it is magnificent. Here they have a word, *jifubuki*, for a blizzard that comes not down from the sky but up off the ground: the wind from the Sea of Japan lifts the fallen snow and carries it across the fields in sheets, at the height of a window. Farmers put up fences of slats against it. Some decades ago a man in Kanagi began to sell it to tourists, who walk out into it in old blankets and felt boots and are taken in again and given soup, and people said he was mad, and it has been running ever since.

At Kanagi stands the big brick-walled house where the novelist Osamu Dazai was born and from which he spent his life running away. In 1944, with Tokyo about to burn, his publisher sent him home to write a guidebook, and he wrote *Tsugaru*, in which he is rude about the food, drinks with everyone and finds his old nurse at a school sports day. The signalman had it in his pocket. He read me a page aloud, in dialect, and I did not understand a word, and the stove ticked.

At Nakasato we all got out and stood on the platform, twelve of us with red faces and pale eyes, while the little locomotive ran round to the other end. The conductor raked the ashes, fed the fire and put the lid back with his boot. There was no reason for anybody to have come here. We had a look at the buffer stop, which had a hat of snow on it a metre tall, and took our seats again, each in the place that was by now our own.

On the way back nobody bought any squid. But the woman in the quilted jacket had kept one, and she grilled it anyway, for the smell.`,
};
