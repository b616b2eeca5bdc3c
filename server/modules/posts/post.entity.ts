import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('posts')
@Unique('posts_slug_key', ['slug'])
@Index('posts_newest_idx', { synchronize: false })
@Index('posts_author_newest_idx', { synchronize: false })
@Index('posts_drafts_idx', { synchronize: false })
@Index('posts_most_liked_idx', { synchronize: false })
@Index('posts_most_discussed_idx', { synchronize: false })
@Index('posts_of_country_idx', { synchronize: false })
export class PostRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'posts_pkey' })
  id: string;

  @Column('uuid', { name: 'author_id' })
  authorId: string;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  slug: string | null;

  @Column('text')
  body: string;

  @Column('text', { name: 'body_html' })
  bodyHtml: string;

  @Column('text')
  excerpt: string;

  @Column('integer', { name: 'reading_minutes' })
  readingMinutes: number;

  @Column('text', { default: 'DRAFT' })
  status: 'DRAFT' | 'PUBLISHED';

  @Column('integer', { default: 1 })
  version: number;

  @Column('text', { name: 'place_name', nullable: true })
  placeName: string | null;

  @Column('text', { name: 'place_country_code', nullable: true })
  placeCountryCode: string | null;

  @Column('double precision', { name: 'place_latitude', nullable: true })
  placeLatitude: number | null;

  @Column('double precision', { name: 'place_longitude', nullable: true })
  placeLongitude: number | null;

  @Column('text', { name: 'place_precision', nullable: true })
  placePrecision: 'EXACT' | 'CITY' | 'COUNTRY' | null;

  @Column('text', { name: 'removed_reason', nullable: true })
  removedReason: string | null;

  @Column('integer', { name: 'like_count', default: 0 })
  likeCount: number;

  @Column('integer', { name: 'comment_count', default: 0 })
  commentCount: number;

  @Column({ type: 'timestamptz', name: 'published_at', precision: 3, nullable: true })
  publishedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'clock_timestamp()' })
  updatedAt: Date;
}

@Entity('post_tags')
@Index('post_tags_newest_idx', { synchronize: false })
export class PostTagRow {
  @PrimaryColumn('uuid', { name: 'post_id', primaryKeyConstraintName: 'post_tags_pkey' })
  postId: string;

  @Index('post_tags_tag_id_idx')
  @PrimaryColumn('uuid', { name: 'tag_id', primaryKeyConstraintName: 'post_tags_pkey' })
  tagId: string;

  @Column('smallint')
  position: number;

  /** As this writer spelled it: the tag's own name from its first publication on. */
  @Column('text', { nullable: true })
  name: string | null;

  @Column({ type: 'timestamptz', name: 'published_at', precision: 3, nullable: true })
  publishedAt: Date | null;
}
