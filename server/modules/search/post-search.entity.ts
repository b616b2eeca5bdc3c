import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What can be found of a public story; written by triggers alone. */
@Entity('post_search')
@Index('post_search_document_idx', { synchronize: false })
@Index('post_search_title_idx', { synchronize: false })
@Index('post_search_title_words_idx', { synchronize: false })
@Index('post_search_newest_idx', { synchronize: false })
export class PostSearchRow {
  @PrimaryColumn('uuid', { name: 'post_id', primaryKeyConstraintName: 'post_search_pkey' })
  postId: string;

  @Column({ type: 'timestamptz', name: 'published_at', precision: 3 })
  publishedAt: Date;

  /** Small and without accents, for typing errors. */
  @Column('text')
  title: string;

  /** The text without tags of HTML, its entities as they are: for the passage that is shown. */
  @Column('text')
  content: string;

  @Column('tsvector')
  document: string;

  /** Are its words noted in `search_word_changes`? */
  @Column('boolean', { name: 'is_noted', default: false })
  isNoted: boolean;
}
