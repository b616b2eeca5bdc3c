import { RefreshTokenRow, SessionRow } from './modules/auth/session.entity.js';
import { BookmarkRow } from './modules/bookmarks/bookmark.entity.js';
import { CommentRow } from './modules/comments/comment.entity.js';
import { FollowRow } from './modules/follows/follow.entity.js';
import { LikeRow } from './modules/likes/like.entity.js';
import { ModerationLogRow } from './modules/moderation/moderation-log.entity.js';
import { NotificationRow } from './modules/notifications/notification.entity.js';
import { IdempotencyKeyRow } from './modules/posts/idempotency-key.entity.js';
import { PostRow, PostTagRow } from './modules/posts/post.entity.js';
import { MapPointRow } from './modules/places/map-point.entity.js';
import { TownNameRow, TownRow } from './modules/places/town.entity.js';
import { CountryRow } from './modules/search/country.entity.js';
import { PostSearchRow } from './modules/search/post-search.entity.js';
import { SearchWordChangeRow, SearchWordRow } from './modules/search/search-word.entity.js';
import { TagRow } from './modules/tags/tag.entity.js';
import { UserRow } from './modules/users/user.entity.js';

/** Every table's entity: for migrations and the drift test. Lists are never made of them. */
export const entities = [
  UserRow,
  PostRow,
  PostTagRow,
  TagRow,
  IdempotencyKeyRow,
  LikeRow,
  BookmarkRow,
  FollowRow,
  CommentRow,
  ModerationLogRow,
  NotificationRow,
  PostSearchRow,
  SearchWordRow,
  SearchWordChangeRow,
  CountryRow,
  MapPointRow,
  TownRow,
  TownNameRow,
  SessionRow,
  RefreshTokenRow,
];
