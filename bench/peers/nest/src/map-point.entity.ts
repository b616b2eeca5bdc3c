import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('map_points')
export class MapPoint {
  @PrimaryColumn('uuid', { name: 'post_id' })
  postId: string;

  @Column('double precision')
  latitude: number;

  @Column('double precision')
  longitude: number;
}
