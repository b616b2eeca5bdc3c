import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('tags')
@Unique('tags_slug_key', ['slug'])
@Index('tags_most_used_idx', { synchronize: false })
@Index('tags_search_idx', { synchronize: false })
@Index('tags_similar_idx', { synchronize: false })
@Index('tags_spellings_idx', { synchronize: false })
export class TagRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tags_pkey' })
  id: string;

  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('integer', { name: 'post_count', default: 0 })
  postCount: number;
}
