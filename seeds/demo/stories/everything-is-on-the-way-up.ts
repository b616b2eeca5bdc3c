import type { DemoStory } from '../story.js';

export const everythingIsOnTheWayUp: DemoStory = {
  id: '01a1b280-11a0-7390-8904-491e31ce3377',
  author: 'tomas',
  slug: 'everything-is-on-the-way-up',
  title: 'In Valparaíso, everything is on the way up',
  tags: ['Cities', 'Stairs'],
  place: { name: 'Valparaíso', countryCode: 'CL', latitude: -33.04, longitude: -71.62, precision: 'CITY' },
  writtenAt: '2026-11-06T20:15:00.000Z',
  publishedAt: '2026-11-06T22:50:00.000Z',
  body: `There are forty-some hills and a few funiculars that still work. The rest is stairs, and the stairs have opinions: they turn, they stop for a door, they deliver you to somebody’s kitchen.

I was born on Cerro Cordillera, and I learned to count on steps. It did me no good at school, because on our stairs the numbers depend on which leg you begin with and whether the fourteenth is out for repair. What I did learn is that in this city there are two addresses, *arriba* and *abajo*, up and down. Down is El Plan, the strip of flat ground along the harbour, most of it made of rubble and shipwrecks: banks, trolleybuses, the navy, offices, rain. Up is where one lives. Between them there is a daily negotiation with gravity, in which gravity has the better lawyer.

## The lifts

A century ago there were about thirty *ascensores*. They are wooden cabins on rails, two of them tied to one cable, so that whoever goes down pulls up whoever goes up, and the city’s tired are lifted by the city’s late. The oldest, Concepción, has been doing it since 1883 and began on steam. Sixteen are national monuments, which means that they may not be torn down and does not mean that they run. On a good week you can ride six or seven.

My grandmother’s was Polanco, which is not a funicular at all. You walk into the hill through a tunnel a hundred and fifty metres long, dripping and lit like a confession, and at the end of it a man with a newspaper closes a gate and takes you straight up a shaft, through rock, and out of the top of a yellow tower, onto a footbridge in the sun. As a child I believed that this was how everyone entered heaven, and that the man with the newspaper was who you had to know.

> Never ask how far it is. Ask how many landings.

So said my grandmother, with the bread in one bag and the paraffin in the other.

## Down by the wrong way

This week I came home for the first time in two years, between ferries, and I made the mistake of thinking I still knew the way. From the Paseo Yugoslavo you can see the whole argument: houses of corrugated iron painted with whatever the ships had left over, ultramarine, ochre, a green that was certainly meant for a hull; stairs between them like dropped ribbon; then the cranes; then the grey Pacific pretending to have nothing to do with it. I chose a stair that went down. It did so for sixty steps. Then it changed its mind, climbed past a mural of a cat in a bowler hat, passed under a washing line and ended on a red-tiled floor with a table on it, where an old man was eating soup.

“Good afternoon,” he said. “You wanted the Pasaje Gálvez. Everyone does. Sit.”

His name was don Hernán, and his kitchen had been the end of that stair since an earthquake, he was not sure which one. One of the good ones, he said; 1985. The landing fell down and the shortest way to rebuild it was through his house. The municipality had promised another in writing. He showed me the letter, which had been framed. In return for the inconvenience he gets company, and he keeps a tally on the door frame in pencil, in bundles of five, by nationality. There were eleven Norwegians. He asked me what I was and I said *porteño*, from here, and he looked at my shoes and put me under Visitors.

Then he opened his back door, and there was the passage, and the roof of the church of San Francisco where I was baptised, and sixty metres below it the roofs of the Plan with the trolleybuses of 1947 sliding along under their wires, green and cream, the oldest in the world still at work. He pointed with his spoon.

- Left is shorter.
- Right is prettier.
- The middle one goes to a lady who will also give you soup, but hers is worse.

I took the right. It went up.`,
};
