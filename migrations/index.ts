import { CreateUsers1764000001000 } from './1764000001000-create-users.js';
import { CreatePosts1764000002000 } from './1764000002000-create-posts.js';
import { CreateSessions1764000003000 } from './1764000003000-create-sessions.js';
import { CreateLikesAndBookmarks1764000004000 } from './1764000004000-create-likes-and-bookmarks.js';
import { CreateFollows1764000005000 } from './1764000005000-create-follows.js';
import { CreateComments1764000006000 } from './1764000006000-create-comments.js';
import { AddModeration1764000009000 } from './1764000009000-add-moderation.js';
import { CreateNotifications1764000010000 } from './1764000010000-create-notifications.js';
import { AddSearch1764000007000 } from './1764000007000-add-search.js';
import { CreatePlaces1764000008000 } from './1764000008000-create-places.js';
import { IndexPostsTogether1764000011000 } from './1764000011000-index-posts-together.js';
import { IndexTitleWords1764000012000 } from './1764000012000-index-title-words.js';
import { NotifyOfAnswersAndMentions1764000015000 } from './1764000015000-notify-of-answers-and-mentions.js';
import { IndexOldNotifications1764000016000 } from './1764000016000-index-old-notifications.js';
import { NameRegions1764000017000 } from './1764000017000-name-regions.js';
import { IndexCommentsOfPosts1764000018000 } from './1764000018000-index-comments-of-posts.js';
import { IndexWhatReadersSee1764000019000 } from './1764000019000-index-what-readers-see.js';
import { ForgetTimesOfPins1764000020000 } from './1764000020000-forget-times-of-pins.js';
import { RememberPayloadsOfKeys1764000021000 } from './1764000021000-remember-payloads-of-keys.js';
import { LinkMentions1764000023000 } from './1764000023000-link-mentions.js';
import { MergeTags1764000023100 } from './1764000023100-merge-tags.js';
import { UnifyNames1764000023200 } from './1764000023200-unify-names.js';
import { CountRenderings1764000025000 } from './1764000025000-count-renderings.js';
import { IndexRenderings1764000025500 } from './1764000025500-index-renderings.js';
import { SplitWordsOurselves1764000026000 } from './1764000026000-split-words-ourselves.js';
import { IndexWordsAnew1764000027000 } from './1764000027000-index-words-anew.js';
import { NameTowns1764000028000 } from './1764000028000-name-towns.js';
import { IndexModeration1764000028500 } from './1764000028500-index-moderation.js';
import { TellOfModeration1764000029000 } from './1764000029000-tell-of-moderation.js';
import { ValidateNotifications1764000029500 } from './1764000029500-validate-notifications.js';
import { IndexWhatProgramsAskFor1764000029600 } from './1764000029600-index-what-programs-ask-for.js';
import { IndexOlderRenderings1764000030000 } from './1764000030000-index-older-renderings.js';
import { SplitAreasOfTowns1764000030100 } from './1764000030100-split-areas-of-towns.js';
import { SpellWordsAlike1764000030200 } from './1764000030200-spell-words-alike.js';
import { IndexPeopleAndTagsAnew1764000030300 } from './1764000030300-index-people-and-tags-anew.js';
import { MergeMoreTags1764000030400 } from './1764000030400-merge-more-tags.js';
import { UnifyMoreNames1764000030500 } from './1764000030500-unify-more-names.js';
import { NamePeopleOfCountries1764000031100 } from './1764000031100-name-people-of-countries.js';
import { JoinWordsThatAreParted1764000032000 } from './1764000032000-join-words-that-are-parted.js';
import { IndexPartedWordsAnew1764000032100 } from './1764000032100-index-parted-words-anew.js';
import { IndexOlderRenderings1764000032200 } from './1764000032200-index-older-renderings.js';
import { MergeTagsOnceMore1764000032300 } from './1764000032300-merge-tags-once-more.js';
import { LowerAlikeEverywhere1764000033000 } from './1764000033000-lower-alike-everywhere.js';
import { CountDeletedTogether1764000033100 } from './1764000033100-count-deleted-together.js';
import { IndexOlderRenderings1764000034000 } from './1764000034000-index-older-renderings.js';
import { MergeTagsOfMoreScripts1764000034100 } from './1764000034100-merge-tags-of-more-scripts.js';
import { FindOtherForms1764000034200 } from './1764000034200-find-other-forms.js';
import { FindPeopleAndTagsAlike1764000034300 } from './1764000034300-find-people-and-tags-alike.js';
import { MergeTagsOfInitials1764000034500 } from './1764000034500-merge-tags-of-initials.js';
import { MergeTagsOfLettersAlike1764000034600 } from './1764000034600-merge-tags-of-letters-alike.js';
import { IndexOlderRenderings1764000034700 } from './1764000034700-index-older-renderings.js';

/** In the order in which they are applied. */
export const migrations = [
  CreateUsers1764000001000,
  CreatePosts1764000002000,
  CreateSessions1764000003000,
  CreateLikesAndBookmarks1764000004000,
  CreateFollows1764000005000,
  CreateComments1764000006000,
  AddSearch1764000007000,
  CreatePlaces1764000008000,
  AddModeration1764000009000,
  CreateNotifications1764000010000,
  IndexPostsTogether1764000011000,
  IndexTitleWords1764000012000,
  NotifyOfAnswersAndMentions1764000015000,
  IndexOldNotifications1764000016000,
  NameRegions1764000017000,
  IndexCommentsOfPosts1764000018000,
  IndexWhatReadersSee1764000019000,
  ForgetTimesOfPins1764000020000,
  RememberPayloadsOfKeys1764000021000,
  LinkMentions1764000023000,
  MergeTags1764000023100,
  UnifyNames1764000023200,
  CountRenderings1764000025000,
  IndexRenderings1764000025500,
  SplitWordsOurselves1764000026000,
  IndexWordsAnew1764000027000,
  NameTowns1764000028000,
  IndexModeration1764000028500,
  TellOfModeration1764000029000,
  ValidateNotifications1764000029500,
  IndexWhatProgramsAskFor1764000029600,
  IndexOlderRenderings1764000030000,
  SplitAreasOfTowns1764000030100,
  SpellWordsAlike1764000030200,
  IndexPeopleAndTagsAnew1764000030300,
  MergeMoreTags1764000030400,
  UnifyMoreNames1764000030500,
  NamePeopleOfCountries1764000031100,
  JoinWordsThatAreParted1764000032000,
  IndexPartedWordsAnew1764000032100,
  IndexOlderRenderings1764000032200,
  MergeTagsOnceMore1764000032300,
  LowerAlikeEverywhere1764000033000,
  CountDeletedTogether1764000033100,
  IndexOlderRenderings1764000034000,
  MergeTagsOfMoreScripts1764000034100,
  FindOtherForms1764000034200,
  FindPeopleAndTagsAlike1764000034300,
  MergeTagsOfInitials1764000034500,
  MergeTagsOfLettersAlike1764000034600,
  IndexOlderRenderings1764000034700,
];
