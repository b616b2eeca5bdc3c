import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A word of public stories, as the index has it: the dictionary for typing errors. Written by `count_search_words` alone. */
@Entity('search_words')
@Index('search_words_spellings_idx', { synchronize: false })
@Index('search_words_similar_idx', { synchronize: false })
export class SearchWordRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'search_words_pkey' })
  word: string;

  /** How many public stories have it. */
  @Column('integer', { name: 'post_count' })
  postCount: number;
}

/** Words that came to a public story or went from it, not counted yet; written by triggers alone. */
@Entity('search_word_changes')
export class SearchWordChangeRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'search_word_changes_pkey',
  })
  id: string;

  @Column('tsvector')
  words: string;

  /** 1 or -1. */
  @Column('integer')
  change: number;
}
