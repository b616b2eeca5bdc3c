import type { DemoStory } from '../story.js';

export const theBridgeTheyPlanted: DemoStory = {
  id: '01a1bfa4-a1c0-768e-8c39-d1c7536e39b2',
  author: 'priya',
  slug: 'the-bridge-they-planted',
  title: 'The bridge they planted',
  tags: ['Walking', 'Monsoon'],
  place: { name: 'Nongriat', countryCode: 'IN', latitude: 25.25, longitude: 91.67, precision: 'CITY' },
  writtenAt: '2026-11-09T09:30:00.000Z',
  publishedAt: '2026-11-09T13:25:00.000Z',
  body: `My grandfather guided the first root across the stream when he was eleven. I crossed it this week at thirty-four, carrying a gas cylinder, and it did not so much as sigh.

You get to Nongriat by going down. The road ends at Tyrna, on the lip of the plateau below Sohra, and from there it is some three and a half thousand steps into the gorge: concrete steps, stone steps, steps that are really roots being polite. Everything the village has that did not grow there came down on somebody’s back, in a *khoh*, the cone-shaped basket that hangs from a band across the forehead. Rice, roofing, the solar lamps, the television of my uncle, my uncle when he broke his ankle. I had not been home since before the rains, and my mother’s message had been short: *Come. Bring gas.*

I should explain the rain. The two wettest inhabited places on earth, Mawsynram and Sohra, stand on the cliffs above us and take turns holding the record. They get about twelve metres in a year, most of it between June and September, and all of it then comes to us. A stream you could step across in February will in July move a boulder past your door at night with a sound like furniture. Bamboo bridges last two or three monsoons. Wire rots. So some time before anyone wrote such things down, the War-Khasi people of these valleys concluded that if a bridge has to stand in water it should be alive.

## How to plant one

You begin with a *dieng jri*, a rubber fig, on the bank. It is a tree that throws roots out of its sides into the air, looking for something to hold, and your work for the next twenty years is to be what it finds.

1. Split the trunk of a betel palm lengthwise and scoop out the soft middle. Lay it across the stream like a gutter.
2. Lead the thinnest roots into it. They are as soft as cooked noodles then, and they go where they are told.
3. When they reach the far bank, let them take the ground.
4. Every year, tie in new ones. Weave the handrails. Fill the gaps with stones and bark until leaf-fall makes it a floor.
5. Be replaced. You will not be the one who walks on it with a load.

My grandfather, Bah Kyntiew, was the fourth name on ours, counted from his own grandmother, who had chosen the tree. His part was one afternoon in the winter of his twelfth year: he was the smallest who could be trusted, so they put him in the stream to hold the end of the root while the men shouted from both banks. He used to show us which one it was. It was as thick as his wrist when I was born, and is as thick as my thigh now.

> Iron is strongest on the first day. This is weakest on the first day.

That is what he said whenever an engineer came to look, and engineers came often. They had a photograph in mind of the famous one, the double-decker across the Umshiang, where visitors queue to be photographed on both floors at once. Ours has one floor, no name and no queue. It goes to my aunt’s betel garden and to the school.

## The cylinder

A full cylinder weighs about thirty kilos. I walked it down from Tyrna in four hours, which would make any woman in the village laugh, and several did. The last hundred metres are the bridge. It is twenty-odd paces; I have never counted the same number twice. You feel it take your weight, not with a swing as a rope bridge does, but with a very slight settling, as an old dog moves over for you on a step. The water was low and so clear that you could see fish deciding things. On the downstream rail a new root had found its own way across since spring, thin and pink, unhelped, and somebody had already tied it in with a strip of cane.

It was my mother. She is sixty-one and has knees. I said that she might have waited for me to do it.

“Roots don’t wait,” she said, “and you have a job in Shillong.” Then she took the other handle of the cylinder, and we carried it between us up the last steps, past the bay trees and the place where my grandfather used to sit with the radio. By custom here the house goes to the youngest daughter. I am the youngest daughter. I understood that I was being shown a piece of work.

Before I left I went back down with a strip of cane of my own. I am told it holds.`,
};
