import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('towns')
@Index('towns_search_idx', { synchronize: false })
export class TownRow {
  /** The number of GeoNames. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'towns_pkey' })
  id: number;

  @Column('text')
  name: string;

  /** Small and without accents. */
  @Column('text', { name: 'search_name' })
  searchName: string;

  /** Its name; null where GeoNames has none. */
  @Column('text', { nullable: true })
  region: string | null;

  @Column('text', { name: 'country_code' })
  countryCode: string;

  @Column('double precision')
  latitude: number;

  @Column('double precision')
  longitude: number;

  @Column('integer')
  population: number;
}
