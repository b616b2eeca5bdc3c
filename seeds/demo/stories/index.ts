import type { DemoStory } from '../story.js';
import { walkingToNeuwerk } from './walking-to-neuwerk.js';
import { theNightTrainToZugdidi } from './the-night-train-to-zugdidi.js';
import { theBridgeTheyPlanted } from './the-bridge-they-planted.js';
import { everythingIsOnTheWayUp } from './everything-is-on-the-way-up.js';
import { deckClassOnTheIlala } from './deck-class-on-the-ilala.js';
import { theStoveTrain } from './the-stove-train.js';
import { bodoToMoskenes } from './bodo-to-moskenes.js';
import { breadWithYourNameOnIt } from './bread-with-your-name-on-it.js';

/** The newest first. */
export const demoStories: readonly DemoStory[] = [
  walkingToNeuwerk,
  theNightTrainToZugdidi,
  theBridgeTheyPlanted,
  everythingIsOnTheWayUp,
  deckClassOnTheIlala,
  theStoveTrain,
  bodoToMoskenes,
  breadWithYourNameOnIt,
];
