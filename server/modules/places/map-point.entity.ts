import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where a public story happened, no finer than its writer allows; written by triggers alone. */
@Entity('map_points')
@Index('map_points_place_idx', { synchronize: false })
export class MapPointRow {
  @PrimaryColumn('uuid', { name: 'post_id', primaryKeyConstraintName: 'map_points_pkey' })
  postId: string;

  @Index('map_points_author_id_idx')
  @Column('uuid', { name: 'author_id' })
  authorId: string;

  @Column('double precision')
  latitude: number;

  @Column('double precision')
  longitude: number;
}
