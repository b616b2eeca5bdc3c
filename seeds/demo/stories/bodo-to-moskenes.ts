import type { DemoStory } from '../story.js';

export const bodoToMoskenes: DemoStory = {
  id: '01a15f27-b440-76a8-bc81-646ed2e6657e',
  author: 'tomas',
  slug: 'bodo-to-moskenes',
  title: 'Three hours of nothing, from Bodø to Moskenes',
  tags: ['Ferries', 'Arctic'],
  place: { name: 'Moskenes', countryCode: 'NO', latitude: 67.9, longitude: 13.05, precision: 'CITY' },
  writtenAt: '2026-10-21T15:50:00.000Z',
  publishedAt: '2026-10-21T19:30:00.000Z',
  body: `I had saved a book for the crossing and read none of it. For three hours the horizon was a ruled line; then someone had drawn teeth along it, and the teeth were Lofoten.

I rate ferries by what there is to do on them, and this one has a cafeteria, a machine that sells batteries, a corner for children with a plastic whale, and the Vestfjord. You drive or walk on in Bodø, beside the fuel tanks, in a wind that has come a long way and wants to talk about it. Foot passengers travel free on many of these crossings now. The man at the ramp counted me with a clicker, once, and I felt both welcome and accounted for.

We left in the last hour of good light. In late October, north of the Circle, the day is a thing they do in the middle: up after eight, down before five, and low all the while, so that everyone has the face of somebody in an oil painting. Landegode slid by on the right, a mountain that forgot to bring an island. Then the coast folded itself up behind us like a map being put away, and there was nothing.

## About nothing

People say it as a complaint, so let me be exact. There was:

- grey water, in long unbroken swells from the south-west, each with its own idea of grey
- a fulmar, which held its place off the rail for forty minutes without once moving its wings
- a bank of cloud with a slot in it, and through the slot one yellow plank of sun, laid down on the sea a great way off, where nobody was using it
- the engines, in your feet

By the end of the first hour the phones had lost their signal and people began to put them down, with that small look of someone who has forgotten why they came into a room. By the end of the second, nobody in the forward lounge was doing anything at all. A mother and a boy of about six stood at the big window with their foreheads on the glass. A lorry driver had turned his chair round. I come from a city where you cannot look anywhere without something looking back, and I had no practice at it. You wait for the view to begin. Then, I can’t say when, you notice that it had.

> “What are you looking at?” the boy asked his mother.
>
> “I’ll tell you when it comes.”

## The wall

It came as a mistake in the line. A roughness, such as a bad pen makes. The driver saw it first and said nothing, only stood up, and then all of us were standing. It grew the wrong way, not nearer but taller: a saw, a row of broken bottles on a wall, and *the wall* is what they do call it, Lofotveggen, a hundred kilometres of peaks that go up out of the sea with hardly a beach to stand on. There was new snow on the upper third. The yellow plank of sun had got there before us, and it went along the tops one at a time like somebody reading with a finger.

South of the last tooth, between the point and the island of Værøy, there is a patch of sea that the old charts drew with a ship going down in it. That is the Moskstraumen, one of the strongest tidal currents in open water anywhere. Poe had never been within five thousand kilometres of it when he wrote his *Descent into the Maelström*. From the deck you see only that the swell has lost its manners there, and stands up in points. The captain gives it room. So, I noticed, did the fulmar.

Then all at once there were houses, red, on legs, with their lamps on; the fish racks on the headland, bare as umbrellas until the cod come in February; a smell of cold stone and diesel. The bow opened like a hat being raised. In the car deck the boy asked whether it was over, and his mother said no, this was the other half: now they would be somewhere.

I walked up the road towards Reine until I found a bench, and I took out my book, to be fair to it. Under the lamp I read the first sentence three times. Then I turned round and looked at the sea, where, if you know how, there was a great deal going on.`,
};
